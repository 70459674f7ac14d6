using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F1.5: what is null has no mode, and what does not come back leaves no path.</summary>
public class F1_5_NothingThereTests
{
    private const string Factories = """
        static Net? Open() => System.IO.File.Exists("net.dat") ? new Net() : null;
        static Net? OpenEarly() { if (!System.IO.File.Exists("net.dat")) return null; return new Net(); }
        """;

    [Theory]
    [InlineData("Open()", "model?.eval();", "if (model != null) Console.WriteLine(model.call(x).ToSingle());")]
    [InlineData("OpenEarly()", "if (model != null) model.eval();", "if (model is { } found) Console.WriteLine(found.call(x).ToSingle());")]
    [InlineData("Open()", "model?.eval();", "Console.WriteLine(model?.call(x).ToSingle());")]
    [InlineData("Open()", "", "if (model != null) Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());")]
    [InlineData("OpenEarly()", "model?.eval(); model?.train();", "Console.WriteLine(model?{|MODE101:.call(x)|}.ToSingle());")]
    public Task F1_5_A_factory_that_may_hand_out_null(string made, string switched, string run) => Guarded.Body($"#nullable enable\nvar model = {made};\n{switched}\n{run}", Factories);

    [Theory]
    [InlineData("Environment.Exit(1);", "model.call(x)")]
    [InlineData("Environment.FailFast(\"no weights\");", "model.call(x)")]
    [InlineData("Console.WriteLine(\"no weights\");", "{|MODE106:model.call(x)|}")]
    public Task F2_6_A_call_that_does_not_come_back(string statement, string forward) => Guarded.Body($$"""
        var model = new Net();
        if (count == 0)
        {
            {{statement}}
        }
        else
        {
            model.load("net.dat");
            model.eval();
        }

        Console.WriteLine({{forward}}.ToSingle());
        """);

    [Theory]
    [InlineData("System.Diagnostics.Debug.Assert(!model.training);", "model.call(x)")]
    [InlineData("System.Diagnostics.Debug.Assert(model.training);", "{|MODE101:model.call(x)|}")]
    [InlineData("System.Diagnostics.Debug.Assert(count > 0);", "{|MODE101:model.call(x)|}")]
    public Task F2_4_An_assertion_is_a_test(string statement, string forward) => Verify.Program($$"""
        static class Program
        {
            static void Run(Net model, Tensor x, int count)
            {
                {{statement}}
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("prepare?.Invoke(model);", "model.call(x)")]
    [InlineData("if (prepare != null) prepare(model);", "model.call(x)")]
    [InlineData("", "{|MODE101:model.call(x)|}")]
    public Task F1_5_A_function_that_may_be_null(string statement, string forward) => Verify.Program($$"""
        static class Program
        {
            static void Run(Net model, Tensor x, Action<Net>? prepare)
            {
                model.train();
                {{statement}}
                using (no_grad())
                    Console.WriteLine({{forward}}.ToSingle());
            }
        }
        """);

    /// <summary>Guards that types of the program hold.</summary>
    [Theory]
    [InlineData("readonly struct Scope : IDisposable { private readonly IDisposable guard; public Scope(Net model) { model.eval(); guard = no_grad(); } public void Dispose() => guard.Dispose(); }")]
    [InlineData("ref struct Scope { private readonly IDisposable guard; public Scope(Net model) { model.eval(); guard = no_grad(); } public void Dispose() => guard.Dispose(); }")]
    [InlineData("sealed class Scope : IDisposable { private readonly IDisposable guard; public Scope(Net model) { model.eval(); guard = no_grad(); } public void Dispose() => guard.Dispose(); }")]
    public Task F8_A_scope_of_the_program(string scope) => Verify.Program(scope + """

        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                using var scope = new Scope(model);
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("private readonly IDisposable guard; public Service() { guard = no_grad(); net.eval(); }")]
    [InlineData("private readonly IDisposable guard = no_grad(); public Service() { net.eval(); }")]
    [InlineData("public Service() { set_grad_enabled(false); net.eval(); }")]
    public Task F2_5_A_guard_for_the_life_of_an_object(string members) => Verify.Program($$"""
        class Service
        {
            private readonly Net net = new();
            {{members}}
            public float Score(Tensor x) => net.call(x).ToSingle();
        }
        """);

    [Theory]
    [InlineData("public Service() { net.eval(); }")]
    [InlineData("public Service() { using (no_grad()) net.eval(); }")]
    public Task F2_5_No_guard_for_the_life_of_an_object(string members) => Verify.Program($$"""
        class Service
        {
            private readonly Net net = new();
            {{members}}
            public float Score(Tensor x) => {|MODE201:net.call(x)|}.ToSingle();
        }
        """);

    [Fact]
    public Task F2_5_What_a_function_opens_is_not_known() => Verify.Program("""
        static class Program
        {
            static void Run(Net model, Tensor x, Func<IDisposable> scope)
            {
                model.eval();
                using (scope())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("while (samples.Count < 20) samples.Add(Sample(model, x));", "model.call(x)")]
    [InlineData("foreach (var image in new[] { x, y }) samples.Add(Sample(model, image));", "{|MODE101:model.call(x)|}")]
    public Task F3_5_Sampling_through_a_method(string loop, string forward) => Verify.Program($$"""
        static class Program
        {
            static Tensor Sample(Net model, Tensor x) => {{forward}}.softmax(1);

            static void Run(Tensor x, Tensor y)
            {
                var model = new Net();
                using var guard = no_grad();
                var samples = new List<Tensor>();
                {{loop}}
                Console.WriteLine(stack(samples).std().ToSingle());
            }
        }
        """);
}
