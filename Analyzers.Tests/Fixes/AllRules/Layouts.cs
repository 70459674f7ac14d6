using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Comments, line ends, directives and the user's own layout.</summary>
public class Layouts
{
    [Fact]
    public Task Comments_everywhere() => new AllFixes().Body("""
        // before
        var net = new Net(); // made here
        // in front of the loop
        for (var i = 0; i < count; i++) // each
        { // open
            // inside, before
            Console.WriteLine(net.call(x[i]).ToSingle()); // inside, behind
            /* inside, after */
        } // close
        // after
        """, """
        // before
        var net = new Net(); // made here
        // in front of the loop
        net.eval();
        using (torch.no_grad())
        {
            for (var i = 0; i < count; i++) // each
            { // open
                // inside, before
                Console.WriteLine(net.call(x[i]).ToSingle()); // inside, behind
                /* inside, after */
            } // close
        }
        // after
        """);

    [Fact]
    public Task Documentation_and_what_follows() => new AllFixes().Program("""
        class Program
        {
            /// <summary>The score.</summary>
            [Obsolete]
            static float Score(Net model, Tensor x) => model.call(x).ToSingle(); // behind

            // another
            static void Next() { }
        }
        """, """
        class Program
        {
            /// <summary>The score.</summary>
            [Obsolete]
            static float Score(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (torch.no_grad())
                    {
                        return model.call(x).ToSingle();
                    }
                }
                finally
                {
                    model.train(wasTraining);
                }
            } // behind

            // another
            static void Next() { }
        }
        """);

    [Fact]
    public Task Empty_lines() => new AllFixes().Body("""
        var net = new Net();

        Console.WriteLine(net.call(x).ToSingle());

        Console.WriteLine("end");
        """, """
        var net = new Net();

        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }

        Console.WriteLine("end");
        """);

    [Fact]
    public Task Windows_line_ends() => new AllFixes { NewLine = "\r\n" }.Body("""
        var net = new Net();
        var first = net.call(x);

        // more
        Console.WriteLine(first.ToSingle());
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle());
        """, """
        var net = new Net();
        net.eval();
        using (torch.no_grad())
        {
            var first = net.call(x);

            // more
            Console.WriteLine(first.ToSingle());
            var wasTraining = model.training;
            model.eval();
            foreach (var batch in batches)
                Console.WriteLine(model.call(batch).ToSingle());
            model.train(wasTraining);
        }
        """);

    [Fact]
    public Task Directives() => new AllFixes { IsFormatted = false }.Body("""
        var net = new Net();
        #if DEBUG
        Console.WriteLine("debug");
        #else
        Console.WriteLine(net.call(x).ToSingle());
        #endif
        #region evaluation
        Console.WriteLine(net.call(x).ToSingle());
        #endregion
        #pragma warning disable CS0168
        Console.WriteLine(net.call(y).ToSingle());
        #pragma warning restore CS0168
        """, """
        var net = new Net();
        #if DEBUG
        Console.WriteLine("debug");
        #else
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        #endif
        #region evaluation
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
        }
        #endregion
        #pragma warning disable CS0168
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(y).ToSingle());
        }
        #pragma warning restore CS0168
        """);

    [Fact]
    public Task A_branch_that_does_not_compile() => new AllFixes { IsFormatted = false }.Body("""
        #if NEVER
        this is no code
        #endif
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        #if NEVER
        this is no code
        #endif
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_directive_in_a_call() => new AllFixes { IsFormatted = false }.Body("""
        Console.WriteLine(model.call(
        #if DEBUG
            y
        #else
            x
        #endif
            ).ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(
        #if DEBUG
                y
        #else
                x
        #endif
                ).ToSingle());
        }
        model.train(wasTraining);
        """);
}
