using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F6.1: what a module is made of is found behind factories, containers, constructors and variables.</summary>
public class F6_1_StructureTests
{
    private const string Layer = "Module<Tensor, Tensor>";

    /// <summary>A module whose constructor has these parameters and statements, made with these arguments, and evaluated.</summary>
    private static Task Class(string members, string parameters, string statements, string forward, string arguments, bool depends, string types = "") => Guarded.Body($$"""
        var model = new Own({{arguments}});
        Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """, $$"""
        class Own : Module<Tensor, Tensor>
        {
            {{members}}
            public Own({{parameters}}) : base("own") { {{statements}} RegisterComponents(); }
            public override Tensor forward(Tensor x) => {{forward}};
        }
        {{types}}
        """);

    private static Task Expression(string expression, bool depends, string members = "") => Guarded.Body($$"""
        var model = {{expression}};
        Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """, members);

    [Theory]
    [InlineData("scaled_dot_product_attention(x, x, x)", false)]
    [InlineData("scaled_dot_product_attention(x, x, x, is_casual: true)", false)]
    [InlineData("scaled_dot_product_attention(x, x, x, p: 0)", false)]
    [InlineData("scaled_dot_product_attention(x, x, x, p: training ? 0.1 : 0)", true)]
    [InlineData("scaled_dot_product_attention(x, x, x, p: rate)", true)]
    [InlineData("dropout(x, 0.5, training: false)", false)]
    [InlineData("dropout(x, 0.5, training: isTraining)", true)]
    [InlineData("alpha_dropout(x)", false)]
    [InlineData("alpha_dropout(x, training: training)", true)]
    [InlineData("batch_norm(x, mean, variance)", false)]
    [InlineData("batch_norm(x, mean, variance, training: training)", true)]
    [InlineData("instance_norm(x)", false)]
    [InlineData("instance_norm(x, mean, variance, use_input_stats: training)", true)]
    public Task F6_1_Functions_by_the_argument_that_matters(string call, bool depends) => Class(
        "private readonly Tensor mean = zeros(3), variance = ones(3); private bool isTraining; private double rate = 0.1;", "", "isTraining = true;", "functional." + call, "", depends);

    [Theory]
    [InlineData("Linear", "Linear(10, 10)", false)]
    [InlineData("Module<Tensor, Tensor>", "Linear(10, 10)", false)]
    [InlineData("Module<Tensor, Tensor>", "Sequential(Linear(10, 10), ReLU())", false)]
    [InlineData("Module<Tensor, Tensor>", "Dropout(0.5)", true)]
    [InlineData("Module<Tensor, Tensor>", "Sequential(Linear(10, 10), Dropout(0.5))", true)]
    public async Task F6_1_Containers_that_are_filled(string element, string layer, bool depends)
    {
        const string walk = "layers.Aggregate(x, (input, layer) => layer.call(input))";
        var field = $"private readonly ModuleList<{element}> layers = new();";
        await Class(field, "int count", $"for (var i = 0; i < count; i++) layers.Add({layer});", walk, "3", depends);
        await Class(field, "", $"layers.append({layer});", walk, "", depends);
        await Class(field, "", $"layers.Insert(0, {layer});", walk, "", depends);
        await Class(field, "", $"layers[0] = {layer};", walk, "", depends);
        await Class($"private readonly ModuleList<{element}> layers;", "int count", $"layers = ModuleList(Enumerable.Range(0, count).Select(i => ({element}){layer}).ToArray());", walk, "3", depends);
        await Class($"private readonly ModuleDict<{element}> layers = new();", "", $"layers[\"a\"] = {layer}; layers.Add(\"b\", {layer});", "layers[\"a\"].call(x)", "", depends);
        await Class($"private readonly {element}[] layers;", "", $"layers = new {element}[] {{ {layer} }};", walk, "", depends);
        await Class($"private readonly List<{element}> layers = [{layer}, .. new[] {{ {layer} }}];", "", "", walk, "", depends);
        await Class($"private readonly Dictionary<string, {element}> layers = new() {{ [\"a\"] = {layer}, [\"b\"] = {layer} }};", "", "", "layers[\"b\"].call(x)", "", depends);
    }

    [Fact]
    public Task F6_1_A_collection_that_other_code_fills() => Class(
        "private readonly List<Module<Tensor, Tensor>> layers = new(); private static void Fill(List<Module<Tensor, Tensor>> list) => list.Add(Dropout(0.5));",
        "", "layers.Add(Linear(10, 10)); Fill(layers);", "layers[0].call(x)", "", depends: true);

