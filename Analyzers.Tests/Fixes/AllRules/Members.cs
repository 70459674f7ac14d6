using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Members, lambdas and local functions.</summary>
public class Members
{
    [Fact]
    public Task Members_with_expression_bodies() => new AllFixes().Program("""
        class Program
        {
            private readonly Tensor x = torch.rand(1, 10);
            private static Net Make() => new Net();
            public float Score => Make().call(x).ToSingle();
            public float this[int i] => Make().call(x[i]).ToSingle();
            public float Other { get => Make().call(x).ToSingle(); set => Console.WriteLine(value); }
            public Program() => Console.WriteLine(Make().call(x).ToSingle());
        }
        """, """
        class Program
        {
            private readonly Tensor x = torch.rand(1, 10);
            private static Net Make() => new Net();
            public float Score
            {
                get
                {
                    var model = Make();
                    model.eval();
                    using (torch.no_grad())
                    {
                        return model.call(x).ToSingle();
                    }
                }
            }
            public float this[int i]
            {
                get
                {
                    var model = Make();
                    model.eval();
                    return model.call(x[i]).ToSingle();
                }
            }
            public float Other
            {
                get
                {
                    var model = Make();
                    model.eval();
                    using (torch.no_grad())
                    {
                        return model.call(x).ToSingle();
                    }
                }
                set => Console.WriteLine(value);
            }
            public Program()
            {
                var model = Make();
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task Accessors_on_one_line() => new AllFixes().Program("""
        class Program
        {
            private readonly Net model = new Net();
            private readonly Tensor x = torch.rand(1, 10);
            public Program() { model.eval(); }
            public float Score { get => model.call(x).ToSingle(); set => Console.WriteLine(model.call(x).ToSingle() + value); }
        }
        """, """
        class Program
        {
            private readonly Net model = new Net();
            private readonly Tensor x = torch.rand(1, 10);
            public Program() { model.eval(); }
            public float Score
            {
                get
                {
                    using (torch.no_grad())
                    {
                        return model.call(x).ToSingle();
                    }
                }
                set
                {
                    using (torch.no_grad())
                    {
                        Console.WriteLine(model.call(x).ToSingle() + value);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task A_local_function() => new AllFixes().Body("""
        var net = new Net();
        Console.WriteLine(Score(x));
        float Score(Tensor batch) => net.call(batch).ToSingle();
        """, """
        var net = new Net();
        Console.WriteLine(Score(x));
        float Score(Tensor batch)
        {
            var wasTraining = net.training;
            net.eval();
            try
            {
                using (torch.no_grad())
                {
                    return net.call(batch).ToSingle();
                }
            }
            finally
            {
                net.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task Local_functions_with_variables_of_one_name() => new AllFixes().Body("""
        void One() { var net = new Net(); Console.WriteLine(net.call(x).ToSingle()); }
        void Two() { var net = new Net(); Console.WriteLine(net.call(x).ToSingle()); }
        One();
        Two();
        """, """
        void One()
        {
            var net = new Net();
            net.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        void Two()
        {
            var net = new Net();
            net.eval();
            using (torch.no_grad())
            {
                Console.WriteLine(net.call(x).ToSingle());
            }
        }
        One();
        Two();
        """);

    [Fact]
    public Task A_lambda_that_makes_the_model() => new AllFixes().Program("""
        static class Program
        {
            static void Run(Tensor x)
            {
                Invoke(1, batch =>
                {
                    using var _ = no_grad();
                    var model = new Net();
                    return model.call(batch).ToSingle();
                }, 2);
            }
            static void Invoke(int a, Func<Tensor, float> run, int b) { }
        }
        """, """
        static class Program
        {
            static void Run(Tensor x)
            {
                Invoke(1, batch =>
                {
                    using var _ = no_grad();
                    var model = new Net();
                    model.eval();
                    return model.call(batch).ToSingle();
                }, 2);
            }
            static void Invoke(int a, Func<Tensor, float> run, int b) { }
        }
        """);
}
