using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Scenarios;

/// <summary>The rest of the scenarios: branches, restored modes, wanted gradients, look-alikes, factories.</summary>
public class MoreScenarioTests
{
    [Fact]
    public Task Scenario_06_eval_only_on_one_branch() => Verify.Body("""
        var model = new Net();
        if (flag)
        {
            model.load("weights.dat");
            model.eval();
        }
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_10_a_helper_saves_and_restores_the_mode() => Verify.Program("""
        static class Program
        {
            static float Validate(Net model, Tensor x, Tensor y)
            {
                var wasTraining = model.training;
                model.eval();
                try
                {
                    using (no_grad())
                        return functional.cross_entropy(model.call(x), y).item<float>();
                }
                finally
                {
                    model.train(wasTraining);
                }
            }
            static void Fit(IEnumerable<(Tensor, Tensor)> train, Tensor valX, Tensor valY)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                foreach (var (x, y) in train)
                {
                    optimizer.zero_grad();
                    functional.cross_entropy(model.call(x), y).backward();
                    optimizer.step();
                    Console.WriteLine(Validate(model, valX, valY));
                }
            }
        }
        """);

    [Fact]
    public Task Scenario_18_eval_mode_with_gradients_wanted_for_saliency() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        var image = x.detach().requires_grad_(true);
        var score = model.call(image).max();
        score.backward();
        Console.WriteLine(image.grad.abs().max().item<float>());
        """);

    [Fact]
    public Task Scenario_18_eval_mode_with_gradients_wanted_for_an_adversarial_example() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        model.eval();
        var image = x.clone();
        image.requires_grad = true;
        var loss = functional.cross_entropy(model.call(image), y);
        loss.backward();
        var attacked = image + 0.1 * image.grad.sign();
        using (no_grad())
            Console.WriteLine(model.call(attacked).argmax(1).item<long>());
        """);

    [Fact]
    public Task Scenario_19_unrelated_eval() => Verify.Program("""
        class DataFrame
        {
            public DataFrame eval(string expression) => this;
            public void eval() { }
            public void train() { }
            public double call(double x) => x;
        }
        static class Program
        {
            static void Run()
            {
                var frame = new DataFrame();
                frame.train();
                Console.WriteLine(frame.eval("a + b").call(3));
                frame.eval();
                Console.WriteLine(frame.call(3));
            }
        }
        """);

    [Fact]
    public Task Scenario_20_training_in_evaluation_mode_has_no_report_about_evaluation() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        model.eval();
        optimizer.zero_grad();
        functional.cross_entropy(model.call(x), y).backward();
        optimizer.step();
        """);

    [Fact]
    public Task Scenario_22_a_model_without_a_mode_sensitive_layer() => Verify.Program("""
        class Simple : Module<Tensor, Tensor>
        {
            private readonly Linear first = Linear(10, 20);
            private readonly Linear second = Linear(20, 2);
            public Simple() : base("simple") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => second.call(functional.relu(first.call(x)));
        }
        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Simple();
                model.load("weights.dat");
                using (no_grad())
                    Console.WriteLine(model.call(x).argmax(1).item<long>());
            }
        }
        """);

    [Fact]
    public Task Scenario_23_a_factory_loads_and_the_caller_sets_eval() => Verify.Program("""
        static class Program
        {
            static Net Load(string path)
            {
                var model = new Net();
                model.load(path);
                return model;
            }
            static void Run(Tensor x)
            {
                var model = Load("weights.dat");
                model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).argmax(1).item<long>());
            }
        }
        """);

    [Fact]
    public Task Scenario_24_a_factory_loads_and_the_caller_infers_without_eval() => Verify.Program("""
        static class Program
        {
            static Net Load(string path)
            {
                var model = new Net();
                model.load(path);
                return model;
            }
            static void Run(Tensor x)
            {
                var model = Load("weights.dat");
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.argmax(1).item<long>());
            }
        }
        """);

    [Fact]
    public Task Scenario_25_eval_and_no_grad_for_validation_then_train_to_restore() => Verify.Program("""
        static class Program
        {
            static void Fit(IEnumerable<(Tensor, Tensor)> train, Tensor valX, Tensor valY)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                var step = 0;
                foreach (var (x, y) in train)
                {
                    optimizer.zero_grad();
                    functional.cross_entropy(model.call(x), y).backward();
                    optimizer.step();
                    if (++step % 100 == 0)
                    {
                        model.eval();
                        using (no_grad())
                            Console.WriteLine(functional.cross_entropy(model.call(valX), valY).item<float>());
                        model.train();
                    }
                }
            }
        }
        """);
}