    [Fact]
    public Task F6_1_A_collection_under_another_name() => Class(
        "private readonly List<Module<Tensor, Tensor>> layers = new();",
        "", "layers.Add(Linear(10, 10)); var same = layers; same.Add(Dropout(0.5));", "layers[1].call(x)", "", depends: true);

    [Theory]
    [InlineData("Linear(4, 4)", false)]
    [InlineData("Dropout(0.5)", true)]
    public Task F6_1_A_local_list_of_named_layers(string layer, bool depends) => Class(
        "private readonly Sequential layers;", "", $"var list = new List<(string, Module<Tensor, Tensor>)>(); list.Add((\"a\", {layer})); layers = Sequential(list);", "layers.call(x)", "", depends);

    [Theory]
    [InlineData("ReLU()", false)]
    [InlineData("Dropout(0.5)", true)]
    public async Task F6_1_Something_is_appended(string layer, bool depends)
    {
        await Guarded.Body($$"""
            var model = Sequential(Linear(10, 10));
            model.append("more", {{layer}});
            Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
            """);
        await Class("private readonly Sequential layers = Sequential(Linear(10, 10));", "", $"layers.append({layer});", "layers.call(x)", "", depends);
        await Expression("Make()", depends, $$"""static Sequential Make() { var made = Sequential(Linear(10, 10)); made.append({{layer}}); return made; }""");
    }

    [Theory]
    [InlineData("ReLU()", false)]
    [InlineData("Dropout(0.5)", true)]
    public async Task F6_1_Factories_of_the_program(string layer, bool depends)
    {
        var block = $"static {Layer} Block(long i, long o) => Sequential(Linear(i, o), {layer});";
        await Expression("Block(1, 2)", depends, block);
        await Expression("Sequential(Block(1, 2), Block(2, 3), Linear(3, 1))", depends, block);
        await Expression("Sequential(Block(1, 2), Linear(3, 1))", depends, $$"""static {{Layer}} Block(long i, long o) { var made = Linear(i, o); if (i > o) return made; return Sequential(made, {{layer}}); }""");
        await Class($"private readonly Sequential layers; {block}", "", "layers = Sequential(Block(1, 2), Linear(2, 1));", "layers.call(x)", "", depends);
        await Class($"private {Layer} layers; private {Layer} Layers => layers ??= Sequential(Linear(1, 1), {layer});", "", "", "Layers.call(x)", "", depends);
        await Class($"private readonly Sequential layers; private static IEnumerable<{Layer}> Blocks() {{ yield return Linear(1, 1); yield return {layer}; }}", "", "layers = Sequential(Blocks());", "layers.call(x)", "", depends);
    }

    [Theory]
    [InlineData("ReLU()", false)]
    [InlineData("Dropout(0.5)", true)]
    public async Task F6_1_One_of_several_expressions(string layer, bool depends)
    {
        var field = $"private readonly {Layer} layers;";
        await Class(field, "int i", $"layers = i > 3 ? Linear(1, 1) : Sequential(Linear(1, 1), {layer});", "layers.call(x)", "3", depends);
        await Class(field, "int i", $"layers = i switch {{ 0 => Linear(1, 1), 1 => {layer}, _ => throw new ArgumentException() }};", "layers.call(x)", "3", depends);
        await Class(field, $"{Layer} given = null", $"layers = given ?? {layer};", "layers.call(x)", "Linear(1, 1)", depends);
        await Class(field, "int i", $"if (i > 0) layers = {layer}; else layers = Linear(1, 1);", "layers.call(x)", "3", depends);
    }

    [Theory]
    [InlineData("Linear(2, 2)", false)]
    [InlineData("new Own(Linear(2, 2))", false)]
    [InlineData("new Own(new Own(new Plain()))", false)]
    [InlineData("Dropout(0.5)", true)]
    [InlineData("new Own(Dropout(0.5))", true)]
    [InlineData("new Own(new Own(new Net()))", true)]
    public async Task F6_1_A_wrapper_of_what_its_constructor_gets(string inner, bool depends)
    {
        await Class($"private readonly {Layer} inner;", $"{Layer} inner", "this.inner = inner;", "x + inner.call(x)", inner, depends);
        await Class($"private readonly Sequential inner; private static Sequential Wrap({Layer} layer) => Sequential(layer, ReLU());", $"{Layer} inner", "this.inner = Wrap(inner);", "x + inner.call(x)", inner, depends);
        await Expression("new Captured(" + inner.Replace("Own", "Captured", StringComparison.Ordinal) + ")", depends, $$"""
            class Captured({{Layer}} inner) : {{Layer}}("captured") { public override Tensor forward(Tensor x) => inner.call(x); }
            """);
    }

