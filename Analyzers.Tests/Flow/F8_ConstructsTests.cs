using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F8: expressions and statements, each right and wrong.</summary>
public class F8_ConstructsTests
{
    /// <summary>A reference to the model, written in one way or another, is the model.</summary>
    [Theory]
    [InlineData("var same = flag ? model : model;")]
    [InlineData("var same = model ?? throw new InvalidOperationException();")]
    [InlineData("Net same = null; same ??= model;")]
    [InlineData("var same = count switch { 0 => model, _ => model };")]
    [InlineData("Net same; if (flag) same = model; else same = model;")]
    [InlineData("if (model is not { } same) return;")]
    [InlineData("if (!(model is Net same)) return;")]
    [InlineData("object boxed = model; if (boxed is not Net same) return;")]
    [InlineData("var (same, _) = (model, 1);")]
    [InlineData("Net same; int number; (same, number) = (model, count);")]
    [InlineData("var nested = ((model, 1), 2); var ((same, _), _) = nested;")]
    [InlineData("var same = (Net)(Module)model;")]
    [InlineData("var same = model as Net;")]
    [InlineData("var same = model!;")]
    [InlineData("var same = (model);")]
    [InlineData("ref var same = ref model;")]
    [InlineData("var same = new { model }.model;")]
    [InlineData("var same = new Holder { Model = model }.Model;")]
    [InlineData("var same = Same(model);")]
    [InlineData("var same = model.Same();")]
    [InlineData("var same = Wrap(model).Item1;")]
    [InlineData("Out(model, out var same);")]
    [InlineData("Net same = model; { Net other = same; same = other; }")]
    [InlineData("var same = checked(model);")]
    [InlineData("Net same() => model;", "same()")]
    public async Task F8_A_reference_to_the_model(string statement, string same = "same")
    {
        const string Members = """
            static Net Same(Net model) => model;
            static (Net, int) Wrap(Net model) => (model, 1);
            static void Out(Net model, out Net same) => same = model;
            }
            class Holder { public Net Model; }
            static class Extensions
            {
                public static Net Same(this Net model) { return model; }
            """;
        await Guarded.Body($$"""
            var model = new Net();
            {{statement}}
            {{same}}.eval();
            Console.WriteLine(model.call(x).ToSingle());
            """, Members);
        await Guarded.Body($$"""
            var model = new Net();
            model.eval();
            {{statement}}
            Console.WriteLine({{same}}.call(x).ToSingle());
            """, Members);
        await Guarded.Body($$"""
            var model = new Net();
            {{statement}}
            Console.WriteLine({|MODE101:{{same}}.call(x)|}.ToSingle());
            """, Members);
    }

    /// <summary>What a condition chooses is some path, however the choice is written.</summary>
    [Theory]
    [InlineData("if (count > 3) model.eval();")]
    [InlineData("switch (count) { case > 3: model.eval(); break; }")]
    [InlineData("switch (count) { case 1: case 2: break; default: model.eval(); break; }")]
    [InlineData("if (count > 3 && flag) model.eval();")]
    [InlineData("if (count > 3 || x.shape[0] > 3) model.eval();")]
    [InlineData("if (x is { IsInvalid: false }) model.eval();")]
    [InlineData("if (count is > 3 and < 9) model.eval();")]
    [InlineData("for (var i = 0; i < count; i++) { if (i > 3) { model.eval(); break; } }")]
    [InlineData("if (count < 3) goto end; model.eval(); end:;")]
    [InlineData("try { if (count > 3) throw new Exception(); model.eval(); } catch { }")]
    [InlineData("Maybe(model, count);")]
    [InlineData("Local(); void Local() { if (count > 3) model.eval(); }")]
    public async Task F8_A_switch_on_some_path(string statement)
    {
        const string Members = "static void Maybe(Net model, int count) { if (count < 3) return; model.eval(); }";
        await Guarded.Body($$"""
            var model = new Net();
            {{statement}}
            Console.WriteLine({|MODE106:model.call(x)|}.ToSingle());
            """, Members);
    }

