using TorchSharp;
using static TorchSharp.torch;

namespace ValidationLoop;

/// <summary>Pictures made up on the spot: each class lights its own row, under so much noise that mistakes show in the numbers.</summary>
internal static class Digits
{
    public static IEnumerable<(Tensor Images, Tensor Labels)> Batches(int count, int size, int seed)
    {
        var generator = new Generator((ulong)seed);
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var labels = randint(0, 10, [size], dtype: ScalarType.Int64, generator: generator);
            var images = randn([size, 1, 28, 28], generator: generator);
            for (var row = 0; row < size; row++)
                images[row, 0, 2 * labels[row].item<long>() + 4] += 0.7;
            yield return (images.MoveToOuterDisposeScope(), labels.MoveToOuterDisposeScope());
        }
    }
}
