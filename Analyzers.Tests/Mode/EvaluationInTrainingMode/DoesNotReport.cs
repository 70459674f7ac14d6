using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Mode.EvaluationInTrainingMode;

/// <summary>Silent on purpose.</summary>
public class DoesNotReport
{
    [Fact]
    public Task A_module_whose_known_structure_has_no_mode() => Verify.Body("""
        var model = Sequential(Linear(10, 20), ReLU(), Linear(20, 2), Softmax(1));
        using (no_grad())
            Console.WriteLine(model.call(x).argmax(1).item<long>());
        """);

    [Fact]
    public Task Monte_Carlo_dropout() => Verify.Body("""
        var model = new Net();
        model.train();
        using (no_grad())
        {
            var samples = Enumerable.Range(0, 50).Select(_ => model.call(x)).ToArray();
            Console.WriteLine(stack(samples).var().item<float>());
        }
        """);

    [Fact]
    public Task Monte_Carlo_dropout_in_a_loop() => Verify.Body("""
        var model = new Net();
        using (no_grad())
        {
            var mean = zeros(10);
            for (var i = 0; i < count; i++)
                mean = mean + model.call(x) / count;
            Console.WriteLine(mean.item<float>());
        }
        """);

    [Fact]
    public Task A_frozen_part_kept_in_evaluation_while_the_rest_trains() => Verify.Program("""
        static class Program
        {
            static void Step(Net backbone, Net head, Tensor x, Tensor y)
            {
                var optimizer = optim.Adam(head.parameters());
                head.train();
                backbone.eval();
                Tensor features;
                using (no_grad())
                    features = backbone.call(x);
                optimizer.zero_grad();
                functional.cross_entropy(head.call(features), y).backward();
                optimizer.step();
            }
        }
        """);

    [Fact]
    public Task A_result_that_nobody_uses() => Verify.Body("""
        var model = new Net();
        model.train();
        using (no_grad())
            model.call(x);
        """);

    [Fact]
    public Task A_warm_up() => Verify.Body("""
        var model = new Net();
        for (var i = 0; i < 10; i++)
            model.call(x).Dispose();
        """);

    [Fact]
    public Task A_shape_probe() => Verify.Program("""
        class Probing : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> body = Sequential(Conv2d(3, 8, 3), BatchNorm2d(8), Flatten());
            private readonly Linear head;
            public Probing() : base("probing")
            {
                var size = body.call(zeros(2, 3, 32, 32)).shape[1];
                head = Linear(size, 10);
                RegisterComponents();
            }
            public override Tensor forward(Tensor x) => head.call(body.call(x));
        }
        """);

    [Fact]
    public Task A_module_of_ones_own_without_the_library() => Verify.Source("""
        using System;
        class Module
        {
            public bool training = true;
            public virtual void train(bool on = true) => training = on;
            public virtual void eval() => train(false);
            public double call(double x) => training ? x * 2 : x;
        }
        static class Program
        {
            static void Run()
            {
                var model = new Module();
                Console.WriteLine(model.call(3));
            }
        }
        """);

