using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.6 and F1.7: what is the same object, and what carries one.</summary>
public class F1_6_IdentityTests
{
    [Theory]
    [InlineData("model.to(CPU)")]
    [InlineData("model.cuda()")]
    [InlineData("model.cpu()")]
    [InlineData("model.half()")]
    [InlineData("model.to(CPU).to(ScalarType.Float32)")]
    [InlineData("(Net)model.load(\"weights.dat\")")]
    [InlineData("(Net)model.apply(part => Console.WriteLine(part.GetName()))")]
    public async Task F1_6_Loaders_return_the_receiver(string loaded)
    {
        await Guarded.Body($$"""
            var model = new Net();
            model.eval();
            var same = {{loaded}};
            Console.WriteLine(same.call(x).ToSingle());
            """);
        await Guarded.Body($$"""
            var model = new Net();
            var same = {{loaded}};
            Console.WriteLine({|MODE101:same.call(x)|}.ToSingle());
            """);
    }

    [Fact]
    public Task F1_6_A_model_that_is_moved_is_one_object() => Guarded.Body("""
        var model = new Net();
        model = model.to(CPU);
        model.eval();
        model = model.to(CUDA);
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_6_Switched_through_what_load_returns() => Guarded.Body("""
        var model = new Net();
        model.load("weights.dat").eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_6_A_fluent_chain_from_the_constructor() => Guarded.Body("""
        var model = new Net().to(CPU);
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_6_A_fluent_method_of_ones_own() => Guarded.Body("""
        var right = new Net().Ready();
        Console.WriteLine(right.call(x).ToSingle());
        var wrong = new Net().Loaded();
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """, """
        }
        static class Extensions
        {
            public static T Ready<T>(this T model) where T : Module { model.eval(); return model; }
            public static T Loaded<T>(this T model) where T : Module { model.load("weights.dat"); return model; }
        """);

    [Fact]
    public Task F1_6_A_switch_expression_that_creates_is_one_object() => Guarded.Body("""
        Module<Tensor, Tensor> right = count switch { 0 => new Net(), 1 => Sequential(Dropout(0.5)), _ => new Net() };
        right.eval();
        Console.WriteLine(right.call(x).ToSingle());
        Module<Tensor, Tensor> wrong = count switch { 0 => new Net(), 1 => Sequential(Dropout(0.5)), _ => new Net() };
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_6_A_factory_in_the_compilation() => Guarded.Body("""
        var right = Ready();
        Console.WriteLine(right.call(x).ToSingle());
        var wrong = Bare();
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """, """
        static Net Ready()
        {
            var model = new Net();
            model.eval();
            return model;
        }
        static Net Bare() => new Net();
        """);

    [Fact]
    public Task F1_6_A_factory_makes_a_new_object_each_time() => Guarded.Body("""
        var first = Bare();
        var second = Bare();
        first.eval();
        Console.WriteLine(first.call(x).ToSingle());
        Console.WriteLine({|MODE101:second.call(x)|}.ToSingle());
        """, """
        static Net Bare() => new Net();
        """);

    [Fact]
    public Task F1_6_A_factory_that_switches_on_one_path() => Guarded.Body("""
        var model = Make(count);
        Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
        """, """
        static Net Make(int count)
        {
            var model = new Net();
            if (count > 3)
                model.eval();
            return model;
        }
        """);

    [Fact]
    public Task F1_6_Create_is_new() => Guarded.Body("""
        var model = (Net)Module.Create<Loadable>("weights.dat");
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        class Loadable : Net { }
        """);

    [Fact]
    public Task F1_6_A_script_module_is_unknown() => Guarded.Body("""
        var model = jit.load<Tensor, Tensor>("model.pt");
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_6_A_script_module_that_is_put_into_training() => Guarded.Body("""
        var model = jit.load<Tensor, Tensor>("model.pt");
        model.train();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_6_A_cast_and_as_keep_the_object() => Guarded.Body("""
        object boxed = new Net();
        ((Net)boxed).eval();
        var model = boxed as Net;
        Console.WriteLine(model.call(x).ToSingle());
        Module other = new Net();
        Console.WriteLine({|MODE101:((Net)other).call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_7_A_list_gives_what_was_put_in() => Guarded.Body("""
        var model = new Net();
        var list = new List<Net> { model };
        list[0].eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_7_A_task_gives_what_was_put_in() => Guarded.Body("""
        var model = new Net();
        var task = Task.FromResult(model);
        task.Result.eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_7_A_lazy_model_is_not_known() => Guarded.Body("""
        var lazy = new Lazy<Net>(() => { var made = new Net(); made.eval(); return made; });
        Console.WriteLine(lazy.Value.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_7_A_record_copy_shares_its_references() => Guarded.Body("""
        var pair = new Pair(new Net(), 1);
        var copy = pair with { Number = 2 };
        copy.Model.eval();
        Console.WriteLine(pair.Model.call(x).ToSingle());
        """, """
        record Pair(Net Model, int Number);
        """);

    [Fact]
    public Task F1_7_A_swap_exchanges_references() => Guarded.Body("""
        var a = new Net();
        var b = new Net();
        a.eval();
        (a, b) = (b, a);
        Console.WriteLine(b.call(x).ToSingle());
        Console.WriteLine({|MODE101:a.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F1_7_The_base_class_library_does_not_switch() => Guarded.Body("""
        var model = new Net();
        Console.WriteLine(model);
        GC.KeepAlive(model);
        Console.WriteLine(ReferenceEquals(model, null));
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);
}