    [Fact]
    public Task F6_1_Two_objects_of_one_wrapper() => Guarded.Body("""
        var right = new Own(Linear(10, 10));
        var wrong = new Own(Dropout(0.5));
        Console.WriteLine(right.call(x).ToSingle());
        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
        """, """
        class Own : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> inner;
            public Own(Module<Tensor, Tensor> inner) : base("own") { this.inner = inner; RegisterComponents(); }
            public override Tensor forward(Tensor x) => inner.call(x);
        }
        """);

    [Theory]
    [InlineData("", false)]
    [InlineData("0", false)]
    [InlineData("0.5", true)]
    public async Task F6_1_A_rate_that_its_constructor_gets(string rate, bool depends)
    {
        var field = $"private readonly {Layer} drop;";
        await Class(field, "double p = 0.0", "drop = Dropout(p);", "drop.call(x)", rate, depends);
        await Class(field, "double p = 0.0", "if (p > 0) drop = Dropout(p);", "drop is null ? x : drop.call(x)", rate, depends);
        await Class(field, "double p = 0.0", "drop = p > 0 ? Dropout(p) : Identity();", "drop.call(x)", rate, depends);
        await Class(field + " private readonly double rate;", "double p = 0.0", "rate = p; drop = Dropout(rate);", "drop.call(x)", rate, depends);
        await Class("private readonly double rate;", "double p = 0.0", "rate = p;", "functional.scaled_dot_product_attention(x, x, x, p: rate)", rate, depends);
        await Class(field + $" private static {Layer} Make(double rate) {{ var list = new List<{Layer}> {{ Linear(1, 1) }}; if (rate > 0) list.Add(Dropout(rate)); return Sequential(list); }}",
            "double p = 0.0", "drop = Make(p);", "drop.call(x)", rate, depends);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("false", false)]
    [InlineData("true", true)]
    [InlineData("flag", true)]
    public async Task F6_1_A_flag_that_its_constructor_gets(string given, bool depends)
    {
        var field = $"private readonly {Layer} fc = Linear(1, 1), norm;";
        const string forward = "norm is null ? fc.call(x) : norm.call(fc.call(x))";
        await Class(field, "bool hasNorm = false", "if (hasNorm) norm = BatchNorm1d(1);", forward, given, depends);
        await Class(field, "bool hasNorm = false", "if (!hasNorm) { } else { norm = BatchNorm1d(1); }", forward, given, depends);
        await Class(field, "bool hasNorm = false", "norm = hasNorm ? BatchNorm1d(1) : Identity();", forward, given, depends);
        await Class(field, "bool hasNorm = false, int count = 3", "if (count > 1 && hasNorm) norm = BatchNorm1d(1);", forward, given, depends);
        await Class($"private readonly Sequential norm; private static Sequential Make(bool hasNorm) {{ var list = new List<{Layer}>(); list.Add(Linear(1, 1)); if (hasNorm) list.Add(BatchNorm1d(1)); return Sequential(list); }}",
            "bool hasNorm = false", "norm = Make(hasNorm);", "norm.call(x)", given, depends);
    }

    [Fact]
    public Task F6_1_A_flag_that_its_constructor_changes() => Class(
        $"private readonly {Layer} norm;", "bool hasNorm = false", "hasNorm = true; if (hasNorm) norm = BatchNorm1d(1);", "norm is null ? x : norm.call(x)", "false", depends: true);

    [Theory]
    [InlineData("input => functional.relu(input)", false)]
    [InlineData("input => input * 2", false)]
    [InlineData("input => functional.dropout(input, 0.5, training: flag)", true)]
    [InlineData("new Net().call", true)]
    [InlineData("input => other.call(input)", true)]
    public Task F6_1_A_function_that_its_constructor_gets(string function, bool depends) => Guarded.Body($$"""
        var other = new Net();
        var model = new Own({{function}});
        Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """, """
        class Own : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            private readonly Func<Tensor, Tensor> activation;
            public Own(Func<Tensor, Tensor> activation) : base("own") { this.activation = activation; RegisterComponents(); }
            public override Tensor forward(Tensor x) => activation(fc.call(x));
        }
        """);

