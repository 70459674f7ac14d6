using System.Text;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.8: everything ends, in silence where a budget does.</summary>
public class F2_8_TerminationTests
{
    [Fact]
    public Task F2_8_An_expression_of_many_terms() => Guarded.Body($$"""
        var model = new Net();
        model.eval();
        Console.WriteLine(model.call(x).ToSingle() + {{string.Join(" + ", Enumerable.Repeat("count", 10_000))}});
        """);

    [Fact]
    public Task F2_8_A_deeply_nested_expression() => Guarded.Body($$"""
        var model = new Net();
        model.eval();
        Console.WriteLine({{new string('(', 1_000)}}model.call(x){{new string(')', 1_000)}}.ToSingle());
        """);

    [Fact]
    public Task F2_8_Deeply_nested_blocks()
    {
        var body = new StringBuilder("var model = new Net();\nmodel.eval();\n");
        for (var depth = 0; depth < 60; depth++)
            body.Append("if (count > ").Append(depth).Append(") {\n");
        body.Append("Console.WriteLine(model.call(x).ToSingle());\n").Append('}', 60);
        return Guarded.Body(body.ToString());
    }

    [Fact]
    public Task F2_8_Many_branches_in_a_row_keep_the_verdict()
    {
        var body = new StringBuilder("var model = new Net();\n");
        for (var number = 0; number < 200; number++)
            body.Append("if (count > ").Append(number).Append(") Console.WriteLine(").Append(number).Append(");\n");
        body.Append("Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());\n");
        return Guarded.Body(body.ToString());
    }

    [Fact]
    public Task F2_8_Many_nested_loops()
    {
        var body = new StringBuilder("var model = new Net();\n");
        for (var depth = 0; depth < 20; depth++)
            body.Append("for (var i").Append(depth).Append(" = 0; i").Append(depth).Append(" < count; i").Append(depth).Append("++) {\nmodel.train();\n");
        body.Append("model.eval();\nConsole.WriteLine(model.call(x).ToSingle());\n").Append('}', 20);
        return Guarded.Body(body.ToString());
    }

    [Fact]
    public Task F2_8_Many_models_in_a_body()
    {
        var body = new StringBuilder();
        for (var number = 0; number < 100; number++)
            body.Append($"var m{number} = new Net();\nm{number}.eval();\n");
        for (var number = 0; number < 100; number++)
            body.Append($"Console.WriteLine(m{number}.call(x).ToSingle());\n");
        return Guarded.Body(body.ToString());
    }

    [Fact]
    public Task F2_8_A_long_chain_of_methods()
    {
        var members = new StringBuilder();
        for (var number = 0; number < 300; number++)
            members.Append($"static void M{number}(Net model, Tensor x) => M{number + 1}(model, x);\n");
        members.Append("static void M300(Net model, Tensor x) { model.eval(); using (no_grad()) Console.WriteLine(model.call(x).ToSingle()); }\n");
        return Verify.Body("M0(new Net(), x);", members.ToString());
    }

    [Fact]
    public Task F2_8_Recursion() => Verify.Program("""
        static class Program
        {
            static void Down(Net model, Tensor x, int depth)
            {
                if (depth == 0)
                {
                    model.eval();
                    return;
                }
                Down(model, x, depth - 1);
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                Down(model, x, 3);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_8_Recursion_that_never_switches() => Verify.Program("""
        static class Program
        {
            static void Down(Net model, Tensor x, int depth)
            {
                if (depth == 0)
                    return;
                Console.WriteLine(depth);
                Down(model, x, depth - 1);
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                Down(model, x, 3);
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_8_Mutual_recursion() => Verify.Program("""
        static class Program
        {
            static void Even(Net model, int depth)
            {
                if (depth > 0)
                    Odd(model, depth - 1);
                else
                    model.eval();
            }
            static void Odd(Net model, int depth)
            {
                if (depth > 0)
                    Even(model, depth - 1);
                else
                    model.train(false);
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                Even(model, 3);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_8_Recursion_that_never_ends() => Verify.Program("""
        static class Program
        {
            static Net Forever(Net model) => Forever(model);
            static void Run(Tensor x)
            {
                var model = Forever(new Net());
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);
}
