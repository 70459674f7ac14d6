using ModeLint.Analyzers.CodeFixes.Mode;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Mode.EvaluationInTrainingModeFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Mode.EvaluationInTrainingMode;

/// <summary>Where <c>eval()</c> goes when nothing has to be put back.</summary>
public class Switches
{
    [Fact]
    public Task In_front_of_the_first_forward() => Fix.Body("""
        var model = new Net();
        using (no_grad())
        {
            // The scores of both.
            var first = {|MODE101:model.call(x)|}; // one row each
            Console.WriteLine(first.ToSingle() + model.call(y).ToSingle());
        }
        """, """
        var model = new Net();
        model.eval();
        using (no_grad())
        {
            // The scores of both.
            var first = model.call(x); // one row each
            Console.WriteLine(first.ToSingle() + model.call(y).ToSingle());
        }
        """);

    [Fact]
    public Task In_front_of_a_loop() => Fix.Body("""
        var model = new Net();
        using var _ = no_grad();
        foreach (var batch in new[] { x, y })
            Console.WriteLine({|MODE101:model.call(batch)|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using var _ = no_grad();
        foreach (var batch in new[] { x, y })
            Console.WriteLine(model.call(batch).ToSingle());
        """);

    [Fact]
    public Task In_front_of_both_branches() => Fix.Body("""
        var model = new Net();
        using var _ = no_grad();
        if (flag)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        else
            Console.WriteLine(model.call(y).ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using var _ = no_grad();
        if (flag)
            Console.WriteLine(model.call(x).ToSingle());
        else
            Console.WriteLine(model.call(y).ToSingle());
        """);

    [Fact]
    public Task An_embedded_statement_gets_braces() => Fix.Body("""
        var model = new Net();
        using var _ = no_grad();
        if (flag) // only then
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle()); // a score
        else
            Console.WriteLine("no");
        """, """
        var model = new Net();
        using var _ = no_grad();
        if (flag) // only then
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle()); // a score
        }
        else
            Console.WriteLine("no");
        """);

    [Fact]
    public Task An_embedded_statement_on_the_line_of_its_condition() => Fix.Body("""
        var model = new Net();
        using var _ = no_grad();
        if (!flag) Console.WriteLine("no");
        else Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        var model = new Net();
        using var _ = no_grad();
        if (!flag) Console.WriteLine("no");
        else
        {
            model.eval();
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task In_front_of_a_using_without_braces() => Fix.Body("""
        var model = new Net();
        using (torch.NewDisposeScope())
        using (no_grad())
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.NewDisposeScope())
        using (no_grad())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task Behind_the_using_that_makes_the_model() => Fix.Body("""
        using (no_grad())
        using (var model = new Net())
        using (var output = {|MODE101:model.call(x)|})
            Console.WriteLine(output.ToSingle());
        """, """
        using (no_grad())
        using (var model = new Net())
        {
            model.eval();
            using (var output = model.call(x))
                Console.WriteLine(output.ToSingle());
        }
        """);

    [Fact]
    public Task Some_path_only() => Fix.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        using (no_grad())
        {
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        }
        """, """
        var model = new Net();
        if (flag)
            model.eval();
        model.eval();
        using (no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task Two_models_in_one_statement() => Fix.Body("""
        var first = new Net();
        var second = new Net();
        using var _ = no_grad();
        Console.WriteLine({|MODE101:first.call(x)|}.ToSingle() + {|MODE101:second.call(y)|}.ToSingle());
        """, """
        var first = new Net();
        var second = new Net();
        first.eval();
        second.eval();
        using var _ = no_grad();
        Console.WriteLine(first.call(x).ToSingle() + second.call(y).ToSingle());
        """);

    [Fact]
    public Task Two_reports_of_two_ids_in_one_file() => Fix.Program("""
        static class Program
        {
            static void First(Tensor x)
            {
                var model = new Net();
                using var _ = no_grad();
                Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }

            static void Second(Tensor x, bool flag)
            {
                var model = new Net();
                if (flag)
                    model.eval();
                using var _ = no_grad();
                Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void First(Tensor x)
            {
                var model = new Net();
                model.eval();
                using var _ = no_grad();
                Console.WriteLine(model.call(x).ToSingle());
            }

            static void Second(Tensor x, bool flag)
            {
                var model = new Net();
                if (flag)
                    model.eval();
                model.eval();
                using var _ = no_grad();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task Reports_in_two_files()
    {
        var test = new CodeFixTest<EvaluationInTrainingModeFix>(Verify.Frame + One("First", "{|MODE101:model.call(x)|}", ""), Verify.Frame + One("First", "model.call(x)", "        model.eval();\n"));
        test.TestState.Sources.Add("using System;\nusing TorchSharp;\nusing static TorchSharp.torch;\n\n" + One("Second", "{|MODE101:model.call(x)|}", ""));
        test.FixedState.Sources.Add("using System;\nusing TorchSharp;\nusing static TorchSharp.torch;\n\n" + One("Second", "model.call(x)", "        model.eval();\n"));
        return test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static string One(string name, string forward, string switches) => $$"""
        static class {{name}}
        {
            static void Run(Tensor x)
            {
                var model = new Net();
        {{switches}}        using var _ = no_grad();
                Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """;

    [Fact]
    public Task A_switch_section_and_a_case_on_one_line() => Fix.Body("""
        var model = new Net();
        using var _ = no_grad();
        switch (count)
        {
            case 1: Console.WriteLine({|MODE101:model.call(x)|}.ToSingle()); break;
            default: break;
        }
        """, """
        var model = new Net();
        using var _ = no_grad();
        switch (count)
        {
            case 1:
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
                break;
            default: break;
        }
        """);

    [Fact]
    public Task Top_level_statements() => Fix.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        using var _ = no_grad();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        using var _ = no_grad();
        Console.WriteLine(model.call(x).ToSingle());
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task In_the_loop_where_another_object_comes_with_each_round() => Fix.Body("""
        using var _ = no_grad();
        for (var i = 0; i < count; i++)
        {
            var model = new Net();
            Console.WriteLine({|MODE101:model.call(x[i])|}.ToSingle());
        }
        """, """
        using var _ = no_grad();
        for (var i = 0; i < count; i++)
        {
            var model = new Net();
            model.eval();
            Console.WriteLine(model.call(x[i]).ToSingle());
        }
        """);
}
