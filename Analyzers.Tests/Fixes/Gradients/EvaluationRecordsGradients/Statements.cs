using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Gradients.EvaluationRecordsGradientsFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Gradients.EvaluationRecordsGradients;

public class Statements
{
    [Fact]
    public Task One_statement() => Fix.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task Several_forwards_share_one_guard() => Fix.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());

        // The other batch.
        Console.WriteLine(model.call(y).ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());

            // The other batch.
            Console.WriteLine(model.call(y).ToSingle());
        }
        """);

    [Fact]
    public Task A_loop_gets_one_guard() => Fix.Body("""
        var model = new Net();
        model.eval();
        var total = 0f;
        foreach (var batch in new[] { x, y })
        {
            var output = {|MODE201:model.call(batch)|};
            total += output.ToSingle();
        }
        Console.WriteLine(total);
        """, """
        var model = new Net();
        model.eval();
        var total = 0f;
        using (torch.no_grad())
        {
            foreach (var batch in new[] { x, y })
            {
                var output = model.call(batch);
                total += output.ToSingle();
            }
        }
        Console.WriteLine(total);
        """);

    [Fact]
    public Task An_embedded_statement() => Fix.Body("""
        var model = new Net();
        model.eval();
        if (flag)
            Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        else
            Console.WriteLine("no");
        """, """
        var model = new Net();
        model.eval();
        if (flag)
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        else
            Console.WriteLine("no");
        """);

    [Fact]
    public Task An_embedded_statement_on_the_line_of_its_condition() => Fix.Body("""
        var model = new Net();
        model.eval();
        if (flag) Console.WriteLine({|MODE201:model.call(x)|}.ToSingle()); // only then
        """, """
        var model = new Net();
        model.eval();
        if (flag)
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle()); // only then
            }
        """);

    [Fact]
    public Task An_embedded_statement_of_a_using() => Fix.Body("""
        var model = new Net();
        model.eval();
        using (torch.NewDisposeScope())
            Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task A_block_on_one_line() => Fix.Body("""
        var model = new Net();
        model.eval();
        if (flag) { Console.WriteLine({|MODE201:model.call(x)|}.ToSingle()); }
        """, """
        var model = new Net();
        model.eval();
        if (flag)
        {
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task Two_statements_on_one_line() => Fix.Body("""
        var model = new Net();
        model.eval(); Console.WriteLine({|MODE201:model.call(x)|}.ToSingle()); Console.WriteLine("done");
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        Console.WriteLine("done");
        """);

    [Fact]
    public Task The_rest_of_the_method_keeps_its_own_layout()
    {
        static string Method(string statements) => Verify.Frame + $$"""
            static class Program
            {
                static void Run(Net model, Tensor x)
                {
                    model.eval();
                    int  odd=1 ;   // as I like it
            {{statements}}
                    if (odd>0){ Console . WriteLine( odd ); }
                }
            }
            """;
        return new CodeFixTest<EvaluationRecordsGradientsFix>(Method("""
                    Console.WriteLine(1); Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            """), Method("""
                    Console.WriteLine(1);
                    using (torch.no_grad())
                    {
                        Console.WriteLine(model.call(x).ToSingle());
                    }
            """), isFormatted: false).RunAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public Task A_switch_section() => Fix.Body("""
        var model = new Net();
        model.eval();
        switch (count)
        {
            case 1:
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
                break;
            default:
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
            default:
                break;
        }
        """);

    [Fact]
    public Task The_head_of_a_loop() => Fix.Body("""
        var model = new Net();
        model.eval();
        while ({|MODE201:model.call(x)|}.ToSingle() > count)
            count++;
        for (var score = model.call(y).ToSingle(); score > 0; score--)
            Console.WriteLine(score);
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            while (model.call(x).ToSingle() > count)
                count++;
            for (var score = model.call(y).ToSingle(); score > 0; score--)
                Console.WriteLine(score);
        }
        """);

    [Fact]
    public Task Literals_of_several_lines_and_directives_stay_as_they_are() => Fix.Body("""
        var model = new Net();
        model.eval();
        #region evaluation
        foreach (var batch in new[] { x, y })
        {
        #if DEBUG
            Console.WriteLine(batch);
        #endif
            Console.WriteLine(@"score
        and" + $@"
        {count} {{
            " + {|MODE201:model.call(batch)|}.ToSingle());
            /* a
               b */
        }
        #endregion
        """, """
        var model = new Net();
        model.eval();
        #region evaluation
        using (torch.no_grad())
        {
            foreach (var batch in new[] { x, y })
            {
        #if DEBUG
                Console.WriteLine(batch);
        #endif
                Console.WriteLine(@"score
        and" + $@"
        {count} {{
            " + model.call(batch).ToSingle());
                /* a
                   b */
            }
        }
        #endregion
        """);

    [Fact]
    public Task A_region_that_cuts_a_directive_is_left_in_parts() => Fix.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        #if !DEBUG
        Console.WriteLine(model.call(y).ToSingle());
        #endif
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        #if !DEBUG
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(y).ToSingle());
        }
        #endif
        """);

    [Fact]
    public Task Top_level_statements() => Fix.TopLevel("""
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        var first = {|MODE201:model.call(x)|};
        var second = model.call(x);
        Console.WriteLine(first.ToSingle() + second.ToSingle());
        """, """
        var x = torch.rand(1, 10);
        var model = new Net();
        model.eval();
        Tensor first;
        Tensor second;
        using (torch.no_grad())
        {
            first = model.call(x);
            second = model.call(x);
        }
        Console.WriteLine(first.ToSingle() + second.ToSingle());
        """);

    [Fact]
    public Task Tabs_and_Windows_line_ends_and_braces_on_the_same_line()
    {
        static string Lines(string text) => text.Replace("    ", "\t").Replace("\n", "\r\n");
        return new CodeFixTest<EvaluationRecordsGradientsFix>(Lines(Verify.Frame + """
            static class Program {
                static void Run(Net model, Tensor x, bool flag) {
                    model.eval();
                    if (flag) {
                        var output = {|MODE201:model.call(x)|};
                        Console.WriteLine(output.ToSingle());
                    }
                }
            }
            """), Lines(Verify.Frame + """
            static class Program {
                static void Run(Net model, Tensor x, bool flag) {
                    model.eval();
                    if (flag) {
                        Tensor output;
                        using (torch.no_grad()) {
                            output = model.call(x);
                        }
                        Console.WriteLine(output.ToSingle());
                    }
                }
            }
            """), isFormatted: false).RunAsync(TestContext.Current.CancellationToken);
    }
}
