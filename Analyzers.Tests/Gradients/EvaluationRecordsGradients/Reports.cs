using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gradients.EvaluationRecordsGradients;

public class Reports
{
    [Fact]
    public Task A_validation_loop() => Verify.Program("""
        static class Program
        {
            static double Validate(Net model, IEnumerable<(Tensor, Tensor)> batches)
            {
                model.eval();
                var total = 0.0;
                foreach (var (x, y) in batches)
                    total += functional.mse_loss({|MODE201:model.call(x)|}, y).item<float>();
                return total;
            }
        }
        """);

    [Fact]
    public Task Detach_after_the_forward() => Verify.Body("""
        var model = new Net();
        model.eval();
        var output = {|MODE201:model.call(x)|}.detach().cpu();
        Console.WriteLine(output.item<float>());
        """);

    [Fact]
    public Task A_dispose_scope_is_no_gradient_scope() => Verify.Body("""
        var model = new Net();
        model.eval();
        using (NewDisposeScope())
            Console.WriteLine({|MODE201:model.call(x)|}.item<float>());
        """);

    [Fact]
    public Task A_model_without_a_mode() => Verify.Body("""
        var model = new Plain();
        Console.WriteLine({|MODE201:model.call(x)|}.item<float>());
        """);

    [Fact]
    public Task A_guard_that_ends_too_early() => Verify.Body("""
        var model = new Net();
        using (no_grad())
            model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.item<float>());
        """);

    [Fact]
    public Task Forward_instead_of_call() => Verify.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.forward(x)|}.item<float>());
        """);

    [Fact]
    public Task A_validation_after_the_training() => Verify.Body("""
        var model = new Net();
        var optimizer = optim.Adam(model.parameters());
        functional.mse_loss(model.call(x), y).backward();
        optimizer.step();
        model.eval();
        Console.WriteLine(functional.mse_loss({|MODE201:model.call(y)|}, x).item<float>());
        """);

    [Fact]
    public Task A_helper_without_a_guard() => Verify.Body("""
        var model = new Net();
        model.eval();
        Show(model, x);
        """, """
        static void Show(Net model, Tensor x) => Console.WriteLine({|MODE201:model.call(x)|}.item<float>());
        """);
}