    [Fact]
    public Task A_module_of_ones_own_beside_the_library() => Verify.Program("""
        namespace Own
        {
            class Module
            {
                public void eval() { }
                public void train(bool on = true) { }
                public Tensor call(Tensor x) => x;
                public Tensor forward(Tensor x) => x;
            }
            static class Program
            {
                static void Run(Tensor x)
                {
                    var model = new Module();
                    model.train();
                    Console.WriteLine(model.call(x).ToSingle() + model.forward(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task A_namespace_that_is_named_like_the_library() => Verify.Source("""
        using System;
        namespace TorchSharp.Own
        {
            class Dropout { public double call(double x) => x; public void eval() { } }
            static class Program
            {
                static void Run() => Console.WriteLine(new Dropout().call(1));
            }
        }
        """);

    [Fact]
    public async Task No_library_is_referenced() => await new AnalyzerTest("""
        using System;
        namespace TorchSharp
        {
            public static class torch
            {
                public static IDisposable no_grad() => null;
                public static class nn
                {
                    public class Module { public virtual void eval() { } public virtual void train(bool on = true) { } }
                    public abstract class Module<T1, TResult> : Module { public TResult call(T1 x) => default; }
                }
            }
        }
        class Net : TorchSharp.torch.nn.Module<double, double> { }
        static class Program
        {
            static void Run() => Console.WriteLine(new Net().call(1));
        }
        """, torchSharp: false).RunAsync(TestContext.Current.CancellationToken);

    [Theory]
    [InlineData("var was = model.training; model.eval();", "model.train(was);")]
    [InlineData("var was = model.training; model.train(false);", "if (was) model.train();")]
    [InlineData("var was = model.training; if (was) model.eval();", "model.train(was);")]
    [InlineData("bool was; (was, _) = (model.training, 0); model.eval();", "if (was) { model.train(true); }")]
    public Task A_mode_that_is_saved_and_restored(string enter, string leave) => Verify.Program($$"""
        static class Program
        {
            static float Score(Net model, Tensor x)
            {
                {{enter}}
                using var guard = no_grad();
                var score = model.call(x).ToSingle();
                {{leave}}
                return score;
            }
        }
        """);

    [Fact]
    public Task Losses_are_modules_without_a_mode() => Verify.Body("""
        var criterion = BCEWithLogitsLoss();
        using (no_grad())
            Console.WriteLine(criterion.call(x, y).item<float>());
        """);

    [Fact]
    public Task A_test_whose_only_evidence_is_an_assertion() => Verify.Program("""
        namespace Xunit { class FactAttribute : Attribute { } }
        static class Assert { public static void Equal(float a, float b) { } public static void True(bool value) { } }
        class Tests
        {
            [Xunit.Fact]
            public void Forward_keeps_its_shape()
            {
                var model = new Net();
                var output = model.call(zeros(3, 10));
                Assert.Equal(3, output.shape[0]);
                Assert.True(output.sum().item<float>() > 0);
            }
        }
        """);

    [Fact]
    public Task A_method_whose_only_evidence_is_its_name() => Verify.Program("""
        static class Program
        {
            public static Tensor Predict(Net model, Tensor x) => model.call(x);
            public static Tensor Evaluate(Net model, Tensor x) { var output = model.forward(x); return output; }
        }
        """);

    private const string Meant = """
        namespace ModeLint
        {
            [AttributeUsage(AttributeTargets.All)]
            class DeliberateModeAttribute : Attribute { public DeliberateModeAttribute(string reason) { } }
        }

        """;

    [Theory]
    [InlineData("", "[ModeLint.DeliberateMode(\"noise is wanted\")]")]
    [InlineData("[ModeLint.DeliberateMode(\"noise is wanted\")]", "")]
    public Task A_mode_that_is_meant(string ofType, string ofMethod) => Verify.Program(Meant + $$"""
        {{ofType}}
        static class Program
        {
            {{ofMethod}}
            static void Run(Tensor x)
            {
                var model = new Net();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task A_mode_that_is_meant_of_a_field() => Verify.Program(Meant + """
        class Service
        {
            [ModeLint.DeliberateMode("noise is wanted")]
            private readonly Net noisy = new Net();
            [ModeLint.DeliberateMode("noise is wanted")]
            private Net Noisy { get; } = new Net();
            private readonly Net model = new Net();

            public float Field(Tensor x)
            {
                noisy.train();
                using (no_grad())
                    return noisy.call(x).ToSingle();
            }

            public float Alias(Tensor x)
            {
                var same = Noisy;
                same.train();
                using (no_grad())
                    return same.call(x).ToSingle();
            }

            public float Other(Tensor x)
            {
                model.train();
                using (no_grad())
                    return {|MODE101:model.call(x)|}.ToSingle();
            }
        }
        """);

    [Fact]
    public Task A_mode_that_is_meant_by_the_caller() => Verify.Program(Meant + """
        class Program
        {
            [ModeLint.DeliberateMode("noise is wanted")]
            private readonly Net noisy = new Net();

            static float Score(Net model, Tensor x)
            {
                using (no_grad())
                    return model.call(x).ToSingle();
            }

            [ModeLint.DeliberateMode("noise is wanted")]
            static float Deliberate(Tensor x) => Score(new Net(), x);

            float Field(Tensor x)
            {
                noisy.train();
                return Score(noisy, x);
            }

            static float Forgotten(Tensor x)
            {
                var model = new Net();
                return {|MODE101:Score(model, x)|};
            }
        }
        """);

    [Fact]
    public Task A_pragma() => Verify.Body("""
        var model = new Net();
        using var guard = no_grad();
        #pragma warning disable MODE101
        Console.WriteLine(model.call(x).ToSingle());
        #pragma warning restore MODE101
        """);
}
