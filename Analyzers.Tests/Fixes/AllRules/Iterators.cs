using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Fixes.AllRules;

/// <summary>No guard, and no mode that is put back, reaches over a yield.</summary>
public class Iterators
{
    [Fact]
    public Task An_item_that_is_handed_out() => new AllFixes().Program("""
        static class Program
        {
            static IEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                    yield return model.call(batch).ToSingle();
            }
        }
        """, """
        static class Program
        {
            static IEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    var wasTraining = model.training;
                    model.eval();
                    float item;
                    using (torch.no_grad())
                    {
                        item = model.call(batch).ToSingle();
                    }
                    model.train(wasTraining);
                    yield return item;
                }
            }
        }
        """);

    [Fact]
    public Task Items_of_a_model_of_their_own() => new AllFixes().Program("""
        static class Program
        {
            static IEnumerable<float> Scores(IEnumerable<Tensor> batches)
            {
                var model = new Net();
                foreach (var batch in batches)
                {
                    yield return model.call(batch).ToSingle();
                    // The other half.
                    yield return model.call(batch * 2).ToSingle(); // again
                }
            }
        }
        """, """
        static class Program
        {
            static IEnumerable<float> Scores(IEnumerable<Tensor> batches)
            {
                var model = new Net();
                model.eval();
                foreach (var batch in batches)
                {
                    float item;
                    using (torch.no_grad())
                    {
                        item = model.call(batch).ToSingle();
                    }
                    yield return item;
                    // The other half.
                    float item1;
                    using (torch.no_grad())
                    {
                        item1 = model.call(batch * 2).ToSingle(); // again
                    }
                    yield return item1;
                }
            }
        }
        """);

    [Fact]
    public Task Items_of_other_types_than_the_sequence() => new AllFixes().Program("""
        static class Program
        {
            static IEnumerable<float?> Some(Net model, Tensor item)
            {
                yield return model.call(item).ToSingle();
                yield return null;
            }
            static IEnumerable<object> Any(Tensor x)
            {
                var model = new Net();
                yield return new { Score = model.call(x).ToSingle() };
                yield return (model.call(x).ToSingle(), 3);
            }
            static IEnumerable<(float Score, string Name)> Pairs(Tensor x)
            {
                var model = new Net();
                yield return /* a pair */ (model.call(x).ToSingle(), null);
            }
        }
        """, """
        static class Program
        {
            static IEnumerable<float?> Some(Net model, Tensor item)
            {
                var wasTraining = model.training;
                model.eval();
                float item1;
                using (torch.no_grad())
                {
                    item1 = model.call(item).ToSingle();
                }
                model.train(wasTraining);
                yield return item1;
                yield return null;
            }
            static IEnumerable<object> Any(Tensor x)
            {
                var model = new Net();
                model.eval();
                object item;
                using (torch.no_grad())
                {
                    item = new { Score = model.call(x).ToSingle() };
                }
                yield return item;
                (float, int) item1;
                using (torch.no_grad())
                {
                    item1 = (model.call(x).ToSingle(), 3);
                }
                yield return item1;
            }
            static IEnumerable<(float Score, string Name)> Pairs(Tensor x)
            {
                var model = new Net();
                model.eval();
                (float Score, string Name) item;
                using (torch.no_grad())
                {
                    item = /* a pair */ (model.call(x).ToSingle(), null);
                }
                yield return item;
            }
        }
        """);

    [Fact]
    public Task An_asynchronous_sequence() => new AllFixes().Program("""
        static class Program
        {
            static async IAsyncEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    await Task.Delay(1);
                    yield return model.call(batch).ToSingle();
                }
            }
        }
        """, """
        static class Program
        {
            static async IAsyncEnumerable<float> Scores(Net model, IEnumerable<Tensor> batches)
            {
                foreach (var batch in batches)
                {
                    await Task.Delay(1);
                    var wasTraining = model.training;
                    model.eval();
                    float item;
                    using (torch.no_grad())
                    {
                        item = model.call(batch).ToSingle();
                    }
                    model.train(wasTraining);
                    yield return item;
                }
            }
        }
        """);
}
