using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.7: what is put into something comes out of it, in the same body and in another one.</summary>
public class F1_7_CarriersTests
{
    private const string Types = """
        class Box<T> { public T Held; public Box(T held) => Held = held; public static Box<T> Of(T held) => new Box<T>(held); }
        interface IHolder { Net Held { get; } }
        class Holder : IHolder { public Net Held { get; set; } = null!; }
        class Store { private readonly Dictionary<string, Net> nets = new(); public Net this[string name] { get => nets[name]; set => nets[name] = value; } }

        """;

    /// <summary>Everything that is put in and taken out again, by carrier: its type, how it is built, and what takes the model out.</summary>
    public static TheoryData<string, string, string> Carriers => new()
    {
        { "Box<Net>", "new Box<Net>(model)", "carrier.Held" },
        { "Box<Net>", "Box<Net>.Of(model)", "carrier.Held" },
        { "IHolder", "new Holder { Held = model }", "carrier.Held" },
        { "Store", "new Store { [\"net\"] = model }", "carrier[\"net\"]" },
        { "Dictionary<string, Net>", "new Dictionary<string, Net> { [\"net\"] = model }", "carrier[\"net\"]" },
        { "Dictionary<string, Net>", "new() { { \"net\", model } }", "carrier.GetValueOrDefault(\"net\")!" },
        { "Dictionary<string, Net>", "new() { { \"net\", model } }", "carrier.Values.First()" },
        { "List<Net>", "new List<Net> { model }", "carrier[0]" },
        { "Net[]", "new[] { model }", "carrier[0]" },
        { "Net[]", "[model]", "carrier[0]" },
        { "Net[][]", "new[] { new[] { model } }", "carrier[0][0]" },
        { "Net[,]", "new Net[,] { { model } }", "carrier[0, 0]" },
        { "(Net Held, int Count)", "(model, 1)", "carrier.Held" },
        { "(Net Held, int Count)?", "(model, 1)", "carrier!.Value.Held" },
        { "KeyValuePair<string, Net>", "new KeyValuePair<string, Net>(\"net\", model)", "carrier.Value" },
        { "Lazy<Net>", "new Lazy<Net>(() => model)", "carrier.Value" },
        { "System.Threading.ThreadLocal<Net>", "new System.Threading.ThreadLocal<Net>(() => model)", "carrier.Value!" },
        { "System.Runtime.CompilerServices.StrongBox<Net>", "new System.Runtime.CompilerServices.StrongBox<Net>(model)", "carrier.Value!" },
        { "Task<Net>", "Task.FromResult(model)", "carrier.Result" },
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public Task F1_7_What_comes_out_is_switched(string type, string made, string taken) => Verify.Program(Types + $$"""
        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Net();
                {{type}} carrier = {{made}};
                {{taken}}.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Theory]
    [MemberData(nameof(Carriers))]
    public Task F1_7_What_comes_out_is_switched_in_another_body(string type, string made, string taken) => Verify.Program(Types + $$"""
        static class Program
        {
            static void Prepare({{type}} carrier) => {{taken}}.eval();

            static void Run(Tensor x)
            {
                var model = new Net();
                {{type}} carrier = {{made}};
                Prepare(carrier);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle() + {{taken}}.call(x).ToSingle());
            }
        }
        """);

    [Theory]
    [MemberData(nameof(Carriers))]
    public Task F1_7_Nothing_that_comes_out_is_switched(string type, string made, string taken) => Verify.Program(Types + $$"""
        static class Program
        {
            static void Show({{type}} carrier) => Console.WriteLine({{taken}}.GetName());

            static void Run(Tensor x)
            {
                var model = new Net();
                {{type}} carrier = {{made}};
                Show(carrier);
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F1_7_A_function_that_hands_a_model_out() => Guarded.Body("""
        var model = new Net();
        Func<Net> carrier = () => model;
        carrier().eval();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Theory]
    [InlineData("IEnumerable<Module> models", "[first, second]")]
    [InlineData("List<Net> models", "[first, .. others, second]")]
    [InlineData("params Module[] models", "first, second")]
    public Task F1_7_A_walk_over_what_is_handed_in(string parameter, string arguments) => Guarded.Body($$"""
        Net first = new(), second = new();
        Net[] others = [];
        Prepare({{arguments}});
        Console.WriteLine(first.call(x).ToSingle() + second.call(x).ToSingle());
        """, $$"""
        static void Prepare({{parameter}})
        {
            foreach (var model in models)
                model.eval();
        }
        """);

    [Theory]
    [InlineData("foreach (var (_, model) in models) model.eval();")]
    [InlineData("foreach (var name in models.Keys) models[name].eval();")]
    [InlineData("foreach (var model in models.Values) model.eval();")]
    [InlineData("foreach (var model in from model in models.Values where model.training select model) model.eval();")]
    public Task F1_7_A_walk_over_a_dictionary(string walk) => Guarded.Body("""
        var model = new Net();
        var models = new Dictionary<string, Net> { ["net"] = model };
        Prepare(models);
        Console.WriteLine(model.call(x).ToSingle() + models["net"].call(x).ToSingle());
        """, $"static void Prepare(Dictionary<string, Net> models) {{ {walk} }}");

    [Fact]
    public Task F1_7_A_query_over_models() => Guarded.Body("""
        Net first = new(), second = new();
        foreach (var model in from model in new[] { first, second } where model.training select model)
            model.eval();
        Console.WriteLine(first.call(x).ToSingle() + second.call(x).ToSingle());
        """);

    [Fact]
    public Task F1_7_A_span_over_models() => Guarded.Body("""
        var first = new Net();
        var models = new[] { first };
        foreach (ref readonly var model in models.AsSpan())
            model.eval();
        Console.WriteLine(first.call(x).ToSingle() + models[0].call(x).ToSingle());
        """);

    [Fact]
    public Task F4_7_A_dynamic_call_is_code_that_is_not_seen() => Guarded.Body("""
        dynamic anything = new Net();
        anything.eval();
        Net model = anything;
        Console.WriteLine(model.call(x).ToSingle());
        """);

#if NET10_0_OR_GREATER
    [Theory]
    [InlineData("params IEnumerable<Module> models")]
    [InlineData("params ReadOnlySpan<Module> models")]
    public Task F8_Params_collections(string parameter) => Guarded.Body("""
        var first = new Net();
        Prepare(first);
        Console.WriteLine(first.call(x).ToSingle());
        """, $$"""
        static void Prepare({{parameter}})
        {
            foreach (var model in models)
                model.eval();
        }
        """);

    [Theory]
    [InlineData("first.Freeze();", "first.call(x)")]
    [InlineData("first.IsFrozen = true;", "first.call(x)")]
    [InlineData("first.IsFrozen = false;", "{|MODE101:first.call(x)|}")]
    [InlineData("Console.WriteLine(first.IsFrozen);", "{|MODE101:first.call(x)|}")]
    public Task F8_Extension_blocks(string statement, string forward) => Verify.Program($$"""
        static class Extensions
        {
            extension(Module module)
            {
                public void Freeze() => module.eval();

                public bool IsFrozen { get => !module.training; set => module.train(!value); }
            }
        }

        static class Program
        {
            static void Run(Tensor x)
            {
                var first = new Net();
                {{statement}}
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);
#endif
}
