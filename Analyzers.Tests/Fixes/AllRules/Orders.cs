using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>MODE101, MODE106 and MODE201 at one place: the end is the same whichever is repaired first.</summary>
public class Orders
{
    [Fact]
    public Task A_loop_over_a_parameter() => new AllFixes().Body("""
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.no_grad())
        {
            foreach (var batch in batches)
                Console.WriteLine(model.call(batch).ToSingle());
        }
        model.train(wasTraining);
        """);

    [Fact]
    public Task A_result_that_is_used_later() => new AllFixes().Body("""
        var net = new Net();
        var first = net.call(x);
        Console.WriteLine(first.ToSingle());
        """, """
        var net = new Net();
        net.eval();
        Tensor first;
        using (torch.no_grad())
        {
            first = net.call(x);
        }
        Console.WriteLine(first.ToSingle());
        """);

    [Fact]
    public Task A_result_that_is_used_later_and_a_mode_that_is_put_back() => new AllFixes().Body("""
        var first = model.call(x);
        Console.WriteLine(first.ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        Tensor first;
        using (torch.no_grad())
        {
            first = model.call(x);
        }
        model.train(wasTraining);
        Console.WriteLine(first.ToSingle());
        """);

    [Fact]
    public Task A_declaration_that_waits_for_its_value() => new AllFixes().Body("""
        float total;
        total = model.call(x).ToSingle();
        Console.WriteLine(total);
        """, """
        var wasTraining = model.training;
        model.eval();
        float total;
        using (torch.no_grad())
        {
            total = model.call(x).ToSingle();
        }
        model.train(wasTraining);
        Console.WriteLine(total);
        """);

    [Fact]
    public Task A_return_between_the_forwards() => new AllFixes().Program("""
        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var first = model.call(x).ToSingle();
                if (first > 0)
                    return first;
                var second = model.call(x * 2).ToSingle();
                return first + second;
            }
        }
        """, """
        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                float first;
                float second;
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (torch.no_grad())
                    {
                        first = model.call(x).ToSingle();
                        if (first > 0)
                            return first;
                        second = model.call(x * 2).ToSingle();
                    }
                }
                finally
                {
                    model.train(wasTraining);
                }
                return first + second;
            }
        }
        """);

    [Fact]
    public Task A_throw_in_the_statement() => new AllFixes().Body("""
        var score = flag ? model.call(x).ToSingle() : throw new InvalidOperationException();
        Console.WriteLine(score);
        """, """
        float score;
        var wasTraining = model.training;
        model.eval();
        try
        {
            using (torch.no_grad())
            {
                score = flag ? model.call(x).ToSingle() : throw new InvalidOperationException();
            }
        }
        finally
        {
            model.train(wasTraining);
        }
        Console.WriteLine(score);
        """);

    [Fact]
    public Task An_expression_body() => new AllFixes().Program("""
        static class Program
        {
            static float Run(Net model, Tensor x) => model.call(x).ToSingle();
        }
        """, """
        static class Program
        {
            static float Run(Net model, Tensor x)
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
            }
        }
        """);

    [Fact]
    public Task An_embedded_statement() => new AllFixes().Body("""
        if (flag)
            Console.WriteLine(model.call(x).ToSingle());
        else
            Console.WriteLine("no");
        """, """
        if (flag)
        {
            var wasTraining = model.training;
            model.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(model.call(x).ToSingle());
            }
            model.train(wasTraining);
        }
        else
            Console.WriteLine("no");
        """);

    [Fact]
    public Task A_using_without_braces() => new AllFixes().Body("""
        using (torch.NewDisposeScope())
            Console.WriteLine(model.call(x).ToSingle());
        """, """
        var wasTraining = model.training;
        model.eval();
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        model.train(wasTraining);
        """);
}
