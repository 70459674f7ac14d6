using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F5.2: one report per cause and region.</summary>
public class F5_2_CausesTests
{
    [Fact]
    public Task F5_2_One_report_for_two_forwards_of_one_cause() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        Console.WriteLine(model.call(y).ToSingle());
        if (flag)
            Console.WriteLine(model.call(x + y).ToSingle());
        """);

    [Fact]
    public Task F5_2_Two_causes_are_two_reports() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        model.train();
        Console.WriteLine({|MODE101:model.call(y)|}.ToSingle());
        """);

    [Fact]
    public Task F5_2_Two_objects_are_two_reports() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        Console.WriteLine({|MODE101:a.call(x)|}.ToSingle() + {|MODE101:b.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F5_2_One_object_under_two_names_is_one_report() => Guarded.Body("""
        var a = new Net();
        var b = a;
        Console.WriteLine({|MODE101:a.call(x)|}.ToSingle());
        Console.WriteLine(b.call(x).ToSingle());
        """);

    [Fact]
    public Task F5_2_Two_objects_under_one_name_are_two_reports() => Guarded.Body("""
        if (flag)
        {
            var model = Make();
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        else
        {
            var model = Make();
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }

        Net Make() => new Net();
        """);

    [Fact]
    public Task F5_2_Which_of_several_objects_it_is_nobody_knows() => Guarded.Body("""
        var models = new[] { new Net(), new Net() };
        Console.WriteLine({|MODE101:models[0].call(x)|}.ToSingle());
        foreach (var model in models)
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F5_2_One_gradient_state_is_one_cause() => Verify.Body("""
        var a = new Net();
        a.eval();
        var b = new Net();
        b.eval();
        Console.WriteLine({|MODE201:a.call(x)|}.ToSingle());
        Console.WriteLine(b.call(x).ToSingle());
        """);

    [Fact]
    public Task F5_2_Wrong_mode_and_recorded_gradients_are_two_things() => Verify.Body("""
        var model = new Net();
        Console.WriteLine({|MODE101:{|MODE201:model.call(x)|}|}.ToSingle());
        """);

    [Fact]
    public Task F5_2_A_lambda_is_a_region_of_its_own() => Guarded.Body("""
        Action run = () =>
        {
            using var inner = no_grad();
            var model = new Net();
            Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        };
        run();
        """);
}
