using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.CodeFixes.Arguments;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.Arguments.TrainingArgumentMissing;

public class Arguments
{
    /// <summary>A library that takes the mode as an argument, with a copy of the attribute that says so.</summary>
    private const string Library = """

        namespace ModeLint
        {
            [AttributeUsage(AttributeTargets.Parameter)]
            sealed class TrainingFlagAttribute : Attribute
            {
            }
        }

        class Layer : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public Layer() : base("layer") { RegisterComponents(); }
            public Tensor Apply(Tensor x, [ModeLint.TrainingFlag] bool? training = null, string name = "") => (training ?? this.training) ? drop.call(x) : x;
            public override Tensor forward(Tensor x) => Apply(x, training);
        }
        """;

    private static string Program(string statements, string parameters = "") => Verify.Frame + $$"""
        static class Program
        {
            static void Run(Layer layer, Tensor x{{parameters}})
            {
                using var _ = no_grad();
        {{string.Join("\n", statements.Split('\n').Select(line => line.Length == 0 ? line : "        " + line))}}
            }
        }
        """ + "\n" + Library;

    private static Task Fix(string statements, string fixedStatements, string parameters = "") =>
        new Verification.CodeFixTest<TrainingArgumentMissingFix>(Program(statements, parameters), Program(fixedStatements, parameters)).RunAsync(TestContext.Current.CancellationToken);

    [Fact]
    public Task Left_out() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(x)|}.ToSingle()); // a score",
        "Console.WriteLine(layer.Apply(x, training: false).ToSingle()); // a score");

    [Fact]
    public Task A_null_in_its_place() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(x, null)|}.ToSingle());",
        "Console.WriteLine(layer.Apply(x, training: false).ToSingle());");

    [Fact]
    public Task A_default_in_front_of_others() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(x, default, \"a\")|}.ToSingle());",
        "Console.WriteLine(layer.Apply(x, false, \"a\").ToSingle());");

    [Fact]
    public Task A_named_null() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(training: (bool?)null, x: x)|}.ToSingle());",
        "Console.WriteLine(layer.Apply(training: false, x: x).ToSingle());");

    [Fact]
    public Task Behind_a_named_argument() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(name: \"a\", x: x)|}.ToSingle());",
        "Console.WriteLine(layer.Apply(name: \"a\", x: x, training: false).ToSingle());");

    [Fact]
    public Task One_call_within_the_other() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply({|MODE301:layer.Apply(x)|})|}.ToSingle());",
        "Console.WriteLine(layer.Apply(layer.Apply(x, training: false), training: false).ToSingle());");

    [Fact]
    public Task The_mode_parameter_of_the_method() => Fix(
        "Console.WriteLine({|MODE301:layer.Apply(x)|}.ToSingle());",
        "Console.WriteLine(layer.Apply(x, training: learning).ToSingle());",
        ", [ModeLint.TrainingFlag] bool learning");

    [Theory]
    [InlineData("true", TrainingArgumentMissingFix.TrainingKey)]
    [InlineData("false", TrainingArgumentMissingFix.EvaluationKey)]
    public async Task The_phase_is_unknown(string value, string key)
    {
        var offers = await CodeFixRun.Offers(new TrainingArgumentMissingFix(), "MODE301", Program("Console.WriteLine([|layer.Apply(x)|].ToSingle());"), ("modelint.parameter", "training"));
        Assert.Equal([TrainingArgumentMissingFix.TrainingKey, TrainingArgumentMissingFix.EvaluationKey], offers.Select(offer => offer.Key));
        var offer = offers.Single(candidate => candidate.Key == key);
        Assert.Equal($"Pass 'training: {value}'", offer.Title);
        Assert.Equal(Program($"Console.WriteLine(layer.Apply(x, training: {value}).ToSingle());"), offer.Text);
    }

    [Fact]
    public Task Fix_all_leaves_unknown_phases_alone()
    {
        const string Unknown = """

            static class Other
            {
                static Tensor Relay(Layer layer, Tensor x) => {|MODE301:layer.Apply(x)|};
            }
            """;
        var test = new Verification.CodeFixTest<TrainingArgumentMissingFix>(
            Program("Console.WriteLine({|MODE301:layer.Apply(x)|}.ToSingle());") + Unknown,
            Program("Console.WriteLine(layer.Apply(x, training: false).ToSingle());") + Unknown)
        {
            CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne,
        };
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("[|layer.Apply(x)|]", "modelint.parameter", "training;")]
    [InlineData("[|layer.Apply(x)|]", "modelint.parameter", "missing")]
    [InlineData("[|layer.Apply(x)|]", "modelint.parameter", null)]
    [InlineData("[|layer.Apply(x, true)|]", "modelint.parameter", "training")]
    [InlineData("[|layer.ToString()|]", "modelint.parameter", "training")]
    [InlineData("layer.[|ToString|]()", "modelint.parameter", "training")]
    public async Task Nothing_is_offered_for_what_cannot_be_understood(string call, string name, string? value) =>
        Assert.Empty(await CodeFixRun.Offers(new TrainingArgumentMissingFix(), "MODE301", Program($"Console.WriteLine({call}.ToString());"), (name, value), ("modelint.training", "false")));

    [Theory]
    [InlineData("x")]
    [InlineData("nothing")]
    [InlineData("1 +")]
    [InlineData("true)")]
    public async Task Nothing_is_offered_for_a_value_that_is_no_flag(string value) => Assert.Empty(await CodeFixRun.Offers(
        new TrainingArgumentMissingFix(), "MODE301", Program("Console.WriteLine([|layer.Apply(x)|].ToSingle());"), ("modelint.parameter", "training"), ("modelint.training", value)));
}
