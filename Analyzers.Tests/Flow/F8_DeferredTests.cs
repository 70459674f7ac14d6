using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F8: lambdas, iterators, async, and code with errors.</summary>
public class F8_DeferredTests
{
    [Theory]
    [InlineData("Action run = () => model.eval(); run();")]
    [InlineData("Action run = () => { model.eval(); }; run.Invoke();")]
    [InlineData("Task.Run(() => model.eval()).Wait();")]
    [InlineData("new System.Threading.Thread(() => model.eval()).Start();")]
    [InlineData("System.Threading.Tasks.Parallel.For(0, count, _ => model.eval());")]
    [InlineData("new List<Net> { model }.ForEach(m => m.eval());")]
    [InlineData("Action<Net> run = m => m.eval(); run(model);")]
    [InlineData("Action<Net> run = Prepare; run(model);")]
    [InlineData("Action run = model.eval; run();")]
    [InlineData("Action run = () => { }; run += () => model.eval(); run();")]
    [InlineData("var all = Enumerable.Range(0, 3).Select(i => { model.eval(); return i; }).ToList();")]
    [InlineData("EventHandler handler = delegate { model.eval(); }; handler(null, EventArgs.Empty);")]
    [InlineData("Changed += () => model.eval(); Changed();")]
    public Task F8_A_switch_in_a_delegate_may_have_happened(string statement) => Guarded.Body($$"""
        var model = new Net();
        {{statement}}
        Console.WriteLine(model.call(x).ToSingle());
        """, """
        static event Action Changed;
        static void Prepare(Net model) => model.eval();
        """);

