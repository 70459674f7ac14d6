using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.3: a switch of a whole and its parts.</summary>
public class F1_3_PartsTests
{
    private const string Wrapper = """
        class Wrapper : Module<Tensor, Tensor>
        {
            public readonly Net Inner = new Net();
            public readonly Net Second = new Net();
            public Wrapper() : base("wrapper") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => Second.call(Inner.call(x));
        }
        """;

    [Fact]
    public Task F1_3_A_whole_reaches_its_registered_parts() => Guarded.Body("""
        var model = new Wrapper();
        model.eval();
        Console.WriteLine(model.Inner.call(x).ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_A_part_of_a_new_whole_is_new() => Guarded.Body("""
        var model = new Wrapper();
        Console.WriteLine({|MODE101:model.Inner.call(x)|}.ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_A_part_that_is_switched_itself() => Guarded.Body("""
        var model = new Wrapper();
        model.Inner.eval();
        Console.WriteLine(model.Inner.call(x).ToSingle());
        Console.WriteLine({|MODE101:model.Second.call(x)|}.ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_A_whole_takes_its_parts_back() => Guarded.Body("""
        var model = new Wrapper();
        model.Inner.eval();
        model.train();
        Console.WriteLine({|MODE101:model.Inner.call(x)|}.ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_An_override_of_train_that_calls_base() => Guarded.Body("""
        var right = new Frozen();
        right.eval();
        Console.WriteLine(right.call(x).ToSingle());
        var wrong = new Frozen();
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """, """
        class Frozen : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            private readonly BatchNorm1d norm = BatchNorm1d(10);
            public Frozen() : base("frozen") { RegisterComponents(); }
            public override void train(bool on = true) { base.train(on); norm.eval(); }
            public override Tensor forward(Tensor x) => norm.call(drop.call(x));
        }
        """);

    [Fact]
    public Task F1_3_An_override_of_train_that_never_trains() => Guarded.Body("""
        var model = new AlwaysEvaluating();
        model.train();
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        class AlwaysEvaluating : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public AlwaysEvaluating() : base("frozen") { RegisterComponents(); }
            public override void train(bool on = true) => base.train(false);
            public override Tensor forward(Tensor x) => drop.call(x);
        }
        """);

    [Fact]
    public Task F1_3_A_constructor_that_switches() => Guarded.Body("""
        var model = new Ready();
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        class Ready : Module<Tensor, Tensor>
        {
            private readonly Dropout drop = Dropout(0.5);
            public Ready() : base("ready") { RegisterComponents(); eval(); }
            public override Tensor forward(Tensor x) => drop.call(x);
        }
        """);

    [Fact]
    public Task F1_3_A_part_that_nobody_registers_is_silent_for_now() => Guarded.Body("""
        var model = new Hidden();
        model.eval();
        Console.WriteLine(model.call(x).ToSingle());
        Console.WriteLine(model.Inner.call(x).ToSingle());
        """, """
        class Hidden : Module<Tensor, Tensor>
        {
            public readonly Net Inner = new Net();
            public Hidden() : base("hidden") { }
            public override Tensor forward(Tensor x) => Inner.call(x);
        }
        """);

    [Fact]
    public Task F1_3_A_part_that_is_registered_by_name() => Guarded.Body("""
        var model = new Named();
        model.eval();
        Console.WriteLine(model.Inner.call(x).ToSingle());
        """, """
        class Named : Module<Tensor, Tensor>
        {
            public readonly Net Inner = new Net();
            public Named() : base("named") { register_module("inner", Inner); }
            public override Tensor forward(Tensor x) => Inner.call(x);
        }
        """);

    [Fact]
    public Task F1_3_A_Sequential_is_one_whole() => Guarded.Body("""
        var right = Sequential(Linear(10, 10), Dropout(0.5));
        right.eval();
        Console.WriteLine(right.call(x).ToSingle());
        var wrong = Sequential(("fc", Linear(10, 10)), ("drop", Dropout(0.5)));
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_3_A_Sequential_reaches_the_model_in_it() => Guarded.Body("""
        var inner = new Net();
        var outer = Sequential(inner, ReLU());
        outer.eval();
        Console.WriteLine(inner.call(x).ToSingle());
        Console.WriteLine(outer.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_3_A_ModuleList_reaches_its_elements() => Guarded.Body("""
        var right = ModuleList<Module<Tensor, Tensor>>(new Net(), new Net());
        right.eval();
        Console.WriteLine(right[0].call(x).ToSingle());
        """);

    [Fact]
    public Task F1_3_Parts_that_run_in_a_forward_are_judged_where_the_whole_is() => Guarded.Body("""
        var model = new Wrapper();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_A_mixed_whole_has_no_verdict_of_its_own() => Guarded.Body("""
        var model = new Wrapper();
        model.Inner.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """, Wrapper);

    [Fact]
    public Task F1_3_Switching_the_whole_ends_the_mixture() => Guarded.Body("""
        var model = new Wrapper();
        model.Inner.eval();
        model.train();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, Wrapper);
}
