using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F2.5: await and yield.</summary>
public class F2_5_DeferredTests
{
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
    public Task F2_5_An_async_method_that_does_not_switch() => Verify.Program("""
        static class Program
        {
            static async Task<Net> Load(string path)
            {
                await Task.Delay(1);
                var model = new Net();
                model.load(path);
                return model;
            }
            static async Task Run(Tensor x)
            {
                var model = await Load("weights.dat");
                using (no_grad())
                    Console.WriteLine({|MODE101:model.call(x)|}.ToSingle());
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

    [Fact]
    public Task F2_5_The_consumer_of_an_iterator_under_a_guard_is_unknown() => Verify.Program("""
        static class Program
        {
            static IEnumerable<Tensor> Batches(Tensor x)
            {
                using var guard = no_grad();
                for (var i = 0; i < 3; i++)
                    yield return x[i];
            }
            static void Run(Net model, Tensor x)
            {
                model.eval();
                foreach (var batch in Batches(x))
                    Console.WriteLine(model.call(batch).ToSingle());
            }
        }
        """);
}
