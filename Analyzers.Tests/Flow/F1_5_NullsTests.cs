using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.5: null references and flags that are written once.</summary>
public class F1_5_NullsTests
{
    [Fact]
    public Task F1_5_A_conditional_access_on_something_that_is_there() => Guarded.Body("""
        var model = new Net();
        model?.eval();
        Console.WriteLine(model?.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_5_A_null_test_after_a_dereference_is_no_path() => Guarded.Body("""
        var model = new Net();
        model.load("weights.dat");
        if (model is not null)
            model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_5_A_forward_through_null_has_no_vote() => Guarded.Body("""
        Net model = flag ? new Net() : null;
        if (model != null)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_5_Switched_wherever_it_exists() => Guarded.Body("""
        Net model = null;
        if (flag)
        {
            model = new Net();
            model.eval();
        }
        if (model != null)
            Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_5_A_conditional_access_on_something_that_may_be_null() => Guarded.Body("""
        Net model = flag ? new Net() : null;
        model?.eval();
        Console.WriteLine(model?.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_5_A_conditional_access_without_a_switch() => Guarded.Body("""
        Net model = flag ? new Net() : null;
        Console.WriteLine(model?{|MODE101:.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_5_Made_where_it_is_missing() => Guarded.Body("""
        Net model = null;
        model ??= new Net();
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_5_Made_where_it_is_missing_and_never_switched() => Guarded.Body("""
        Net model = null;
        model ??= new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_5_Coalescing_to_a_switched_fallback() => Verify.Program("""
        static class Program
        {
            static void Run(Net given, Tensor x)
            {
                var fallback = new Net();
                fallback.eval();
                given?.eval();
                var model = given ?? fallback;
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_5_Lazily_made_in_a_field() => Verify.Program("""
        class Runner
        {
            private Net model;
            public void Run(Tensor x)
            {
                if (model == null)
                {
                    model = new Net();
                    model.eval();
                }
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_5_A_flag_of_a_loop_that_is_written_where_the_switch_is() => Guarded.Body("""
        var model = new Net();
        var ready = false;
        for (var i = 0; i < count; i++)
        {
            if (!ready)
            {
                model.eval();
                ready = true;
            }
            Console.WriteLine(model.call(x[i]).ToSingle());
        }
        """);

    [Fact]
    public Task F1_5_A_field_that_is_written_where_the_switch_is() => Verify.Program("""
        static class Program
        {
            private static bool s_isReady;
            static void Run(Net model, Tensor x)
            {
                if (!s_isReady)
                {
                    model.eval();
                    s_isReady = true;
                }
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);
}
