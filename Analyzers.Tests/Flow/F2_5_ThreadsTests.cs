using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.5: gradients between methods, over await and yield.</summary>
public class F2_5_ThreadsTests
{
    [Fact]
    public Task F2_5_The_guard_of_the_caller() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Run(Net model, Tensor x)
            {
                using (no_grad())
                    Show(model, x);
            }
        }
        """);

    [Fact]
    public Task F2_5_No_caller_has_a_guard() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            }
            static void Run(Net model, Tensor x) => Show(model, x);
        }
        """);

    [Fact]
    public Task F2_5_Where_callers_differ_each_wrong_call_is_reported() => Verify.Program("""
        static class Program
        {
            static void Show(Net model, Tensor x)
            {
                model.eval();
                Console.WriteLine(model.call(x).ToSingle());
            }
            static void Right(Net model, Tensor x)
            {
                using (no_grad())
                    Show(model, x);
            }
            static void Wrong(Net model, Tensor x) => {|MODE201:Show(model, x)|};
        }
        """);

    [Fact]
    public Task F2_5_A_method_that_opens_a_guard_for_its_caller() => Verify.Program("""
        static class Program
        {
            static IDisposable Quiet() => no_grad();
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using (Quiet())
                    Console.WriteLine(model.call(x).ToSingle());
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_guard_factory_with_a_condition() => Verify.Program("""
        static class Program
        {
            static IDisposable Quiet(bool on) => on ? no_grad() : null;
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using (Quiet(true))
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_method_that_turns_gradients_off_and_leaves_them_off() => Verify.Program("""
        static class Program
        {
            static void Off() => set_grad_enabled(false);
            static void Run(Net model, Tensor x)
            {
                model.eval();
                Off();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_A_guard_in_a_constructor_of_a_user_type() => Verify.Program("""
        sealed class Quiet : IDisposable
        {
            private readonly IDisposable _guard;
            public Quiet() { _guard = inference_mode(); }
            public void Dispose() => _guard.Dispose();
        }
        static class Program
        {
            static void Run(Net model, Tensor x)
            {
                model.eval();
                using var quiet = new Quiet();
                Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_After_an_await_under_a_guard_nothing_is_known() => Verify.Program("""
        static class Program
        {
            static async Task Run(Net model, Tensor x)
            {
                model.eval();
                using (no_grad())
                {
                    await Task.Delay(1);
                    Console.WriteLine(model.call(x).ToSingle());
                }
            }
        }
        """);

    [Fact]
    public Task F2_5_After_an_await_in_the_default_state_gradients_are_on() => Verify.Program("""
        static class Program
        {
            static async Task Run(Net model, Tensor x)
            {
                model.eval();
                await Task.Delay(1);
                Console.WriteLine({|MODE201:model.call(x)|}.ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_The_mode_survives_an_await() => Verify.Program("""
        static class Program
        {
            static async Task Run(Tensor x)
            {
                var right = new Net();
                right.eval();
                var wrong = new Net();
                await Task.Delay(1).ConfigureAwait(false);
                using (no_grad())
                {
                    Console.WriteLine(right.call(x).ToSingle());
                    Console.WriteLine({|MODE101:wrong.call(x)|}.ToSingle());
                }
            }
        }
        """);

    [Theory]
    [InlineData("await Prepare(model);")]
    [InlineData("await Prepare(model).ConfigureAwait(false);")]
    [InlineData("Prepare(model).Wait();")]
    [InlineData("Prepare(model).GetAwaiter().GetResult();")]
    [InlineData("_ = Prepare(model).Result;")]
    [InlineData("var task = Prepare(model); await task;")]
    public Task F2_5_Effects_of_an_async_method_hold_at_its_await(string prepare) => Verify.Program($$"""
        static class Program
        {
            static async Task<int> Prepare(Net model)
            {
                await Task.Delay(1);
                model.eval();
                return 1;
            }
            static async Task Run(Tensor x)
            {
                var model = new Net();
                {{prepare}}
                await Task.Yield();
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_Effects_of_an_async_method_that_is_not_awaited_are_weak() => Verify.Program("""
        static class Program
        {
            static async Task Prepare(Net model)
            {
                await Task.Delay(1);
                model.eval();
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                _ = Prepare(model);
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
        }
        """);

    [Fact]
    public Task F2_5_Effects_of_an_iterator_happen_in_the_foreach() => Verify.Program("""
        static class Program
        {
            static IEnumerable<Tensor> Batches(Net model, Tensor x)
            {
                model.eval();
                for (var i = 0; i < 3; i++)
                    yield return x[i];
            }
            static void Run(Tensor x)
            {
                var model = new Net();
                foreach (var batch in Batches(model, x))
                {
                    using (no_grad())
                        Console.WriteLine(model.call(batch).ToSingle());
                }
            }
        }
        """);
}
