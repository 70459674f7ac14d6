using Microsoft.CodeAnalysis.CSharp;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>How the guard is written: code style and language version.</summary>
public class Styles
{
    [Fact]
    public Task A_using_declaration_in_front_of_a_result() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Body("""
        var net = new Net();
        var output = net.call(x);
        Console.WriteLine(output.ToSingle());
        """, """
        var net = new Net();
        net.eval();
        using var _ = torch.no_grad();
        var output = net.call(x);
        Console.WriteLine(output.ToSingle());
        """);

    [Fact]
    public Task A_using_declaration_and_a_mode_that_is_put_back() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Body("""
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle());
        Console.WriteLine("done");
        """, """
        var wasTraining = model.training;
        model.eval();
        using var _ = torch.no_grad();
        foreach (var batch in batches)
            Console.WriteLine(model.call(batch).ToSingle());
        model.train(wasTraining);
        Console.WriteLine("done");
        """);

    [Fact]
    public Task A_using_declaration_and_returns() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Program("""
        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var first = model.call(x).ToSingle();
                if (first > 0)
                    return first;
                return model.call(x * 2).ToSingle() + first;
            }
        }
        """, """
        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                using var _ = torch.no_grad();
                try
                {
                    var first = model.call(x).ToSingle();
                    if (first > 0)
                        return first;
                    return model.call(x * 2).ToSingle() + first;
                }
                finally
                {
                    model.train(wasTraining);
                }
            }
        }
        """);

    [Fact]
    public Task A_using_declaration_and_variables_that_are_used_behind() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Program("""
        static class Program
        {
            static float Run(Net model, Tensor x)
            {
                var first = model.call(x).ToSingle();
                if (first > 0)
                    return first;
                var second = model.call(x * 2).ToSingle();
                Console.WriteLine(first);
                return second;
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
                using var _ = torch.no_grad();
                try
                {
                    first = model.call(x).ToSingle();
                    if (first > 0)
                        return first;
                    second = model.call(x * 2).ToSingle();
                }
                finally
                {
                    model.train(wasTraining);
                }
                Console.WriteLine(first);
                return second;
            }
        }
        """);

    [Fact]
    public Task A_using_declaration_in_an_expression_body() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Program("""
        static class Program
        {
            static float Score(Net model, Tensor x) => model.call(x).ToSingle();
            static void Print(Net model, Tensor x) => Console.WriteLine(model.call(x).ToSingle());
        }
        """, """
        static class Program
        {
            static float Score(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                using var _ = torch.no_grad();
                try
                {
                    return model.call(x).ToSingle();
                }
                finally
                {
                    model.train(wasTraining);
                }
            }
            static void Print(Net model, Tensor x)
            {
                var wasTraining = model.training;
                model.eval();
                using var _ = torch.no_grad();
                Console.WriteLine(model.call(x).ToSingle());
                model.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task No_using_declaration_over_a_yield() => new AllFixes { Config = AllFixes.PrefersDeclarations }.Program("""
        static class Program
        {
            static IEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                    yield return model.call(batch).ToSingle();
            }
        }
        """, """
        static class Program
        {
            static IEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    var wasTraining = model.training;
                    model.eval();
                    float item;
                    using (torch.no_grad())
                    {
                        item = model.call(batch).ToSingle();
                    }
                    model.train(wasTraining);
                    yield return item;
                }
            }
        }
        """);

    [Fact]
    public Task Braces_on_the_same_line() => new AllFixes { IsFormatted = false }.Program("""
        class Program {
            static float Run(Net model, IEnumerable<Tensor> batches) {
                var total = 0f;
                if (batches != null) {
                    foreach (var batch in batches) {
                        var output = model.call(batch);
                        if (output.ToSingle() > 3) {
                            return total;
                        }
                        total += output.ToSingle();
                    }
                }
                return total;
            }
        }
        """, """
        class Program {
            static float Run(Net model, IEnumerable<Tensor> batches) {
                var total = 0f;
                if (batches != null) {
                    var wasTraining = model.training;
                    model.eval();
                    try {
                        using (torch.no_grad()) {
                            foreach (var batch in batches) {
                                var output = model.call(batch);
                                if (output.ToSingle() > 3) {
                                    return total;
                                }
                                total += output.ToSingle();
                            }
                        }
                    }
                    finally {
                        model.train(wasTraining);
                    }
                }
                return total;
            }
        }
        """);

    [Fact]
    public Task C_sharp_7() => new AllFixes { Language = LanguageVersion.CSharp7_3 }.Source("""
        using System;
        using TorchSharp;

        class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly torch.nn.Module<torch.Tensor, torch.Tensor> layers = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Dropout(0.5));
            public Net() : base("net") { RegisterComponents(); }
            public override torch.Tensor forward(torch.Tensor x) => layers.call(x);
        }

        static class Program
        {
            static void Run(torch.Tensor x)
            {
                var net = new Net();
                var output = net.call(x);
                Console.WriteLine(output.item<float>());
                switch (net.call(x).item<float>())
                {
                    case 0: break;
                }
            }
        }
        """, """
        using System;
        using TorchSharp;

        class Net : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly torch.nn.Module<torch.Tensor, torch.Tensor> layers = torch.nn.Sequential(torch.nn.Linear(1, 1), torch.nn.Dropout(0.5));
            public Net() : base("net") { RegisterComponents(); }
            public override torch.Tensor forward(torch.Tensor x) => layers.call(x);
        }

        static class Program
        {
            static void Run(torch.Tensor x)
            {
                var net = new Net();
                net.eval();
                using (torch.no_grad())
                {
                    var output = net.call(x);
                    Console.WriteLine(output.item<float>());
                    switch (net.call(x).item<float>())
                    {
                        case 0: break;
                    }
                }
            }
        }
        """);
}
