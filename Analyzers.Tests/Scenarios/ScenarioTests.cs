using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Scenarios;

/// <summary>Small programs as people write them, with the truth about each: every bug is reported, and nothing else.</summary>
public class ScenarioTests
{
    [Fact]
    public Task Scenario_01_load_weights_then_infer_with_no_eval() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        Console.WriteLine({|MODE101:{|MODE201:model.call(x)|}|}.argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_02_load_eval_no_grad_infer() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        using (no_grad())
            Console.WriteLine(model.call(x).argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_03_fresh_model_no_grad_inference_no_eval() => Verify.Body("""
        var model = new Net();
        using (no_grad())
            Console.WriteLine({|MODE101:model.call(x)|}.argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_04_eval_on_a_different_model_than_the_one_used() => Verify.Body("""
        var teacher = new Net();
        var student = new Net();
        teacher.eval();
        using (no_grad())
            Console.WriteLine({|MODE101:student.call(x)|}.argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_05_eval_called_only_after_the_forward() => Verify.Body("""
        var model = new Net();
        using (no_grad())
        {
            var output = {|MODE101:model.call(x)|};
            model.eval();
            Console.WriteLine(output.argmax(1).item<long>());
        }
        """);

    [Fact]
    public Task Scenario_07_eval_in_the_epoch_loop_has_no_report_about_evaluation() => Verify.Program("""
        static class Program
        {
            static void Fit(IEnumerable<(Tensor, Tensor)> train, Tensor valX, Tensor valY, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                model.train();
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    foreach (var (x, y) in train)
                    {
                        optimizer.zero_grad();
                        var loss = functional.cross_entropy(model.call(x), y);
                        loss.backward();
                        optimizer.step();
                    }
                    model.eval();
                    using (no_grad())
                        Console.WriteLine(functional.cross_entropy(model.call(valX), valY).item<float>());
                }
            }
        }
        """);

    [Fact]
    public Task Scenario_08_train_at_the_top_of_each_epoch_eval_before_validation() => Verify.Program("""
        static class Program
        {
            static void Fit(IEnumerable<(Tensor, Tensor)> train, IEnumerable<(Tensor, Tensor)> validation, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    model.train();
                    foreach (var (x, y) in train)
                    {
                        optimizer.zero_grad();
                        var loss = functional.cross_entropy(model.call(x), y);
                        loss.backward();
                        optimizer.step();
                    }
                    model.eval();
                    var correct = 0L;
                    using (no_grad())
                    {
                        foreach (var (x, y) in validation)
                            correct += model.call(x).argmax(1).eq(y).sum().item<long>();
                    }
                    Console.WriteLine(correct);
                }
            }
        }
        """);

    [Fact]
    public Task Scenario_09_a_helper_that_does_not_restore_has_no_report_about_evaluation() => Verify.Program("""
        static class Program
        {
            static float Validate(Net model, Tensor x, Tensor y)
            {
                model.eval();
                using (no_grad())
                    return functional.cross_entropy(model.call(x), y).item<float>();
            }
            static void Fit(IEnumerable<(Tensor, Tensor)> train, int epochs)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    foreach (var (x, y) in train)
                    {
                        optimizer.zero_grad();
                        functional.cross_entropy(model.call(x), y).backward();
                        optimizer.step();
                        Console.WriteLine(Validate(model, x, y));
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Scenario_11_the_callee_sets_eval_before_its_forward() => Verify.Program("""
        static class Program
        {
            static long Predict(Net model, Tensor x)
            {
                model.eval();
                using (no_grad())
                    return model.call(x).argmax(1).item<long>();
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                model.load("weights.dat");
                Console.WriteLine(Predict(model, x));
            }
        }
        """);

    [Fact]
    public Task Scenario_12_train_false_instead_of_eval() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.train(false);
        using (no_grad())
            Console.WriteLine(model.call(x).argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_13_eval_but_gradients_still_recorded_in_validation() => Verify.Program("""
        static class Program
        {
            static double Validate(Net model, IEnumerable<(Tensor, Tensor)> batches)
            {
                model.eval();
                var correct = 0L;
                var total = 0L;
                foreach (var (x, y) in batches)
                {
                    var output = {|MODE201:model.call(x)|};
                    correct += output.argmax(1).eq(y).sum().item<long>();
                    total += y.shape[0];
                }
                return (double)correct / total;
            }
        }
        """);

    [Fact]
    public Task Scenario_14_inference_mode_instead_of_no_grad() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        using (inference_mode())
            Console.WriteLine(model.call(x).argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_16_deliberate_training_mode_of_a_part_for_Monte_Carlo_dropout() => Verify.Program("""
        class Uncertain : Module<Tensor, Tensor>
        {
            public readonly Linear fc = Linear(10, 10);
            public readonly Dropout drop = Dropout(0.5);
            public Uncertain() : base("uncertain") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(drop.call(x));
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Uncertain();
                model.load("weights.dat");
                model.eval();
                model.drop.train();
                using (no_grad())
                {
                    var samples = new List<Tensor>();
                    for (var i = 0; i < 30; i++)
                        samples.Add(model.call(x));
                    Console.WriteLine(stack(samples).std().item<float>());
                }
            }
        }
        """);

    [Fact]
    public Task Scenario_17_a_frozen_part_kept_in_eval_during_training() => Verify.Program("""
        class Tuned : Module<Tensor, Tensor>
        {
            public readonly Net backbone = new Net();
            public readonly Linear head = Linear(10, 2);
            public Tuned() : base("tuned") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => head.call(backbone.call(x));
        }
        static class Program
        {
            static void Fit(IEnumerable<(Tensor, Tensor)> train, int epochs)
            {
                var model = new Tuned();
                var optimizer = optim.Adam(model.head.parameters());
                foreach (var parameter in model.backbone.parameters())
                    parameter.requires_grad = false;
                for (var epoch = 0; epoch < epochs; epoch++)
                {
                    model.train();
                    model.backbone.eval();
                    foreach (var (x, y) in train)
                    {
                        optimizer.zero_grad();
                        var loss = functional.cross_entropy(model.call(x), y);
                        loss.backward();
                        optimizer.step();
                        Console.WriteLine(loss.item<float>());
                    }
                }
            }
        }
        """);
}
