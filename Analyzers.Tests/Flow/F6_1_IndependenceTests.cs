using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F6.1: modules that are the same in both modes.</summary>
public class F6_1_IndependenceTests
{
    [Theory]
    [InlineData("Linear(10, 10)")]
    [InlineData("Conv2d(3, 3, 3)")]
    [InlineData("ReLU()")]
    [InlineData("RReLU()")]
    [InlineData("LayerNorm(10)")]
    [InlineData("GroupNorm(2, 10)")]
    [InlineData("Dropout(0)")]
    [InlineData("Dropout(0.0)")]
    [InlineData("Dropout(p: 0)")]
    [InlineData("BatchNorm1d(10, track_running_stats: false)")]
    [InlineData("InstanceNorm1d(10)")]
    [InlineData("Sequential(Linear(10, 10), ReLU(), Dropout(0))")]
    [InlineData("Sequential(new Plain(), ReLU())")]
    [InlineData("new Plain()")]
    [InlineData("new Plain().to(CPU)")]
    public Task F6_1_The_same_in_both_modes(string model) => Guarded.Body($$"""
        var model = {{model}};
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Theory]
    [InlineData("Dropout()")]
    [InlineData("Dropout(0.1)")]
    [InlineData("Dropout(count)")]
    [InlineData("Dropout2d(0.1)")]
    [InlineData("AlphaDropout()")]
    [InlineData("BatchNorm1d(10)")]
    [InlineData("BatchNorm2d(10, track_running_stats: flag)")]
    [InlineData("InstanceNorm1d(10, track_running_stats: true)")]
    [InlineData("Sequential(Linear(10, 10), Sequential(Dropout(0.1)))")]
    [InlineData("Sequential((\"a\", Linear(10, 10)), (\"b\", Dropout(0.1)))")]
    [InlineData("Sequential(new Plain(), new Net())")]
    [InlineData("new Net()")]
    public Task F6_1_Not_the_same_in_both_modes(string model) => Guarded.Body($$"""
        var model = {{model}};
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Theory]
    [InlineData("LSTM(10, 10)", false)]
    [InlineData("LSTM(10, 10, dropout: 0.5, numLayers: 2)", true)]
    [InlineData("GRU(10, 10, numLayers: 2)", false)]
    [InlineData("GRU(10, 10, numLayers: 2, dropout: 0.3)", true)]
    public Task F6_1_Recurrent_layers_by_their_dropout(string model, bool depends) => Guarded.Body($$"""
        var model = {{model}};
        var output = {{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.Item1;
        Console.WriteLine(output.ToSingle());
        """);

    [Theory]
    [InlineData("TransformerEncoderLayer(10, 2)", true)]
    [InlineData("TransformerEncoderLayer(10, 2, dropout: 0)", false)]
    public Task F6_1_Transformers_by_their_dropout(string model, bool depends) => Guarded.Body($$"""
        var model = {{model}};
        Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """);

    [Fact]
    public Task F6_1_Independence_does_not_silence_gradients() => Verify.Body("""
        var model = new Plain();
        Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        """);

    private static Task Class(string members, string forward, bool depends, string types = "") => Guarded.Body($$"""
        var model = new Own();
        Console.WriteLine({{(depends ? "{|MODE101:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """, $$"""
        class Own : Module<Tensor, Tensor>
        {
            {{members}}
            public Own() : base("own") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => {{forward}};
        }
        {{types}}
        """);

    [Theory]
    [InlineData("private readonly Linear a = Linear(10, 10);", "a.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> a = Linear(10, 10);", "a.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> a = Sequential(Linear(10, 10), ReLU());", "a.call(x)")]
    [InlineData("private readonly Sequential a = Sequential((\"fc\", Linear(10, 10)), (\"act\", ReLU()));", "a.call(x)")]
    [InlineData("private readonly Plain a = new Plain();", "a.call(x)")]
    [InlineData("private readonly Dropout a = Dropout(0);", "a.call(x)")]
    [InlineData("private Module<Tensor, Tensor> A { get; } = Linear(10, 10);", "A.call(x)")]
    [InlineData("private readonly int size = 3; private readonly string name = \"x\"; private readonly Parameter p = Parameter(zeros(3));", "x * p + size")]
    [InlineData("", "functional.relu(x)")]
    public Task F6_1_A_class_without_a_mode(string members, string forward) => Class(members, forward, depends: false);

    [Theory]
    [InlineData("private readonly Dropout a = Dropout(0.5);", "a.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> a = Dropout(0.5);", "a.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> a = Sequential(Linear(10, 10), BatchNorm1d(10));", "a.call(x)")]
    [InlineData("private readonly Net a = new Net();", "a.call(x)")]
    [InlineData("private Module<Tensor, Tensor> A { get; } = BatchNorm1d(10);", "A.call(x)")]
    [InlineData("private readonly ModuleList<Module<Tensor, Tensor>> a = ModuleList<Module<Tensor, Tensor>>(Dropout(0.5));", "a[0].call(x)")]
    [InlineData("", "functional.dropout(x, 0.5, training)")]
    [InlineData("", "training ? x * 2 : x")]
    public Task F6_1_A_class_with_a_mode(string members, string forward) => Class(members, forward, depends: true);

    [Fact]
    public Task F6_1_What_cannot_be_told_does_not_silence() => Verify.Program("""
        class Own : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> inner;
            public Own(Module<Tensor, Tensor> inner) : base("own") { this.inner = inner; RegisterComponents(); }
            public override Tensor forward(Tensor x) => inner.call(x);
        }
        static class Program
        {
            static void Run(Module<Tensor, Tensor> inner, Tensor x)
            {
                var model = new Own(inner);
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F6_1_A_base_class_with_a_mode() => Guarded.Body("""
        var model = new Derived();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """, """
        class Derived : Net { private readonly Linear more = Linear(10, 10); }
        """);

    [Fact]
    public Task F6_1_A_base_class_without_a_mode() => Guarded.Body("""
        var model = new Derived();
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        class Base : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            public Base() : base("base") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        sealed class Derived : Base { }
        """);

    [Fact]
    public Task F6_1_A_parameter_whose_subclass_may_have_a_mode() => Guarded.Body("", """
        class Base : Module<Tensor, Tensor>
        {
            private readonly Linear fc = Linear(10, 10);
            public Base() : base("base") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => fc.call(x);
        }
        class Derived : Base { private readonly Dropout drop = Dropout(0.5); public override Tensor forward(Tensor x) => drop.call(base.forward(x)); }
        static void Show(Base model, Tensor x)
        {
            using (no_grad())
                Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        }
        """);

    [Fact]
    public Task F6_1_Losses_have_no_mode() => Verify.Body("""
        var criterion = CrossEntropyLoss();
        Console.WriteLine(criterion.call(x, y).ToSingle());
        Console.WriteLine(MSELoss().call(x, y).ToSingle());
        """);
}
