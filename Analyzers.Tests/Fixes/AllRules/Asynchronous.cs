using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>No guard reaches over an await.</summary>
public class Asynchronous
{
    [Fact]
    public Task An_asynchronous_loop() => new AllFixes().Program("""
        static class Program
        {
            static async Task<float> Run(Net model, IAsyncEnumerable<Tensor> batches)
            {
                var total = 0f;
                await foreach (var batch in batches)
                {
                    var output = model.call(batch);
                    total += output.ToSingle();
                }
                return total;
            }
        }
        """, """
        static class Program
        {
            static async Task<float> Run(Net model, IAsyncEnumerable<Tensor> batches)
            {
                var total = 0f;
                var wasTraining = model.training;
                model.eval();
                await foreach (var batch in batches)
                {
                    Tensor output;
                    using (torch.no_grad())
                    {
                        output = model.call(batch);
                    }
                    total += output.ToSingle();
                }
                model.train(wasTraining);
                return total;
            }
        }
        """);

    [Fact]
    public Task What_is_computed_before_an_await() => new AllFixes().Program("""
        static class Program
        {
            static async Task Run(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    var score = model.call(batch).ToSingle();
                    await Task.Delay(1);
                    Console.WriteLine(score);
                }
            }
        }
        """, """
        static class Program
        {
            static async Task Run(Net model, IEnumerable<Tensor> batches)
            {
                var wasTraining = model.training;
                model.eval();
                foreach (var batch in batches)
                {
                    float score;
                    using (torch.no_grad())
                    {
                        score = model.call(batch).ToSingle();
                    }
                    await Task.Delay(1);
                    Console.WriteLine(score);
                }
                model.train(wasTraining);
            }
        }
        """);

    [Fact]
    public Task A_statement_that_awaits_gets_no_guard() => new AllFixes().Program("""
        static class Program
        {
            static async Task<float> Run(Net model, Task<Tensor> batch)
            {
                var output = model.call(await batch);
                return output.ToSingle();
            }
        }
        """, """
        static class Program
        {
            static async Task<float> Run(Net model, Task<Tensor> batch)
            {
                var wasTraining = model.training;
                model.eval();
                var output = {|MODE201:model.call(await batch)|};
                model.train(wasTraining);
                return output.ToSingle();
            }
        }
        """);

    [Fact]
    public Task An_await_using() => new AllFixes().Program("""
        static class Program
        {
            static async Task Run(Net model, Tensor x)
            {
                await using var file = new System.IO.MemoryStream();
                Console.WriteLine(model.call(x).ToSingle());
                file.WriteByte(1);
            }
        }
        """, """
        static class Program
        {
            static async Task Run(Net model, Tensor x)
            {
                await using var file = new System.IO.MemoryStream();
                var wasTraining = model.training;
                model.eval();
                using (torch.no_grad())
                {
                    Console.WriteLine(model.call(x).ToSingle());
                }
                model.train(wasTraining);
                file.WriteByte(1);
            }
        }
        """);
}
