using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.CodeFixes.Arguments;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.Arguments.TrainingArgumentMissing;

/// <summary>A flag may say evaluation instead of training.</summary>
public class Polarity
{
    private const string Library = """


        namespace ModeLint
        {
            [AttributeUsage(AttributeTargets.Parameter)]
            sealed class TrainingFlagAttribute : Attribute
            {
                public bool Inverted { get; set; }
            }
        }

        class Layer : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public Layer() : base("layer") { RegisterComponents(); }
            public virtual Tensor Apply(Tensor x, [ModeLint.TrainingFlag(Inverted = true)] bool? deterministic = null) => (deterministic ?? !training) ? x : drop.call(x);
            public override Tensor forward(Tensor x) => Apply(x, !training);
        }

        class Straight : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public Straight() : base("straight") { RegisterComponents(); }
            public Tensor Apply(Tensor x, [ModeLint.TrainingFlag] bool? training = null) => (training ?? this.training) ? drop.call(x) : x;
            public override Tensor forward(Tensor x) => Apply(x, training);
        }

        class Derived : Layer
        {
            public override Tensor Apply(Tensor x, bool? frozen = null) => x;
        }
        """;

    private static Task Fixed(string source, string fixedSource) => new AllFixes().Program(source + Library, fixedSource + Library);

    [Fact]
    public Task In_an_evaluation() => Fixed("""
        static class Program
        {
            static void Run(Layer layer, Straight straight, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(layer.Apply(x).ToSingle() + straight.Apply(x).ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void Run(Layer layer, Straight straight, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(layer.Apply(x, deterministic: true).ToSingle() + straight.Apply(x, training: false).ToSingle());
            }
        }
        """);

    [Fact]
    public Task In_training() => Fixed("""
        static class Program
        {
            static void Run(Tensor x)
            {
                var layer = new Layer();
                var optimizer = torch.optim.SGD(layer.parameters(), 0.1);
                layer.Apply(x).sum().backward();
                optimizer.step();
            }
        }
        """, """
        static class Program
        {
            static void Run(Tensor x)
            {
                var layer = new Layer();
                var optimizer = torch.optim.SGD(layer.parameters(), 0.1);
                layer.Apply(x, deterministic: false).sum().backward();
                optimizer.step();
            }
        }
        """);

    [Fact]
    public Task An_override_that_does_not_repeat_the_attribute() => Fixed("""
        static class Program
        {
            static void Run(Derived layer, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(layer.Apply(x).ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void Run(Derived layer, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(layer.Apply(x, frozen: true).ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_flag_of_the_method_is_negated_where_the_two_disagree() => Fixed("""
        static class Program
        {
            static Tensor Both(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag] bool training) => layer.Apply(x) + straight.Apply(x);
            static Tensor Inverted(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag(Inverted = true)] bool @fixed) => layer.Apply(x) + straight.Apply(x);
            static Tensor Optional(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag] bool? training) => layer.Apply(x) + straight.Apply(x);
        }
        """, """
        static class Program
        {
            static Tensor Both(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag] bool training) => layer.Apply(x, deterministic: !training) + straight.Apply(x, training: training);
            static Tensor Inverted(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag(Inverted = true)] bool @fixed) => layer.Apply(x, deterministic: @fixed) + straight.Apply(x, training: !@fixed);
            static Tensor Optional(Layer layer, Straight straight, Tensor x, [ModeLint.TrainingFlag] bool? training) => layer.Apply(x, deterministic: !training) + straight.Apply(x, training: training);
        }
        """);

    [Theory]
    [InlineData("[ModeLint.TrainingFlag] bool training", "'layer' runs without a mode: omitted, 'deterministic' is the opposite of the state of the object, not the caller's 'training'; pass deterministic: !training")]
    [InlineData("[ModeLint.TrainingFlag(Inverted = true)] bool fix", "'layer' runs without a mode: omitted, 'deterministic' is the opposite of the state of the object, not the caller's 'fix'; pass deterministic: fix")]
    [InlineData("int count", "'layer' is evaluated without saying so: omitted, 'deterministic' is the opposite of the state of the object, which nothing here has set; pass deterministic: true")]
    public Task The_message_says_what_to_write(string parameter, string message)
    {
        var test = new AnalyzerTest(Verify.Frame + $$"""
            static class Program
            {
                static void Run(Layer layer, Tensor x, {{parameter}})
                {
                    using (no_grad())
                        Console.WriteLine({|#0:layer.Apply(x)|}.ToSingle());
                }
            }
            """ + Library);
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult("MODE301", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("!training", true)]
    [InlineData("training", true)]
    [InlineData("!x", false)]
    [InlineData("!!training", false)]
    [InlineData("training && training", false)]
    public async Task A_value_is_a_flag_or_its_opposite(string value, bool isOffered) => Assert.Equal(isOffered, (await CodeFixRun.Offers(
        new TrainingArgumentMissingFix(), "MODE301", Verify.Frame + """
        static class Program
        {
            static Tensor Run(Straight layer, Tensor x, bool training) => [|layer.Apply(x)|];
        }
        """ + Library, ("modelint.parameter", "training"), ("modelint.training", value))).Length == 1);
}
