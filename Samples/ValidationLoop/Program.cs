using TorchSharp;
using static TorchSharp.torch;

namespace ValidationLoop;

internal static class Program
{
    private const string Weights = "network.bin";

    private static void Main()
    {
        random.manual_seed(1);
        using var model = new Network();
        if (File.Exists(Weights))
        {
            model.load(Weights);
            model.eval();
        }
        else
        {
            Training.Fit(model, epochs: 3);
            Console.WriteLine($"test accuracy {Training.Test(model):p1}");
            model.save(Weights);
        }

        var (images, labels) = Digits.Batches(count: 1, size: 8, seed: 3_000).First();
        Console.WriteLine($"wanted      {string.Join(' ', labels.data<long>())}");
        Console.WriteLine($"predicted   {string.Join(' ', Predict(model, images))}");
        Console.WriteLine($"confidence  {string.Join(' ', Confidence(model, images).Select(p => $"{p:p0}"))}");
        Console.WriteLine($"from a file {string.Join(' ', Classify(Weights, images))}");
    }

    /// <summary>Only the branch that loads weights thought of eval(): right in every run but the first, which has just trained.</summary>
    private static long[] Predict(Network model, Tensor images)
    {
        using (no_grad())
        {
            var logits = model.forward(images);
            return logits.argmax(1).data<long>().ToArray();
        }
    }

    /// <summary>Right answers, but the graph for a backward() that never comes is built and kept.</summary>
    private static float[] Confidence(Network model, Tensor images)
    {
        model.eval();
        var probabilities = model.forward(images).softmax(1);
        return probabilities.amax([1]).data<float>().ToArray();
    }

    /// <summary>Loaded weights come back in training mode: the same picture gets another answer each time.</summary>
    private static long[] Classify(string path, Tensor images)
    {
        using var model = new Network();
        model.load(path);
        using (no_grad())
        {
            var logits = model.forward(images);
            return logits.argmax(1).data<long>().ToArray();
        }
    }
}
