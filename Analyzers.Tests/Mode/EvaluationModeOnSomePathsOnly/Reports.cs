using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Mode.EvaluationModeOnSomePathsOnly;

public class Reports
{
    [Fact]
    public Task Eval_only_where_weights_were_found() => Verify.Body("""
        var model = new Net();
        if (System.IO.File.Exists("weights.dat"))
        {
            model.load("weights.dat");
            model.eval();
        }
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task Eval_in_one_case_of_a_switch() => Verify.Body("""
        var model = new Net();
        switch (count)
        {
            case > 10:
                model.eval();
                break;
            case > 5:
                model.train();
                break;
        }
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task Train_on_one_path_after_eval() => Verify.Body("""
        var model = new Net();
        model.eval();
        if (count > 3)
            model.train();
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task A_helper_that_switches_on_one_path() => Verify.Body("""
        var model = new Net();
        Prepare(model, count);
        using (no_grad())
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """, """
        static void Prepare(Net model, int count)
        {
            if (count < 3)
                return;
            model.eval();
        }
        """);
}
