using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F3.3: a module whose parameters were frozen records nothing, whoever froze them.</summary>
public class F3_3_FrozenTests
{
    private const string Extensions = """

        static class Extensions
        {
            public static T Freeze<T>(this T model) where T : Module
            {
                model.eval();
                model.parameters().ToList().ForEach(p => p.requires_grad_(false));
                return model;
            }

            public static T Count<T>(this T model) where T : Module
            {
                model.eval();
                model.parameters().ToList().ForEach(p => Console.WriteLine(p.numel()));
                return model;
            }

            public static void Freeze(this IEnumerable<Parameter> parameters)
            {
                foreach (var parameter in parameters)
                    parameter.requires_grad = false;
            }

            public static void Show(this IEnumerable<Parameter> parameters)
            {
                foreach (var parameter in parameters)
                    Console.WriteLine(parameter.requires_grad);
            }
        }
        """;

    private static Task Statements(string freeze, bool records) => Verify.Program($$"""
        static class Program
        {
            static void Run(Tensor x)
            {
                var model = new Net();
                model.eval();
                {{freeze}}
                Console.WriteLine({{(records ? "{|MODE201:model.call(x)|}" : "model.call(x)")}}.ToSingle());
            }
        }
        """ + Extensions);

    [Theory]
    [InlineData("model.parameters().ToList().ForEach(p => p.requires_grad_(false));")]
    [InlineData("Array.ForEach(model.parameters().ToArray(), p => { p.requires_grad = false; });")]
    [InlineData("foreach (var (name, p) in model.named_parameters()) p.requires_grad = false;")]
    [InlineData("foreach (var p in model.named_parameters().Where(pair => pair.name.StartsWith(\"fc\")).Select(pair => pair.parameter)) p.requires_grad = false;")]
    [InlineData("Action<Parameter> freeze = p => p.requires_grad = false; model.parameters().ToList().ForEach(freeze);")]
    [InlineData("model.apply(m => { foreach (var p in m.parameters(false)) p.requires_grad = false; });")]
    [InlineData("new[] { model }.ToList().ForEach(m => m.Freeze());")]
    [InlineData("model.parameters().Freeze();")]
    [InlineData("model.Freeze();")]
    [InlineData("void Freeze() { foreach (var p in model.parameters()) p.requires_grad = false; } Freeze();")]
    public Task F3_3_Frozen_by_a_function(string freeze) => Statements(freeze, records: false);

    [Theory]
    [InlineData("model.parameters().ToList().ForEach(p => Console.WriteLine(p.numel()));")]
    [InlineData("foreach (var (name, p) in model.named_parameters()) Console.WriteLine(p.requires_grad);")]
    [InlineData("model.apply(m => Console.WriteLine(m.parameters(false).Count()));")]
    [InlineData("model.parameters().Show();")]
    [InlineData("model.Count();")]
    [InlineData("new Net().parameters().ToList().ForEach(p => p.requires_grad_(false));")]
    [InlineData("var other = new Net(); other.parameters().Freeze();")]
    [InlineData("var other = new Net().Freeze();")]
    public Task F3_3_Not_frozen_by_a_function(string look) => Statements(look, records: true);

    [Theory]
    [InlineData("", "model = new Net(); model.eval(); foreach (var p in model.parameters()) p.requires_grad = false;")]
    [InlineData("", "model = new Net().Freeze();")]
    [InlineData(" = new Net()", "model.Freeze();")]
    [InlineData(" = new Net()", "model.parameters().Freeze();")]
    [InlineData(" = new Net().Freeze()", "")]
    [InlineData("", "var made = new Net(); made.Freeze(); model = made;")]
    [InlineData("", "Prepare();")]
    public Task F3_3_Frozen_by_the_class_whose_field_it_is(string initializer, string statements) => Service(initializer, statements, records: false);

    [Theory]
    [InlineData("", "model = new Net(); model.eval();")]
    [InlineData("", "model = new Net().Count();")]
    [InlineData(" = new Net()", "other.Freeze();")]
    [InlineData(" = new Net()", "model.parameters().Show();")]
    [InlineData(" = new Net()", "new Net().Freeze();")]
    public Task F3_3_Not_frozen_by_the_class_whose_field_it_is(string initializer, string statements) => Service(initializer, statements, records: true);

    private static Task Service(string initializer, string statements, bool records) => Verify.Program($$"""
        class Service
        {
            private Net model{{initializer}};
            private readonly Net other = new Net();

            public Service() { {{statements}} }

            {{(statements.StartsWith("Prepare", StringComparison.Ordinal) ? "private void Prepare() { model = new Net(); model.Freeze(); }" : "")}}

            public float Score(Tensor x)
            {
                model.eval();
                return {{(records ? "{|MODE201:model.call(x)|}" : "model.call(x)")}}.ToSingle();
            }

            public float Helped(Tensor x) => Help(model, x);

            private static float Help(Net given, Tensor x)
            {
                given.eval();
                return {{(records ? "{|MODE201:given.call(x)|}" : "given.call(x)")}}.ToSingle();
            }
        }
        """ + Extensions);

    [Fact]
    public Task F3_3_A_static_field_and_a_part() => Verify.Program("""
        class Whole : Module<Tensor, Tensor>
        {
            public readonly Net Body = new Net();
            public Whole() : base("whole") { RegisterComponents(); }
            public override Tensor forward(Tensor x) => Body.call(x);
        }
        static class Program
        {
            private static readonly Whole s_model;
            private static readonly Whole s_other = new Whole();

            static Program()
            {
                s_model = new Whole();
                foreach (var parameter in s_model.parameters())
                    parameter.requires_grad = false;
            }

            static float Whole(Tensor x) { s_model.eval(); return s_model.call(x).ToSingle(); }
            static float Part(Tensor x) { s_model.eval(); return s_model.Body.call(x).ToSingle(); }
            static float Other(Tensor x) { s_other.eval(); return {|MODE201:s_other.Body.call(x)|}.ToSingle(); }
        }
        """);

    [Fact]
    public Task F3_3_A_frozen_model_in_a_helper_that_sets_its_mode() => Verify.Body("""
        var model = new Net();
        foreach (var parameter in model.parameters())
            parameter.requires_grad = false;
        Console.WriteLine(Score(model, x));
        """, """
        static float Score(Net model, Tensor x)
        {
            model.eval();
            return model.call(x).ToSingle();
        }
        """);

    [Fact]
    public Task F3_3_Freezing_keeps_the_mode() => Verify.Body("""
        var model = new Net();
        model.apply(m => { foreach (var p in m.parameters(false)) p.requires_grad = false; });
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);
}