    [Fact]
    public Task F8_A_switch_after_the_delegates_is_known() => Guarded.Body("""
        var model = new Net();
        Action run = () => model.eval();
        run();
        model.train();
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F8_A_lambda_that_runs_a_captured_model_is_not_known() => Guarded.Body("""
        var model = new Net();
        Func<float> run = () => { using (no_grad()) return model.call(x).ToSingle(); };
        model.eval();
        Console.WriteLine(run());
        """);

    [Fact]
    public Task F8_A_lambda_with_a_model_of_its_own() => Guarded.Body("""
        Func<Tensor, float> wrong = input =>
        {
            var model = new Net();
            using (no_grad())
                return {|MODE101:model.call(input)|}.ToSingle();
        };
        Func<Tensor, float> right = input =>
        {
            var model = new Net();
            model.eval();
            using (no_grad())
                return model.call(input).ToSingle();
        };
        Console.WriteLine(wrong(x) + right(x));
        """);

    [Fact]
    public Task F8_A_lambda_does_not_know_the_gradients_of_its_caller() => Verify.Body("""
        var model = new Net();
        model.eval();
        Func<float> run = () => model.call(x).ToSingle();
        using (no_grad())
            Console.WriteLine(run());
        """);

    [Fact]
    public Task F8_A_lambda_that_reassigns_the_variable() => Guarded.Body("""
        var model = new Net();
        Action run = () => { model = new Net(); model.eval(); };
        run();
        Console.WriteLine(model.call(x).ToSingle());
        """);

    [Fact]
    public Task F8_A_lambda_that_only_reads_the_model() => Guarded.Body("""
        var model = new Net();
        Func<string> name = () => model.GetName();
        Console.WriteLine(name());
        Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
        """);

    [Fact]
    public Task F8_An_iterator_that_switches_itself() => Verify.Program("""
        static class Program
        {
            static IEnumerable<float> Right(Net model, Tensor x)
            {
                model.eval();
                for (var i = 0; i < 3; i++)
                {
                    float score;
                    using (no_grad())
                        score = model.call(x[i]).ToSingle();
                    yield return score;
                }
            }
            static IEnumerable<float> Wrong(Tensor x)
            {
                var model = new Net();
                for (var i = 0; i < 3; i++)
                {
                    float score;
                    using (no_grad())
                        score = {|MODE101:model.call(x[i])|}.ToSingle();
                    yield return score;
                }
            }
        }
        """);

    [Fact]
    public Task F8_An_iterator_that_yields_results() => Verify.Program("""
        static class Program
        {
            static IEnumerable<Tensor> Outputs(Net model, Tensor x)
            {
                for (var i = 0; i < 3; i++)
                    yield return model.call(x[i]);
            }
            static void Train(Tensor x, Tensor y)
            {
                var model = new Net();
                var optimizer = optim.Adam(model.parameters());
                foreach (var output in Outputs(model, x))
                {
                    functional.mse_loss(output, y).backward();
                    optimizer.step();
                }
            }
        }
        """);

    [Fact]
    public Task F8_An_asynchronous_stream() => Verify.Program("""
        static class Program
        {
            static async IAsyncEnumerable<Tensor> Batches(Tensor x)
            {
                for (var i = 0; i < 3; i++)
                {
                    await Task.Yield();
                    yield return x[i];
                }
            }
            static async Task Run(Tensor x)
            {
                var right = new Net();
                right.eval();
                var wrong = new Net();
                await foreach (var batch in Batches(x))
                {
                    using (no_grad())
                    {
                        Console.WriteLine(right.call(batch).ToSingle());
                        Console.WriteLine({|MODE101:wrong.call(batch)|}.ToSingle());
                    }
                }
            }
        }
        """);

    [Fact]
    public Task F8_An_enumerator_by_hand() => Guarded.Body("""
        var right = new Net();
        right.eval();
        var wrong = new Net();
        var numbers = Enumerable.Range(0, count).GetEnumerator();
        while (numbers.MoveNext())
        {
            Console.WriteLine(right.call(x[numbers.Current]).ToSingle());
            Console.WriteLine({|MODE101:wrong.call(x[numbers.Current])|}.ToSingle());
        }
        """);

    [Fact]
    public Task F8_Generics_over_models() => Verify.Program("""
        static class Program
        {
            static void Right<T>(T model, Tensor x) where T : Module<Tensor, Tensor>
            {
                model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            static void Wrong<T>(T model, Tensor x) where T : Module<Tensor, Tensor>
            {
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
            }
            static void Made<T>(Tensor x) where T : Module<Tensor, Tensor>, new()
            {
                var model = new T();
                model.eval();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        class Runner<T> where T : Module<Tensor, Tensor>
        {
            private readonly T _model;
            public Runner(T model) => _model = model;
            public void Run(Tensor x)
            {
                _model.train();
                using (no_grad())
                    Console.WriteLine({|MODE101:_model.call(x)|}.ToSingle());
            }
        }
        """);

    [Theory]
    [InlineData("int number = \"text\";")]
    [InlineData("undefined.Call();")]
    [InlineData("var nothing = new Missing();")]
    [InlineData("x.missing();")]
    public async Task F8_A_type_error_elsewhere_does_not_change_the_verdict(string statement)
    {
        foreach (var (before, after) in new[] { (statement, ""), ("", statement) })
        {
            var test = new AnalyzerTest(Verify.Frame + $$"""
                static class Program
                {
                    static void Run(Tensor x)
                    {
                        var right = new Net();
                        right.eval();
                        var wrong = new Net();
                        using var guard = no_grad();
                        {{before}}
                        Console.WriteLine(right.call(x).ToSingle());
                        Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                        {{after}}
                    }
                }
                """) { CompilerDiagnostics = CompilerDiagnostics.None };
            await test.RunAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("if (x")]
    [InlineData("var = ;")]
    [InlineData("Console.WriteLine(\"open);")]
    [InlineData("for (;;")]
    public async Task F8_A_syntax_error_at_the_end_does_not_change_the_verdict(string statement)
    {
        var test = new AnalyzerTest(Verify.Frame + $$"""
            static class Program
            {
                static void Run(Tensor x)
                {
                    var right = new Net();
                    right.eval();
                    var wrong = new Net();
                    using var guard = no_grad();
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                    {{statement}}
                }
            }
            """) { CompilerDiagnostics = CompilerDiagnostics.None };
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("model.eval(;")]
    [InlineData("model.evil();")]
    [InlineData("Prepare(model);")]
    [InlineData("model.eval(1);")]
    public async Task F8_A_call_on_the_model_that_does_not_bind_is_unknown_code(string statement)
    {
        var test = new AnalyzerTest(Verify.Frame + $$"""
            static class Program
            {
                static void Run(Tensor x)
                {
                    var model = new Net();
                    {{statement}}
                    using (no_grad())
                        Console.WriteLine(model.call(x).ToSingle());
                }
            }
            """) { CompilerDiagnostics = CompilerDiagnostics.None };
        await test.RunAsync(TestContext.Current.CancellationToken);
    }
}
