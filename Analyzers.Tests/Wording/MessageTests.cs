using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Wording;

/// <summary>
/// What a report says. The place is marked <c>{|#0:…|}</c>; line 1 is the first of the source behind the frame, whose lines are counted here.
/// </summary>
public class MessageTests
{
    private static readonly int s_lines = Verify.Frame.Count(character => character == '\n');

    private static Task Says(string id, string source, string message, params (string Name, string Source)[] files)
    {
        var test = new AnalyzerTest(Verify.Frame + source);
        foreach (var (name, text) in files)
            test.TestState.Sources.Add((name, text));
        test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult(id, DiagnosticSeverity.Warning).WithLocation(0).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations).WithMessage(message));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string Body(string statements, string parameters = "Tensor x") => $$"""
        static class Program
        {
            static void Run({{parameters}})
            {
                using var _ = no_grad();
        {{statements}}
            }
        }
        """;

    private static string Line(int line) => $"line {s_lines + line}";

    [Fact]
    public Task An_object_with_a_name() => Says("MODE101", Body("""
                var model = new Net();
                Console.WriteLine({|#0:model.call(x)|}.ToSingle());
        """), $"'model' is evaluated in training mode: created on {Line(6)} and never switched; call model.eval() first");

    [Fact]
    public Task An_object_without_a_name() => Says(
        "MODE101", Body("        Console.WriteLine({|#0:new Net().call(x)|}.ToSingle());"),
        $"'new Net()' is evaluated in training mode: created on {Line(6)} and never switched; keep it in a variable and call eval() first");

    [Fact]
    public Task A_long_expression_without_a_name() => Says(
        "MODE101", Body("        Console.WriteLine({|#0:Sequential(Linear(10, 10), Dropout(0.5), Linear(10, 10), Dropout(0.5)).call(x)|}.ToSingle());"),
        $"'Sequential(…)' is evaluated in training mode: created on {Line(6)} and never switched; keep it in a variable and call eval() first");

    [Fact]
    public Task An_object_that_has_no_eval() => Says(
        "MODE101", Body("        Console.WriteLine({|#0:model.call(x)|}.ToSingle());", "IModule<Tensor, Tensor> model, Tensor x"),
        "'model' is evaluated, but nothing sets it to evaluation mode; call eval() on the module behind it first");

    [Fact]
    public Task The_module_itself() => Says("MODE101", """
        class Dropping : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public Dropping() : base("dropping") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => drop.call(x);
            public void Print(Tensor x)
            {
                train();
                using (no_grad())
                    Console.WriteLine({|#0:call(x)|}.ToSingle());
            }
        }
        """, $"this module is evaluated in training mode: switched on {Line(8)}; call eval() first");

    [Fact]
    public Task Some_paths() => Says("MODE106", Body("""
                var model = new Net();
                if (flag)
                    model.eval();
                Console.WriteLine({|#0:model.call(x)|}.ToSingle());
        """, "Tensor x, bool flag"), $"'model' is evaluated in training mode on some paths: created on {Line(6)} and never switched; call model.eval() on every path");

    [Fact]
    public Task A_caller_in_another_file() => Says("MODE101", """
        static partial class Program
        {
            static void Test(Net model, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine({|#0:model.call(x)|}.ToSingle());
            }
        }
        """, "'model' is evaluated in training mode: created on line 5 of Main.cs and never switched, called from Run, line 6 of Main.cs; call model.eval() first",
        ("Main.cs", """
        static partial class Program
        {
            static void Run(TorchSharp.torch.Tensor x)
            {
                var model = new Net();
                Test(model, x);
            }
        }
        """));

    [Fact]
    public Task Gradients() => Says("MODE201", """
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine({|#0:model.call(x)|}.ToSingle());
            }
        }
        """, "Evaluating 'model' records gradients that nothing uses; results are unaffected, memory and time are not: wrap it in using (torch.no_grad())");

    /// <summary>The room is for what the user must read; names give way first, then the way there.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(90)]
    [InlineData(200)]
    public async Task Names_of_any_length(int length)
    {
        var (model, caller, file) = (new string('m', length), new string('C', length), new string('f', length) + ".cs");
        var source = $$"""
            partial class Program
            {
                public Program {{model}}{{model}};
                public Net {{model}} = new Net();
                static void {{caller}}{{caller}}(Net {{model}}, Tensor x)
                {
                    Console.WriteLine({|MODE101:{|MODE201:{{model}}.call(x)|}|}.ToSingle());
                }
                static void Some(Tensor x, bool flag)
                {
                    var {{model}} = new Net();
                    if (flag)
                        {{model}}.eval();
                    Console.WriteLine({|MODE106:{|MODE201:{{model}}.call(x)|}|}.ToSingle());
                }
                static void Member(Program {{model}}, Tensor x)
                {
                    Console.WriteLine({|MODE101:{|MODE201:{{model}}.{{model}}{{model}}.{{model}}{{model}}.{{model}}.call(x)|}|}.ToSingle());
                }
            }
            """;
        var test = new AnalyzerTest(Verify.Frame + source);
        test.TestState.Sources.Add((file, $$"""
            partial class Program
            {
                static void {{caller}}(TorchSharp.torch.Tensor x)
                {
                    var {{model}} = new Net();
                    {{caller}}{{caller}}({{model}}, x);
                }
            }
            """));
        var seen = 0;
        test.DiagnosticVerifier = (diagnostic, _, _) =>
        {
            seen++;
            Messages.Check(diagnostic);
            Assert.Contains(diagnostic.Id == "MODE201" ? "wrap it in using (torch.no_grad())" : "eval()", diagnostic.GetMessage());
            Assert.Contains("m", diagnostic.GetMessage());
        };
        await test.RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal(6, seen);
    }

    [Theory]
    [InlineData("model", 12, "model")]
    [InlineData("Sequential(Linear(1, 1), Dropout(0.5))", 20, "Sequential(…)")]
    [InlineData("new Net(1, 2, 3, 4, 5)", 12, "new Net(…)")]
    [InlineData("trainer.Models[0].Encoder", 20, "….Models[0].Encoder")]
    [InlineData("trainer.Models[0].Encoder", 12, "….Encoder")]
    [InlineData("Make(1)\n    .to(device)", 40, "Make(1) .to(device)")]
    [InlineData("Make(first, second).to(device)", 16, "Make(…).to(…)")]
    [InlineData("aVeryLongNameOfAModel", 12, "aVeryLongNa…")]
    [InlineData("not an expression ((", 12, "not an expr…")]
    public void Expressions_lose_what_tells_least(string text, int room, string expected) => Assert.Equal(expected, ModeLint.Analyzers.Rules.Names.Shorten(text, room));
}
