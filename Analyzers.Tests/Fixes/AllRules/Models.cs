using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Two models, two names, two objects of one name.</summary>
public class Models
{
    [Fact]
    public Task Two_models_one_after_the_other() => new AllFixes().Body("""
        var a = new Net();
        var b = new Net();
        Console.WriteLine(a.call(x).ToSingle());
        Console.WriteLine(b.call(x).ToSingle());
        """, """
        var a = new Net();
        var b = new Net();
        a.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(a.call(x).ToSingle());
            b.eval();
            Console.WriteLine(b.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task Two_parameters_one_within_the_other() => new AllFixes().Program("""
        static class Program
        {
            static void Run(Net a, Net b, Tensor x)
            {
                Console.WriteLine(a.call(x).ToSingle());
                Console.WriteLine(b.call(x).ToSingle());
                Console.WriteLine(a.call(x).ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void Run(Net a, Net b, Tensor x)
            {
                var wasTraining = a.training;
                a.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(a.call(x).ToSingle());
                    var wasTraining1 = b.training;
                    b.eval();
                    Console.WriteLine(b.call(x).ToSingle());
                    b.train(wasTraining1);
                    Console.WriteLine(a.call(x).ToSingle());
                }
                a.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task Two_parameters_across_each_other() => new AllFixes().Program("""
        static class Program
        {
            static void Run(Net a, Net b, Tensor x)
            {
                Console.WriteLine(a.call(x).ToSingle());
                Console.WriteLine(b.call(x).ToSingle());
                Console.WriteLine(a.call(x).ToSingle());
                Console.WriteLine(b.call(x).ToSingle());
            }
        }
        """, """
        static class Program
        {
            static void Run(Net a, Net b, Tensor x)
            {
                using (torch.no_grad())
                {
                    var wasTraining = a.training;
                    a.eval();
                    Console.WriteLine(a.call(x).ToSingle());
                    var wasTraining1 = b.training;
                    b.eval();
                    Console.WriteLine(b.call(x).ToSingle());
                    Console.WriteLine(a.call(x).ToSingle());
                    a.train(wasTraining);
                    Console.WriteLine(b.call(x).ToSingle());
                    b.train(wasTraining1);
                }
            }
        }
        """);

    [Fact]
    public Task Two_parameters_and_what_they_return_early() => new AllFixes().Program("""
        static class Program
        {
            static float Run(Net a, Net b, Tensor x)
            {
                var first = a.call(x).ToSingle();
                if (first > 0)
                    return first;
                var second = b.call(x).ToSingle();
                if (second > 0)
                    return second;
                return first + second;
            }
        }
        """, """
        static class Program
        {
            static float Run(Net a, Net b, Tensor x)
            {
                float first;
                float second;
                using (torch.no_grad())
                {
                    var wasTraining = a.training;
                    a.eval();
                    first = a.call(x).ToSingle();
                    a.train(wasTraining);
                    if (first > 0)
                        return first;
                    var wasTraining1 = b.training;
                    b.eval();
                    second = b.call(x).ToSingle();
                    b.train(wasTraining1);
                }
                if (second > 0)
                    return second;
                return first + second;
            }
        }
        """);

    [Fact]
    public Task Some_paths_only() => new AllFixes().Body("""
        var net = new Net();
        if (flag)
            net.eval();
        foreach (var batch in batches)
            Console.WriteLine(net.call(batch).ToSingle());
        """, """
        var net = new Net();
        if (flag)
            net.eval();
        net.eval();
        using (torch.no_grad())
        {
            foreach (var batch in batches)
                Console.WriteLine(net.call(batch).ToSingle());
        }
        """);

    [Fact]
    public Task Two_objects_of_one_name() => new AllFixes().Body("""
        {
            var net = new Net();
            Console.WriteLine(net.call(x).ToSingle());
        }
        {
            var net = new Net();
            Console.WriteLine(net.call(x).ToSingle());
        }
        """, """
        {
            var net = new Net();
            net.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        {
            var net = new Net();
            net.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task One_object_of_two_names() => new AllFixes().Body("""
        var a = new Net();
        var b = a;
        Console.WriteLine(a.call(x).ToSingle());
        Console.WriteLine(b.call(x).ToSingle());
        """, """
        var a = new Net();
        var b = a;
        a.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(a.call(x).ToSingle());
            Console.WriteLine(b.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task Another_object_of_the_same_name() => new AllFixes().Body("""
        var net = new Net();
        Console.WriteLine(net.call(x).ToSingle());
        net = new Net();
        Console.WriteLine(net.call(x).ToSingle());
        """, """
        var net = new Net();
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
            net = new Net();
            net.eval();
            Console.WriteLine(net.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task Switched_to_training_twice() => new AllFixes().Body("""
        var net = new Net();
        net.train();
        Console.WriteLine(net.call(x).ToSingle());
        net.train();
        Console.WriteLine(net.call(y).ToSingle());
        """, """
        var net = new Net();
        net.train();
        net.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(net.call(x).ToSingle());
            net.train();
            net.eval();
            Console.WriteLine(net.call(y).ToSingle());
        }
        """);
}
