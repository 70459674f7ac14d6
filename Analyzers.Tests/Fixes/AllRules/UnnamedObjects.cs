using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Objects that only live in an expression.</summary>
public class UnnamedObjects
{
    [Fact]
    public Task In_a_statement() => new AllFixes().Body("""
        Console.WriteLine(new Net().call(x).ToSingle());
        """, """
        var model1 = new Net();
        model1.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model1.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task A_factory_of_the_library() => new AllFixes().Body("""
        Console.WriteLine(Sequential(Linear(10, 10), Dropout(0.5)).call(x).ToSingle());
        """, """
        var model1 = Sequential(Linear(10, 10), Dropout(0.5));
        model1.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model1.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task In_an_expression_body() => new AllFixes().Program("""
        static class Program
        {
            static float Score(Tensor x) => new Net().call(x).ToSingle();
        }
        """, """
        static class Program
        {
            static float Score(Tensor x)
            {
                var model = new Net();
                model.eval();
                using (torch.no_grad())
                {
                    return model.call(x).ToSingle();
                }
            }
        }
        """);

    [Fact]
    public Task Returned_under_a_guard_without_braces() => new AllFixes().Program("""
        static class Program
        {
            static float Score(Tensor x)
            {
                using (no_grad())
                    return new Net().call(x).ToSingle();
            }
        }
        """, """
        static class Program
        {
            static float Score(Tensor x)
            {
                var model = new Net();
                model.eval();
                using (no_grad())
                    return model.call(x).ToSingle();
            }
        }
        """);

    [Fact]
    public Task One_for_each_round() => new AllFixes().Body("""
        for (var i = 0; i < count; i++)
            Console.WriteLine(new Net().call(x[i]).ToSingle());
        """, """
        using (torch.no_grad())
        {
            for (var i = 0; i < count; i++)
            {
                var model1 = new Net();
                model1.eval();
                Console.WriteLine(model1.call(x[i]).ToSingle());
            }
        }
        """);

    [Fact]
    public Task In_a_condition() => new AllFixes().Body("""
        if (new Net().call(x).ToSingle() > 0)
            Console.WriteLine(count);
        """, """
        var model1 = new Net();
        model1.eval();
        using (torch.no_grad())
        {
            if (model1.call(x).ToSingle() > 0)
                Console.WriteLine(count);
        }
        """);

    [Fact]
    public Task Handed_to_a_method() => new AllFixes().Program("""
        static class Program
        {
            static void Wrong(Tensor x)
            {
                Test(new Net(), x);
            }
            static void Right(Tensor x)
            {
                var good = new Net();
                good.eval();
                Test(good, x);
            }
            static void Test(Net net, Tensor x)
            {
                using var _ = no_grad();
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void Wrong(Tensor x)
            {
                var model = new Net();
                model.eval();
                Test(model, x);
            }
            static void Right(Tensor x)
            {
                var good = new Net();
                good.eval();
                Test(good, x);
            }
            static void Test(Net net, Tensor x)
            {
                using var _ = no_grad();
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task Nothing_moves_in_front_of_what_decides() => new AllFixes().Body("""
        var score = flag ? new Net().call(x).ToSingle() : 0;
        while (new Net().call(x).ToSingle() > 0)
            count++;
        Console.WriteLine(Console.ReadLine() + new Net().call(y).ToSingle() + score);
        """, """
        using (torch.no_grad())
        {
            var score = flag ? {|MODE101:new Net().call(x)|}.ToSingle() : 0;
            while ({|MODE101:new Net().call(x)|}.ToSingle() > 0)
                count++;
            Console.WriteLine(Console.ReadLine() + {|MODE101:new Net().call(y)|}.ToSingle() + score);
        }
        """);

    [Fact]
    public Task Nothing_moves_out_of_an_initializer() => new AllFixes().Program("""
        static class Program
        {
            static float score = new Net().call(torch.rand(1)).ToSingle();
        }
        """, """
        static class Program
        {
            static float score = {|MODE101:{|MODE201:new Net().call(torch.rand(1))|}|}.ToSingle();
        }
        """);
}
