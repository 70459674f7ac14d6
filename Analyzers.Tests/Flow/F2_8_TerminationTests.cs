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

    /// <summary>
    /// Each call site hands out what the callee hands out: through a recursion the objects would multiply. What comes back from it is not
    /// known, what is made at its end is.
    /// </summary>
    [Fact]
    public Task F2_8_A_recursion_that_makes_objects_at_many_sites() => Guarded.Body("""
        var model = Left(count);
        Console.WriteLine({|MODE106:model.Item1.call(x)|}.ToSingle());
        """, """
        static (Net, Net, Net) Left(int depth) => depth switch
        {
            0 => (new Net(), new Net(), new Net()),
            1 => Right(depth - 1),
            2 => (Right(depth - 1).Item2, Right(depth - 2).Item1, new Net()),
            3 => (Right(depth - 1).Item3, Right(depth - 2).Item3, Right(depth - 3).Item3),
            _ => Right(depth - 4),
        };
        static (Net, Net, Net) Right(int depth) => depth switch
        {
            0 => (new Net(), new Net(), new Net()),
            1 => Left(depth - 1),
            2 => (Left(depth - 1).Item2, Left(depth - 2).Item1, new Net()),
            3 => (Left(depth - 1).Item3, Left(depth - 2).Item3, Left(depth - 3).Item3),
            _ => Left(depth - 4),
        };
        """);

    /// <summary>The same without a recursion: ten methods, each with four sites that hand out what the next one made.</summary>
    [Fact]
    public Task F2_8_Factories_over_factories() => Guarded.Body("""
        var models = Make10(count);
        Console.WriteLine(models[0].call(x).ToSingle());
        """, "static Net[] Make0(int n) => new[] { new Net(), new Net() };\n" + string.Join("\n", Enumerable.Range(1, 10).Select(level =>
            $"static Net[] Make{level}(int n) => n switch {{ 0 => Make{level - 1}(n), 1 => new[] {{ Make{level - 1}(n)[0], Make{level - 1}(n)[1] }}, 2 => Make{level - 1}(n + 1), _ => Make{level - 1}(n - 1) }};")));

    /// <summary>Objects that hold each other in every direction, given away in a loop.</summary>
    [Fact]
    public Task F2_8_A_web_of_objects_that_is_lost() => Guarded.Body($$"""
        var web = new Knot[{{Knots}}];
        {{string.Join("\n", Enumerable.Range(0, Knots).Select(index => $"var k{index} = new Knot();"))}}
        {{string.Join("\n", Enumerable.Range(0, Knots).SelectMany(from => Enumerable.Range(0, 8).Select(step => $"k{from}.N{step} = k{(from + step + 1) % Knots};")))}}
        for (var i = 0; i < count; i++)
        {
            Give?.Invoke(k0);
            k3.Model.eval();
        }
        Console.WriteLine(k5.Model.call(x).ToSingle());
        """, """
        static Action<Knot> Give;
        class Knot { public Net Model = new Net(); public Knot N0, N1, N2, N3, N4, N5, N6, N7; }
        """);

    private const int Knots = 24;
}
