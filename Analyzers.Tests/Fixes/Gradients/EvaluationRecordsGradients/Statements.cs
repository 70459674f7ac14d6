using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;
using Fix = ModeLint.Analyzers.Tests.Verification.CodeFixVerify<ModeLint.Analyzers.CodeFixes.Gradients.EvaluationRecordsGradientsFix>;

namespace ModeLint.Analyzers.Tests.Fixes.Gradients.EvaluationRecordsGradients;

public class Statements
{
    [Fact]
    public Task One_statement() => Fix.Body("""
        var model = new Net();
        model.eval();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        using (torch.no_grad())
        {
            Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task A_variable_that_is_used_later_is_declared_in_front() => Fix.Body("""
        var model = new Net();
        model.eval();
        // The scores of the batch.
        var output = {|MODE201:model.call(x)|}; // one row each
        Console.WriteLine(output.ToSingle());
        """, """
        var model = new Net();
        model.eval();
        // The scores of the batch.
        Tensor output;
        using (torch.no_grad())
        {
            output = model.call(x); // one row each
        }
        Console.WriteLine(output.ToSingle());
        """);
}
