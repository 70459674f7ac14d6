using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.2: strong and weak updates.</summary>
public class F1_2_UpdatesTests
{
    [Fact]
    public Task F1_2_Switch_and_forward_through_one_reference_meet_one_object() => Guarded.Body("""
        var chosen = new Net();
        if (new Random().Next() > 3)
            chosen = new Net();
        chosen.eval();
        Console.WriteLine(chosen.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_2_Every_object_behind_the_reference_is_wrong() => Guarded.Body("""
        var chosen = new Net();
        if (new Random().Next() > 3)
            chosen = new Net();
        Console.WriteLine({|MODE101:chosen.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_2_After_a_weak_update_nothing_is_explicit() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        var chosen = a;
        var other = b;
        for (var i = 0; i < count; i++)
            (chosen, other) = (other, chosen);
        chosen.eval();
        Console.WriteLine(a.call(x).ToSingle());
        Console.WriteLine(b.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_2_Every_object_of_a_loop_is_switched_when_it_is_made() => Guarded.Body("""
        Net previous = null;
        for (var i = 0; i < count; i++)
        {
            var model = new Net();
            model.eval();
            if (previous != null)
                Console.WriteLine(previous.call(x[i]).ToSingle());
            previous = model;
        }
        """);

    [Fact]
    public Task F1_2_The_newest_object_of_a_loop_is_its_own() => Guarded.Body("""
        Net previous = null;
        for (var i = 0; i < count; i++)
        {
            var model = new Net();
            previous?.eval();
            Console.WriteLine({|MODE101:model.call(x[i])|}.ToSingle());
            previous = model;
        }
        """);

    [Fact]
    public Task F1_2_Objects_of_two_sites_do_not_mix() => Guarded.Body("""
        for (var i = 0; i < count; i++)
        {
            var right = new Net();
            var wrong = new Net();
            right.eval();
            Console.WriteLine(right.call(x[i]).ToSingle());
            Console.WriteLine({|MODE101:wrong.call(x[i])|}.ToSingle());
        }
        """);

    [Fact]
    public Task F1_2_Two_parameters_may_be_one_object_but_are_switched_one_by_one() => Guarded.Body("", """
        static void Compare(Net a, Net b, Tensor x)
        {
            a.eval();
            b.eval();
            using var guard = no_grad();
            Console.WriteLine((a.call(x) - b.call(x)).ToSingle());
        }
        """);

    [Fact]
    public Task F1_2_One_object_for_two_parameters() => Verify.Body("""
        var model = new Net();
        Run(model, model, x);
        """, """
        static void Run(Net switched, Net run, Tensor x)
        {
            switched.eval();
            using var guard = no_grad();
            Console.WriteLine(run.call(x).ToSingle());
        }
        """);
}
