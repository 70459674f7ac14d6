using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Names that mean something else where the fix writes.</summary>
public class TakenNames
{
    [Fact]
    public Task The_members_of_torch_alone() => new AllFixes().Source("""
        using static TorchSharp.torch;

        class Net : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5));
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => layers.call(x);
        }

        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var output = model.call(x);
                return output.item<float>();
            }

            static float Clash(Net model, Tensor x)
            {
                int no_grad = 1;
                var output = model.call(x);
                return output.item<float>() + no_grad;
            }
        }
        """, """
        using static TorchSharp.torch;

        class Net : nn.Module<Tensor, Tensor>
        {
            private readonly nn.Module<Tensor, Tensor> layers = nn.Sequential(nn.Linear(1, 1), nn.Dropout(0.5));
            public Net() : base("net") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => layers.call(x);
        }

        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                Tensor output;
                using (no_grad())
                {
                    output = model.call(x);
                }
                model.train(wasTraining);
                return output.item<float>();
            }

            static float Clash(Net model, Tensor x)
            {
                int no_grad = 1;
                var wasTraining = model.training;
                model.eval();
                Tensor output;
                using (TorchSharp.torch.no_grad())
                {
                    output = model.call(x);
                }
                model.train(wasTraining);
                return output.item<float>() + no_grad;
            }
        }
        """);

    [Fact]
    public Task A_name_for_torch() => new AllFixes().Source("""
        using T = TorchSharp.torch;

        namespace Samples
        {
            class Net : T.nn.Module<T.Tensor, T.Tensor>
            {
                private readonly T.nn.Module<T.Tensor, T.Tensor> layers = T.nn.Sequential(T.nn.Linear(1, 1), T.nn.Dropout(0.5));
                public Net() : base("net") { RegisterComponents(); }
                public override T.Tensor forward(T.Tensor x) => layers.call(x);
            }

            static class Program
            {
                static float Run(Net model, T.Tensor x)
                {
                    var output = model.call(x);
                    return output.item<float>();
                }
            }
        }
        """, """
        using T = TorchSharp.torch;

        namespace Samples
        {
            class Net : T.nn.Module<T.Tensor, T.Tensor>
            {
                private readonly T.nn.Module<T.Tensor, T.Tensor> layers = T.nn.Sequential(T.nn.Linear(1, 1), T.nn.Dropout(0.5));
                public Net() : base("net") { RegisterComponents(); }
                public override T.Tensor forward(T.Tensor x) => layers.call(x);
            }

            static class Program
            {
                static float Run(Net model, T.Tensor x)
                {
                    var wasTraining = model.training;
                    model.eval();
                    T.Tensor output;
                    using (TorchSharp.torch.no_grad())
                    {
                        output = model.call(x);
                    }
                    model.train(wasTraining);
                    return output.item<float>();
                }
            }
        }
        """);

    [Fact]
    public Task Members_that_hide_torch() => new AllFixes().Program("""
        class Program
        {
            private int torch = 1;
            void no_grad() { }
            void Run(Net model, Tensor x)
            {
                Console.WriteLine(model.call(x).ToSingle() + torch);
                no_grad();
            }
        }
        """, """
        class Program
        {
            private int torch = 1;
            void no_grad() { }
            void Run(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                using (TorchSharp.torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle() + torch);
                }
                model.train(wasTraining);
                no_grad();
            }
        }
        """);

    [Fact]
    public Task Locals_that_hide_torch() => new AllFixes().Body("""
        var torch = 1;
        var wasTraining = 2;
        var _ = 3;
        Console.WriteLine(model.call(x).ToSingle() + torch + wasTraining + _);
        """, """
        var torch = 1;
        var wasTraining = 2;
        var _ = 3;
        var wasTraining1 = model.training;
        model.eval();
        using (no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle() + torch + wasTraining + _);
        }
        model.train(wasTraining1);
        """);

    [Fact]
    public Task A_local_function_that_has_the_name() => new AllFixes().Body("""
        void Inner()
        {
            var wasTraining = true;
            Console.WriteLine(wasTraining);
        }
        Inner();
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        void Inner()
        {
            var wasTraining = true;
            Console.WriteLine(wasTraining);
        }
        Inner();
        var wasTraining1 = model.training;
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        model.train(wasTraining1);
        """);
}
