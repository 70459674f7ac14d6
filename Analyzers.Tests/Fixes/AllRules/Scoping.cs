using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>Variables that are declared under the guard and used behind it.</summary>
public class Scoping
{
    [Fact]
    public Task An_out_variable_and_a_pattern() => new AllFixes().Body("""
        if (float.TryParse(model.call(x).ToSingle().ToString(), out var parsed) && parsed is > 0 and var positive)
            Console.WriteLine(parsed + positive);
        var (a, (b, _)) = (model.call(y).ToSingle(), (2, 3));
        Console.WriteLine(parsed + a + b);
        """, """
        var wasTraining = model.training;
        model.eval();
        float parsed;
        float a;
        int b;
        using (torch.no_grad())
        {
            if (float.TryParse(model.call(x).ToSingle().ToString(), out parsed) && parsed is > 0 and var positive)
                Console.WriteLine(parsed + positive);
            (a, (b, _)) = (model.call(y).ToSingle(), (2, 3));
        }
        model.train(wasTraining);
        Console.WriteLine(parsed + a + b);
        """);

    [Fact]
    public Task A_ref_local() => new AllFixes().Program("""
        static class Program
        {
            static void Run(Net model, Tensor x, float[] buffer)
            {
                ref var slot = ref buffer[(int)model.call(x).ToSingle()];
                slot = 3;
            }
        }
        """, """
        static class Program
        {
            static void Run(Net model, Tensor x, float[] buffer)
            {
                using (torch.no_grad())
                {
                    var wasTraining = model.training;
                    model.eval();
                    ref var slot = ref buffer[(int)model.call(x).ToSingle()];
                    model.train(wasTraining);
                    slot = 3;
                }
            }
        }
        """);

    [Fact]
    public Task A_span() => new AllFixes().Program("""
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                var data = model.call(x).data<float>().ToArray().AsSpan();
                data[0] = 1;
                Console.WriteLine(data[0]);
            }
        }
        """, """
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                using (torch.no_grad())
                {
                    var wasTraining = model.training;
                    model.eval();
                    var data = model.call(x).data<float>().ToArray().AsSpan();
                    model.train(wasTraining);
                    data[0] = 1;
                    Console.WriteLine(data[0]);
                }
            }
        }
        """);

    [Fact]
    public Task An_anonymous_type() => new AllFixes().Body("""
        var pair = new { Score = model.call(x).ToSingle(), Name = "a" };
        Console.WriteLine(pair.Score + pair.Name);
        Console.WriteLine("done");
        """, """
        using (torch.no_grad())
        {
            var wasTraining = model.training;
            model.eval();
            var pair = new { Score = model.call(x).ToSingle(), Name = "a" };
            model.train(wasTraining);
            Console.WriteLine(pair.Score + pair.Name);
            Console.WriteLine("done");
        }
        """);

    [Fact]
    public Task A_using_declaration_of_the_result() => new AllFixes().Body("""
        using var output = model.call(x);
        Console.WriteLine(output.ToSingle());
        """, """
        using (torch.no_grad())
        {
            var wasTraining = model.training;
            model.eval();
            using var output = model.call(x);
            model.train(wasTraining);
            Console.WriteLine(output.ToSingle());
        }
        """);

    [Fact]
    public Task Names_of_a_tuple() => new AllFixes().Body("""
        const int Offset = 3;
        var pair = (Score: model.call(x).ToSingle(), Name: "x");
        Console.WriteLine(pair.Score + pair.Name + Offset);
        """, """
        const int Offset = 3;
        var wasTraining = model.training;
        model.eval();
        (float Score, string Name) pair;
        using (torch.no_grad())
        {
            pair = (Score: model.call(x).ToSingle(), Name: "x");
        }
        model.train(wasTraining);
        Console.WriteLine(pair.Score + pair.Name + Offset);
        """);

    [Fact]
    public Task Types_that_admit_null() => new AllFixes { Nullable = NullableContextOptions.Enable }.Body("""
        string? name = flag ? "a" : null;
        var label = model.call(x).ToSingle() > 0 ? name : "b";
        var key = model.call(y).ToSingle().ToString();
        Console.WriteLine(label?.Length + key.Length);
        """, """
        string? name = flag ? "a" : null;
        var wasTraining = model.training;
        model.eval();
        string? label;
        string key;
        using (torch.no_grad())
        {
            label = model.call(x).ToSingle() > 0 ? name : "b";
            key = model.call(y).ToSingle().ToString();
        }
        model.train(wasTraining);
        Console.WriteLine(label?.Length + key.Length);
        """);

    [Fact]
    public Task Some_variables_with_values_and_some_without() => new AllFixes().Body("""
        float first = model.call(x).ToSingle(), second = first * 2, third;
        third = first + second;
        Console.WriteLine(first + second + third);
        """, """
        using (torch.no_grad())
        {
            var wasTraining = model.training;
            model.eval();
            float first = model.call(x).ToSingle(), second = first * 2, third;
            model.train(wasTraining);
            third = first + second;
            Console.WriteLine(first + second + third);
        }
        """);

    [Fact]
    public Task An_out_parameter() => new AllFixes().Program("""
        static class Program
        {
            static bool Try(Net model, Tensor x, out float score)
            {
                score = model.call(x).ToSingle();
                return score > 0;
            }
        }
        """, """
        static class Program
        {
            static bool Try(Net model, Tensor x, out float score)
            {
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    score = model.call(x).ToSingle();
                }
                model.train(wasTraining);
                return score > 0;
            }
        }
        """);

    [Fact]
    public Task A_query() => new AllFixes().Body("""
        var first = (from value in new[] { model.call(x).ToSingle() } select value).First();
        Console.WriteLine(first);
        """, """
        var wasTraining = model.training;
        model.eval();
        float first;
        using (torch.no_grad())
        {
            first = (from value in new[] { model.call(x).ToSingle() } select value).First();
        }
        model.train(wasTraining);
        Console.WriteLine(first);
        """);

    [Fact]
    public Task A_variable_that_a_lambda_captures() => new AllFixes().Body("""
        var score = model.call(x).ToSingle();
        Func<float> read = () => score;
        Console.WriteLine(read());
        """, """
        var wasTraining = model.training;
        model.eval();
        float score;
        using (torch.no_grad())
        {
            score = model.call(x).ToSingle();
        }
        model.train(wasTraining);
        Func<float> read = () => score;
        Console.WriteLine(read());
        """);

    [Fact]
    public Task A_deconstructing_loop() => new AllFixes().Program("""
        static class Program
        {
            static double Accuracy(Net model, IEnumerable<(Tensor Input, Tensor Labels)> batches)
            {
                var correct = 0L;
                var seen = 0L;
                foreach (var (input, labels) in batches)
                {
                    correct += model.call(input).argmax(1).eq(labels).sum().item<long>(); // count
                    seen += labels.shape[0];
                }

                return (double)correct / seen;
            }
        }
        """, """
        static class Program
        {
            static double Accuracy(Net model, IEnumerable<(Tensor Input, Tensor Labels)> batches)
            {
                var correct = 0L;
                var seen = 0L;
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    foreach (var (input, labels) in batches)
                    {
                        correct += model.call(input).argmax(1).eq(labels).sum().item<long>(); // count
                        seen += labels.shape[0];
                    }
                }
                model.train(wasTraining);

                return (double)correct / seen;
            }
        }
        """);
}
