using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.3: modules without parameters record nothing.</summary>
public class F3_3_ParametersTests
{
    private static Task Expression(string expression, bool records, string members = "") => Verify.Body($$"""
        var model = {{expression}};
        model.eval();
        Console.WriteLine({{(records ? "{|MODE201:model.call(x)|}" : "model.call(x)")}}.ToSingle());
        """, members);

    private static Task Class(string members, string statements, string forward, bool records, string types = "") => Expression("new Own()", records, $$"""
        class Own : Module<Tensor, Tensor>
        {
            {{members}}
            public Own() : base("own") { {{statements}} RegisterComponents(); }
            public override Tensor forward(Tensor x) => {{forward}};
        }
        {{types}}
        """);

    [Theory]
    [InlineData("ReLU()", false)]
    [InlineData("Dropout(0.5)", false)]
    [InlineData("MaxPool2d(2)", false)]
    [InlineData("Flatten()", false)]
    [InlineData("InstanceNorm2d(3)", false)]
    [InlineData("InstanceNorm2d(3, track_running_stats: true)", false)]
    [InlineData("InstanceNorm2d(3, affine: true)", true)]
    [InlineData("BatchNorm1d(3, affine: false)", false)]
    [InlineData("BatchNorm1d(3)", true)]
    [InlineData("LayerNorm(3, elementwise_affine: false)", false)]
    [InlineData("LayerNorm(3)", true)]
    [InlineData("GroupNorm(1, 3, affine: false)", false)]
    [InlineData("GroupNorm(1, 3, affine: flag)", true)]
    [InlineData("PReLU(1)", true)]
    [InlineData("Linear(3, 3)", true)]
    [InlineData("Sequential(Flatten(), ReLU())", false)]
    [InlineData("Sequential(Flatten(), Linear(3, 3))", true)]
    [InlineData("Sequential((\"a\", Flatten()), (\"b\", ReLU()))", false)]
    [InlineData("Sequential((\"a\", Flatten()), (\"b\", Linear(3, 3)))", true)]
    public Task F3_3_Layers_of_the_library(string layer, bool records) => Expression(layer, records);

    [Theory]
    [InlineData("private readonly double scale = 2;", "", "x * scale")]
    [InlineData("private readonly Tensor table = ones(3);", "", "x + table")]
    [InlineData("", "register_buffer(\"table\", ones(3));", "x + get_buffer(\"table\")")]
    [InlineData("private readonly ReLU relu = ReLU();", "", "relu.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> layers = Sequential(Flatten(), ReLU());", "", "layers.call(x)")]
    [InlineData("private readonly List<Module<Tensor, Tensor>> layers = new();", "layers.Add(ReLU());", "layers[0].call(x)")]
    [InlineData("private readonly Func<Tensor, Tensor> function = x => x * 2;", "", "function(x)")]
    public Task F3_3_A_class_without_parameters(string members, string statements, string forward) => Class(members, statements, forward, records: false);

    [Theory]
    [InlineData("private readonly Module<Tensor, Tensor> layers = Sequential((\"fc\", Linear(10, 10)), (\"relu\", ReLU()));", "", "layers.call(x)")]
    [InlineData("private readonly Parameter weight = Parameter(ones(3));", "", "x * weight")]
    [InlineData("private readonly Parameter[] weights = { Parameter(ones(3)) };", "", "x * weights[0]")]
    [InlineData("", "register_parameter(\"weight\", Parameter(ones(3)));", "x * get_parameter(\"weight\")")]
    [InlineData("private readonly Linear fc = Linear(3, 3);", "", "fc.call(x)")]
    [InlineData("private readonly Module<Tensor, Tensor> layers = Sequential(Flatten(), Linear(3, 3));", "", "layers.call(x)")]
    [InlineData("private readonly List<Module<Tensor, Tensor>> layers = new();", "layers.Add(ReLU()); layers.Add(Linear(3, 3));", "layers[0].call(x)")]
    [InlineData("private readonly Tensor weight = ones(3, requires_grad: true);", "", "x * weight")]
    [InlineData("private readonly Tensor weight = Parameter(ones(3));", "", "x * weight")]
    [InlineData("private Tensor weight; public void Set(Parameter given) => weight = given; private static Tensor Make() => new Parameter(ones(3));", "weight = Make();", "x * weight")]
    [InlineData("private readonly Tensor weight = ones(3);", "weight.requires_grad = true;", "x * weight")]
    [InlineData("private readonly Tensor weight = ones(3).requires_grad_();", "", "x * weight")]
    [InlineData("", "register_module(\"fc\", Linear(3, 3));", "x")]
    [InlineData("", "", "Linear(3, 3).call(x)")]
    [InlineData("", "", "Shared.Layer.call(x)")]
    public Task F3_3_A_class_with_parameters(string members, string statements, string forward) => Class(
        members, statements, forward, records: true, "static class Shared { public static readonly Linear Layer = Linear(3, 3); }");

    [Fact]
    public Task F3_3_What_a_constructor_gets() => Verify.Body("""
        var right = new Own(ReLU());
        var wrong = new Own(Linear(3, 3));
        Console.WriteLine(right.call(x).ToSingle());
        Console.WriteLine({|MODE201:wrong.call(x)|}.ToSingle());
        """, """
        class Own : Module<Tensor, Tensor>
        {
            private readonly Module<Tensor, Tensor> inner;
            public Own(Module<Tensor, Tensor> inner) : base("own") { this.inner = inner; RegisterComponents(); }
            public override Tensor forward(Tensor x) => inner.call(x);
        }
        """);

    [Fact]
    public Task F3_3_A_derived_class_may_have_parameters() => Verify.Program("""
        class Scale : Module<Tensor, Tensor>
        {
            public Scale() : base("scale") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => x * 2;
        }
        class Trained : Scale { private readonly Linear fc = Linear(3, 3); public override Tensor forward(Tensor x) => fc.call(base.forward(x)); }
        sealed class Fixed : Scale { }
        static class Program
        {
            static void Any(Scale model, Tensor x) { model.eval(); Console.WriteLine({|MODE201:model.call(x)|}.ToSingle()); }
            static void Same(Fixed model, Tensor x) => Console.WriteLine(model.call(x).ToSingle());
            static void New(Tensor x) => Console.WriteLine({|MODE201:new Trained().call(x)|}.ToSingle() + new Fixed().call(x).ToSingle());
        }
        """);

    [Fact]
    public Task F3_3_A_helper_that_is_given_either() => Verify.Body("""
        var fixedLayer = Softmax(1);
        var trained = new Plain();
        Show(fixedLayer, x);
        Show(trained, x);
        Print(fixedLayer, x);
        """, """
        static void Show(Module<Tensor, Tensor> model, Tensor x) => Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
        static void Print(Module<Tensor, Tensor> model, Tensor x) => Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F3_3_A_field_without_parameters() => Verify.Program("""
        class Service
        {
            private readonly Module<Tensor, Tensor> scale = Sequential(Flatten(), Softmax(1));
            private readonly Module<Tensor, Tensor> model = Sequential(Flatten(), Linear(3, 3));
            public float Right(Tensor x) => scale.call(x).ToSingle();
            public float Wrong(Tensor x) => {|MODE201:model.call(x)|}.ToSingle();
        }
        """);
}