    /// <summary>A switch on every path, however it is written.</summary>
    [Theory]
    [InlineData("if (count > 3) model.eval(); else model.eval();")]
    [InlineData("if (count > 3) model.eval(); else return;")]
    [InlineData("switch (count) { case 0: model.eval(); break; case 1: model.train(false); break; default: throw new ArgumentException(); }")]
    [InlineData("_ = count switch { 0 => Set(model, 1), 1 => Set(model, 2), _ => throw new ArgumentException() };")]
    [InlineData("do model.eval(); while (count-- > 0);")]
    [InlineData("while (true) { model.eval(); if (count-- < 0) break; }")]
    [InlineData("try { Console.WriteLine(); } finally { model.eval(); }")]
    [InlineData("lock (model) { model.eval(); }")]
    [InlineData("unsafe { model.eval(); }")]
    [InlineData("checked { count++; model.eval(); }")]
    [InlineData("{ { { model.eval(); } } }")]
    [InlineData("model?.eval();")]
    [InlineData("using (var stream = new System.IO.MemoryStream()) { model.eval(); }")]
    [InlineData("using var stream = new System.IO.MemoryStream(); model.eval();")]
    [InlineData("Set(model, Set(model, 3));")]
    [InlineData("var number = Set(model, 3) + count;")]
    [InlineData("if (Set(model, 3) > 2) Console.WriteLine();")]
    [InlineData("foreach (var _ in new int[Set(model, 3)]) Console.WriteLine();")]
    [InlineData("Console.WriteLine($\"{Set(model, 3)}\");")]
    [InlineData("count += Set(model, 3);")]
    [InlineData("var numbers = new[] { 1, Set(model, 3) };")]
    [InlineData("var list = new List<int> { Set(model, 3) };")]
    [InlineData("var anonymous = new { Number = Set(model, 3) };")]
    [InlineData("(int, int) pair = (1, Set(model, 3));")]
    [InlineData("int local() { model.eval(); return 3; } Console.WriteLine(local());")]
    [InlineData("static void local(Net given) => given.eval(); local(model);")]
    public async Task F8_A_switch_on_every_path(string statement)
    {
        const string Members = "static int Set(Net model, int number) { model.eval(); return number; }";
        await Guarded.Body($$"""
            var model = new Net();
            {{statement}}
            Console.WriteLine(model.call(x).ToSingle());
            """, Members);
    }

    /// <summary>A forward that stands in some expression is found there.</summary>
    [Theory]
    [InlineData("var result = {0}.ToSingle() + 1;")]
    [InlineData("if ({0}.ToSingle() > 0) return;")]
    [InlineData("while ({0}.ToSingle() > 0) Console.WriteLine();")]
    [InlineData("for (var i = {0}.ToSingle(); i < 3; i++) Console.WriteLine();")]
    [InlineData("foreach (var number in {0}.data<float>()) Console.WriteLine(number);")]
    [InlineData("switch ({0}.ToSingle()) {{ case 0: return; }}")]
    [InlineData("var result = flag ? {0}.ToSingle() : 0;")]
    [InlineData("var result = count switch {{ 0 => {0}.ToSingle(), _ => 0 }};")]
    [InlineData("Console.WriteLine($\"{{{0}.ToSingle()}}\");")]
    [InlineData("var results = new[] {{ {0}.ToSingle(), 1 }};")]
    [InlineData("var results = new List<float> {{ {0}.ToSingle() }};")]
    [InlineData("var result = new {{ Score = {0}.ToSingle() }};")]
    [InlineData("var (a, b) = ({0}.ToSingle(), 1);")]
    [InlineData("var result = 0f; result += {0}.ToSingle();")]
    [InlineData("lock (x) Console.WriteLine({0}.ToSingle());")]
    [InlineData("throw new Exception($\"{{{0}.ToSingle()}}\");")]
    [InlineData("float Local() => {0}.ToSingle(); Console.WriteLine(Local());")]
    [InlineData("var result = (double){0}.ToSingle();")]
    [InlineData("var result = -{0}.ToSingle();")]
    [InlineData("var result = Math.Max({0}.ToSingle(), 0);")]
    [InlineData("var result = {0}?.ToSingle() ?? 0;")]
    [InlineData("var result = {0} is {{ }} output ? output.ToSingle() : 0;")]
    [InlineData("var result = {0}.ToSingle() is > 0 and < 1;")]
    public Task F8_A_forward_in_an_expression(string statement) => Guarded.Body($$"""
        var model = new Net();
        {{string.Format(System.Globalization.CultureInfo.InvariantCulture, statement, "{|MODE101:model.call(x)|}")}}
        """);

    [Fact]
    public Task F8_A_tuple_swap() => Guarded.Body("""
        var right = new Net();
        right.eval();
        var wrong = new Net();
        (right, wrong) = (wrong, right);
        Console.WriteLine(wrong.call(x).ToSingle());
        Console.WriteLine({|MODE101:right.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F8_A_conditional_member_assignment_in_an_initializer() => Guarded.Body("""
        var holder = new Outer { Inner = { Model = new Net() } };
        Console.WriteLine({|MODE101:holder.Inner.Model.call(x)|}.ToSingle());
        holder.Inner.Model.eval();
        Console.WriteLine(holder.Inner.Model.call(x).ToSingle());
        """, """
        class Outer { public Holder Inner = new Holder(); }
        class Holder { public Net Model; }
        """);

    [Fact]
    public Task F8_A_switch_expression_over_a_phase() => Verify.Program("""
        enum Phase { Train, Validate }
        static class Program
        {
            static void Run(Tensor x, Phase phase)
            {
                var model = new Net();
                model.train(phase switch { Phase.Train => true, _ => false });
                if (phase == Phase.Train)
                    return;
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F8_A_query_is_deferred() => Guarded.Body("""
        var model = new Net();
        model.eval();
        var scores = from i in Enumerable.Range(0, count) select model.call(x[i]).ToSingle();
        Console.WriteLine(scores.Sum());
        """);

    [Fact]
    public Task F8_A_stackalloc_and_spans_beside_it() => Guarded.Body("""
        var model = new Net();
        Span<float> numbers = stackalloc float[3];
        numbers[0] = {|MODE101:model.call(x)|}.ToSingle();
        Console.WriteLine(numbers[0]);
        """);
}
