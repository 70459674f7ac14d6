using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Mode.EvaluationModeOnSomePathsOnly;

/// <summary>Silent on purpose.</summary>
public class DoesNotReport
{
    [Fact]
    public Task A_path_that_only_an_exception_takes() => Verify.Body("""
        var model = new Net();
        try
        {
            model.load("weights.dat");
            model.eval();
        }
        catch (System.IO.IOException e)
        {
            Console.WriteLine(e.Message);
        }
        using (no_grad())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task The_same_condition_twice() => Verify.Body("""
        var model = new Net();
        if (flag)
            model.eval();
        using (no_grad())
        {
            if (flag)
                Console.WriteLine(model.call(x).ToSingle());
        }
        """);

    [Fact]
    public Task A_model_without_a_mode() => Verify.Body("""
        var model = new Plain();
        if (flag)
            model.eval();
        using (no_grad())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task A_choice_that_the_caller_makes() => Verify.Body("""
        var model = new Net();
        if (flag)
            model.train();
        else
            model.eval();
        using (no_grad())
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task A_switch_that_initialises_once() => Verify.Body("""
        var model = new Net();
        var isReady = false;
        using var guard = no_grad();
        for (var i = 0; i < count; i++)
        {
            if (!isReady)
            {
                model.load("weights.dat");
                model.eval();
                isReady = true;
            }
            Console.WriteLine(model.call(x[i]).ToSingle());
        }
        """);
}
