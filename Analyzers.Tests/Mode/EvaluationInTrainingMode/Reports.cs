using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Mode.EvaluationInTrainingMode;

public class Reports
{
    [Fact]
    public Task A_model_that_was_never_switched() => Verify.Body("""
        var model = new Net();
        using (no_grad())
            Console.WriteLine({|MODE101:model.call(x)|}.argmax(1).item<long>());
        """);

    [Fact]
    public Task A_model_whose_weights_were_loaded() => Verify.Body("""
        var model = new Net();
        model.load("weights.dat");
        using var _ = no_grad();
        var output = {|MODE101:model.call(x)|};
        Console.WriteLine(output.argmax(1).item<long>());
        """);

    [Fact]
    public Task Eval_on_another_model() => Verify.Body("""
        var teacher = new Net();
        var student = new Net();
        teacher.eval();
        using (no_grad())
            Console.WriteLine({|MODE101:student.call(x)|}.ToString());
        """);

    [Fact]
    public Task Eval_after_the_forward() => Verify.Body("""
        var model = new Net();
        using (no_grad())
        {
            var output = {|MODE101:model.call(x)|};
            model.eval();
            Console.WriteLine(output.ToSingle());
        }
        """);

    [Fact]
    public Task Eval_on_one_branch_is_some_path() => Verify.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task A_parameter_that_nobody_switches() => Verify.Program("""
        static class Program
        {
            static double Validate(Module<Tensor, Tensor> model, IEnumerable<(Tensor, Tensor)> batches)
            {
                long correct = 0;
                using (no_grad())
                {
                    foreach (var (x, y) in batches)
                        correct += {|MODE101:model.call(x)|}.argmax(1).eq(y).sum().item<long>();
                }
                return correct;
            }
        }
        """);
}