    [Theory]
    [InlineData("public readonly Linear Layer = Linear(1, 1);", false)]
    [InlineData("public readonly Dropout Layer = Dropout(0.5);", true)]
    public Task F6_1_A_holder_that_is_no_module(string member, bool depends) => Class(
        "private readonly Holder holder = new();", "", "register_module(\"layer\", holder.Layer);", "holder.Layer.call(x)", "", depends, $$"""class Holder { {{member}} }""");

    [Theory]
    [InlineData("private Module<Tensor, Tensor> inner = Linear(1, 1); public void Use(Module<Tensor, Tensor> other) => inner = other;", "")]
    [InlineData("private Module<Tensor, Tensor> inner = Linear(1, 1);", "System.Threading.Interlocked.Exchange(ref inner, new Net());")]
    [InlineData("private Module<Tensor, Tensor> inner, other;", "(inner, other) = (new Net(), new Plain());")]
    [InlineData("private Module<Tensor, Tensor> inner = Linear(1, 1); private class Setter { public Setter(Own own) { own.inner = new Net(); } }", "new Setter(this);")]
    [InlineData("private Module<Tensor, Tensor> inner; private static readonly Func<Module<Tensor, Tensor>> s_make = () => Shared.Make();", "inner = s_make();")]
    [InlineData("private Module<Tensor, Tensor> inner { get; set; } = Linear(1, 1); public static Own Noisy() => new Own { inner = new Net() };", "")]
    [InlineData("private readonly Module<Tensor, Tensor> inner; private static Module<Tensor, Tensor> Make(int depth) => depth == 0 ? new Net() : Make(depth - 1);", "inner = Make(3);")]
    [InlineData("private readonly Lazy<Module<Tensor, Tensor>> lazy = new(() => new Net()); private Module<Tensor, Tensor> inner => lazy.Value;", "")]
    public Task F6_1_Ways_into_a_field(string members, string statements) => Class(
        members, "", statements, "inner.call(x)", "", depends: true, "static class Shared { public static Module<Tensor, Tensor> Make() => new Net(); }");

    [Theory]
    [InlineData("private readonly Lazy<Module<Tensor, Tensor>> lazy = new(() => Linear(1, 1)); private Module<Tensor, Tensor> inner => lazy.Value;", "")]
    [InlineData("private readonly (Module<Tensor, Tensor> first, int count) pair = (Linear(1, 1), 3); private Module<Tensor, Tensor> inner => pair.first;", "")]
    [InlineData("private readonly Module<Tensor, Tensor> inner; private static Module<Tensor, Tensor> Make(int depth) => depth == 0 ? Linear(1, 1) : Sequential(Linear(1, 1), ReLU());", "inner = Make(3);")]
    [InlineData("private readonly Module<Tensor, Tensor> inner; private readonly IReadOnlyList<Linear> all = Enumerable.Range(0, 3).Select(i => Linear(i, i)).ToList();", "inner = all[0];")]
    public Task F6_1_Ways_into_a_field_of_what_is_the_same(string members, string statements) => Class(members, "", statements, "inner.call(x)", "", depends: false);

    [Fact]
    public Task F6_1_A_module_of_somebody_else_that_it_runs() => Class(
        "", "", "", "Shared.Layer.call(x)", "", depends: true, "static class Shared { public static readonly Dropout Layer = Dropout(0.5); }");

    [Fact]
    public Task F6_1_A_class_of_itself_is_the_same_in_both_modes() => Class(
        "private readonly Own next; private readonly Linear fc;", "int depth", "fc = Linear(depth, depth); if (depth > 0) next = new Own(depth - 1);", "next is null ? fc.call(x) : next.call(fc.call(x))", "3", depends: false);

    [Theory]
    [InlineData("Linear", false)]
    [InlineData("Dropout", true)]
    public Task F6_1_A_generic_wrapper(string layer, bool depends) => Expression($"new Own<{layer}>({layer}({(depends ? "0.5" : "1, 1")}))", depends, $$"""
        class Own<T> : {{Layer}} where T : {{Layer}}
        {
            private readonly T inner;
            public Own(T inner) : base("own") { this.inner = inner; RegisterComponents(); }
            public override Tensor forward(Tensor x) => inner.call(x);
        }
        """);
}
