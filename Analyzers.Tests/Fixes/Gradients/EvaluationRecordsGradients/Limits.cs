using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Gradients.EvaluationRecordsGradientsFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Gradients.EvaluationRecordsGradients;

/// <summary>What never comes under a guard, how the guard is spelled, and in which form.</summary>
public class Limits
{
    [Fact]
    public Task A_training_step_between_two_evaluations() => Fix.Program(Training("""
                var before = {|MODE201:teacher.call(x)|}.ToSingle();
                optimizer.zero_grad();
                functional.mse_loss(student.call(x), y).backward();
                optimizer.step();
                var after = teacher.call(x).ToSingle();
                Console.WriteLine(after - before);
        """), Training("""
                float before;
                using (torch.no_grad())
                {
                    before = teacher.call(x).ToSingle();
                }
                optimizer.zero_grad();
                functional.mse_loss(student.call(x), y).backward();
                optimizer.step();
                float after;
                using (torch.no_grad())
                {
                    after = teacher.call(x).ToSingle();
                }
                Console.WriteLine(after - before);
        """));

    [Fact]
    public Task A_training_forward_whose_step_comes_later() => Fix.Program(Training("""
                Console.WriteLine({|MODE201:teacher.call(x)|}.ToSingle());
                var loss = functional.mse_loss(student.call(x), y);
                Console.WriteLine(teacher.call(x).ToSingle());
                loss.backward();
                optimizer.step();
        """), Training("""
                using (torch.no_grad())
                {
                    Console.WriteLine(teacher.call(x).ToSingle());
                }
                var loss = functional.mse_loss(student.call(x), y);
                using (torch.no_grad())
                {
                    Console.WriteLine(teacher.call(x).ToSingle());
                }
                loss.backward();
                optimizer.step();
        """));

    [Fact]
    public Task A_method_that_trains_between_two_evaluations() => Fix.Program(Helper("""
                Console.WriteLine({|MODE201:teacher.call(x)|}.ToSingle());
                Train(student, optimizer, x);
                Console.WriteLine(teacher.call(x).ToSingle());
        """), Helper("""
                using (torch.no_grad())
                {
                    Console.WriteLine(teacher.call(x).ToSingle());
                }
                Train(student, optimizer, x);
                using (torch.no_grad())
                {
                    Console.WriteLine(teacher.call(x).ToSingle());
                }
        """));

    private static string Helper(string statements) => Training(statements) + """


        partial class Program
        {
            static void Train(Net model, torch.optim.Optimizer optimizer, Tensor x)
            {
                model.call(x).sum().backward();
                optimizer.step();
            }
        }
        """;

    [Fact]
    public Task The_step_of_a_simulation_is_no_training() => Fix.Program(Simulation("""
                var state = torch.rand(1, 10);
                while (state.ToSingle() > 0)
                    state = step({|MODE201:policy.call(state)|}.argmax(1).ToInt64());
        """), Simulation("""
                var state = torch.rand(1, 10);
                using (torch.no_grad())
                {
                    while (state.ToSingle() > 0)
                        state = step(policy.call(state).argmax(1).ToInt64());
                }
        """));

    private static string Simulation(string statements) => $$"""
        static class Program
        {
            static Tensor step(long action) => torch.rand(1, 10);

            static void Run(Net policy)
            {
                policy.eval();
        {{statements}}
            }
        }
        """;

    private static string Training(string statements) => $$"""
        static partial class Program
        {
            static void Run(Tensor x, Tensor y)
            {
                var teacher = new Net();
                teacher.eval();
                var student = new Net();
                var optimizer = torch.optim.SGD(student.parameters(), 0.1);
        {{statements}}
            }
        }
        """;

    [Fact]
    public Task Only_the_members_of_torch_are_in_scope() => Fix.Source(Static("{|MODE201:model.call(x)|}.item<float>();"), """
        using static TorchSharp.torch;

        class Net : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> fc = nn.Linear(10, 10);
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(x);
        }

        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                model.eval();
                using (no_grad())
                {
                    return model.call(x).item<float>();
                }
            }
        }
        """);

    private static string Static(string value) => $$"""
        using static TorchSharp.torch;

        class Net : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> fc = nn.Linear(10, 10);
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(x);
        }

        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                model.eval();
                return {{value}}
            }
        }
        """;

    [Fact]
    public Task Names_of_the_user_hide_those_of_the_library() => Fix.Body("""
        var torch = "a name";
        Action no_grad = () => Console.WriteLine(torch);
        no_grad();
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """, """
        var torch = "a name";
        Action no_grad = () => Console.WriteLine(torch);
        no_grad();
        var model = new Net();
        model.eval();
        using (TorchSharp.torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task A_using_declaration_where_the_code_style_asks_for_it() => Preferring("""
        var model = new Net();
        model.eval();
        var output = {|MODE201:model.call(x)|};
        Console.WriteLine(output.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using var _ = torch.no_grad();
        var output = model.call(x);
        Console.WriteLine(output.ToSingle());
        """);

    [Fact]
    public Task A_using_declaration_beside_discards() => Preferring("""
        var model = new Net();
        model.eval();
        var output = {|MODE201:model.call(x)|};
        Console.WriteLine(output.ToSingle());
        _ = int.TryParse("1", out _);
        """, """
        var model = new Net();
        model.eval();
        using var noGrad = torch.no_grad();
        var output = model.call(x);
        Console.WriteLine(output.ToSingle());
        _ = int.TryParse("1", out _);
        """);

    [Fact]
    public Task No_using_declaration_where_training_follows() => Preferring("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        model.train();
        model.call(x).sum().backward();
        optimizer.step();
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        var optimizer = torch.optim.SGD(model.parameters(), 0.1);
        model.train();
        model.call(x).sum().backward();
        optimizer.step();
        """);

    [Fact]
    public Task No_using_declaration_in_a_switch_section() => Preferring("""
        var model = new Net();
        model.eval();
        switch (count)
        {
            case 1:
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
                break;
        }
        """, """
        var model = new Net();
        model.eval();
        switch (count)
        {
            case 1:
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                break;
        }
        """);

    private static Task Preferring(string statements, string fixedStatements)
    {
        var test = new CodeFixTest<EvaluationRecordsGradientsFix>(Verify.Frame + Fix.Method(statements), Verify.Frame + Fix.Method(fixedStatements));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n[*.cs]\ncsharp_prefer_simple_using_statement = true:suggestion\n"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task Both_at_once() => Fix.Second("""
        var model = new Net();
        Console.WriteLine({|MODE101:{|MODE201:model.call(x)|}|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """, EvaluationRecordsGradientsFix.BothKey);
}
