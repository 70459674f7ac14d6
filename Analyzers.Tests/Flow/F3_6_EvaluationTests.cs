using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.6 to F3.8: consumed or guarded, relayed, dropped.</summary>
public class F3_6_EvaluationTests
{
    [Theory]
    [InlineData("Console.WriteLine(output.ToSingle());")]
    [InlineData("Console.WriteLine(output.item<float>());")]
    [InlineData("Console.WriteLine(output.data<float>().ToArray().Length);")]
    [InlineData("Console.WriteLine(output.argmax(1).ToInt64());")]
    [InlineData("Console.WriteLine(output);")]
    [InlineData("Console.WriteLine($\"{output}\");")]
    [InlineData("output.save(\"output.dat\");")]
    [InlineData("Console.WriteLine(functional.cross_entropy(output, y).ToSingle());")]
    [InlineData("Console.WriteLine((output > 0.5).sum().ToInt64());")]
    [InlineData("var (values, indices) = output.topk(3); Console.WriteLine(indices.ToInt64());")]
    [InlineData("var best = output.max(1).indexes; Console.WriteLine(best.ToInt64());")]
    [InlineData("var copy = output.cpu().softmax(1)[0]; Console.WriteLine(copy.ToSingle());")]
    [InlineData("if (output.ToSingle() > 0.5f) Console.WriteLine(\"yes\");")]
    [InlineData("var score = (float)output; Console.WriteLine(score);")]
    public async Task F3_6_A_result_that_is_consumed(string use)
    {
        await Verify.Body($$"""
            var model = new Net();
            model.eval();
            var output = {|MODE201:model.call(x)|};
            {{use}}
            """);
        await Guarded.Body($$"""
            var model = new Net();
            var output = {|MODE101:model.call(x)|};
            {{use}}
            """);
    }

    [Fact]
    public Task F3_6_A_result_in_a_concatenation() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine("output: " + {|MODE101:model.call(x)|});
        """);

    [Fact]
    public Task F3_6_A_result_that_prints_itself() => Guarded.Body("""
        var model = new Net();
        {|MODE101:model.call(x)|}.print();
        """);

    [Fact]
    public Task F3_6_A_loss_that_is_never_propagated() => Verify.Body("""
        var model = new Net();
        model.eval();
        var loss = functional.mse_loss({|MODE201:model.call(x)|}, y);
        Console.WriteLine(loss.item<float>());
        """);

    [Fact]
    public Task F3_6_Computed_without_gradients_and_stored() => Verify.Program("""
        static class Program
        {
            static Tensor s_last;
            static void Run(Tensor x)
            {
                var model = new Net();
                using (no_grad())
                    s_last = {|MODE101:model.call(x)|};
            }
        }
        """);

    [Fact]
    public Task F3_6_A_list_of_numbers() => Verify.Body("""
        var model = new Net();
        model.eval();
        var scores = new List<float>();
        for (var i = 0; i < count; i++)
            scores.Add({|MODE201:model.call(x[i])|}.item<float>());
        Console.WriteLine(scores.Average());
        """);

    [Fact]
    public Task F3_6_Unknown_code_with_nothing_of_the_training_consumes() => Verify.Program("""
        interface IReport { void Show(float value); }
        static class Program
        {
            static void Run(IReport report, Tensor x)
            {
                var model = new Net();
                model.eval();
                report.Show({|MODE201:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F3_6_Unknown_code_that_gets_the_tensor_and_may_train() => Verify.Program("""
        interface ILoss { void Step(Tensor output, Net model); }
        static class Program
        {
            static void Run(ILoss loss, Tensor x)
            {
                var model = new Net();
                loss.Step(model.call(x), model);
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_has_no_phase_of_its_own() => Verify.Program("""
        static class Program
        {
            static Tensor Run(Net model, Tensor x) => model.call(x);
            static Tensor Forward(Tensor x) { var model = new Net(); return model.call(x); }
        }
        """);

    [Fact]
    public Task F3_7_A_name_alone_is_nothing() => Verify.Program("""
        static class Program
        {
            static Tensor Predict(Net model, Tensor x) => model.call(x);
        }
        """);

    [Fact]
    public Task F3_7_A_relay_takes_its_callers_phase() => Verify.Program("""
        static class Program
        {
            static Tensor Apply(Net model, Tensor x) => {|MODE101:model.call(x)|};
            static void Run(Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(Apply(new Net(), x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_that_a_training_step_calls() => Verify.Program("""
        static class Program
        {
            static Tensor Apply(Net model, Tensor x) => model.call(x);
            static void Run(Tensor x, Tensor y)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                functional.mse_loss(Apply(model, x), y).backward();
                optimizer.step();
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_through_two_methods() => Verify.Program("""
        static class Program
        {
            static Tensor Inner(Net model, Tensor x) => {|MODE101:model.call(x)|}.softmax(1);
            static Tensor Outer(Net model, Tensor x) { var output = Inner(model, x); return output.log(); }
            static void Run(Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(Outer(new Net(), x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_without_gradients_is_an_evaluation() => Verify.Program("""
        static class Program
        {
            static Tensor Run(Net model, Tensor x)
            {
                using var guard = no_grad();
                return {|MODE101:model.call(x)|};
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_that_switches_and_is_named_so() => Verify.Program("""
        static class Program
        {
            static Tensor Predict(Net model, Tensor x)
            {
                model.eval();
                return {|MODE201:model.call(x)|};
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_in_an_out_argument() => Verify.Program("""
        static class Program
        {
            static void Apply(Net model, Tensor x, out Tensor output) => output = model.call(x);
            static void Run(Tensor x, Tensor y)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                Apply(model, x, out var output);
                functional.mse_loss(output, y).backward();
                optimizer.step();
            }
        }
        """);

    [Fact]
    public Task F3_7_A_relay_in_a_tuple() => Verify.Program("""
        static class Program
        {
            static (Tensor, Tensor) Apply(Net model, Tensor x) => (model.call(x), x);
            static void Run(Tensor x, Tensor y)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                var (output, _) = Apply(model, x);
                functional.mse_loss(output, y).backward();
                optimizer.step();
            }
        }
        """);

    [Theory]
    [InlineData("model.call(x);")]
    [InlineData("_ = model.call(x);")]
    [InlineData("var output = model.call(x);")]
    [InlineData("model.call(x).Dispose();")]
    [InlineData("Console.WriteLine(model.call(x).shape[1]);")]
    [InlineData("var size = model.call(x).size(1); Console.WriteLine(size);")]
    [InlineData("var output = model.call(x); Console.WriteLine(output.dtype + \" \" + output.device + \" \" + output.requires_grad);")]
    [InlineData("if (model.call(x).shape[0] == 3) Console.WriteLine(\"three\");")]
    public Task F3_8_A_dropped_result_has_no_phase(string statement) => Verify.Body($$"""
        var model = new Net();
        {{statement}}
        """);

    [Fact]
    public Task F3_8_Disposing_is_no_use() => Verify.Body("""
        var model = new Net();
        using var output = model.call(x);
        using (var again = model.call(y))
            Console.WriteLine(again.shape[0]);
        """);

    [Fact]
    public Task F3_8_A_statistics_pass_without_gradients() => Verify.Body("""
        var model = new Net();
        model.train();
        using (no_grad())
        {
            for (var i = 0; i < count; i++)
                model.call(x[i]);
        }
        """);
}
