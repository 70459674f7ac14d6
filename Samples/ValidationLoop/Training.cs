using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ValidationLoop;

internal static class Training
{
    public static void Fit(Network model, int epochs)
    {
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-3);
        for (var epoch = 1; epoch <= epochs; epoch++)
        {
            model.train();
            var total = 0.0;
            var batches = 0;
            foreach (var (images, labels) in Digits.Batches(count: 50, size: 32, seed: epoch))
            {
                optimizer.zero_grad();
                using var logits = model.forward(images);
                using var loss = functional.cross_entropy(logits, labels);
                loss.backward();
                optimizer.step();
                total += loss.item<float>();
                batches++;
            }

            var accuracy = Validate(model);
            Console.WriteLine($"epoch {epoch}: loss {total / batches:f4}, validation accuracy {accuracy:p1}");
        }
    }

    /// <summary>The bug that gave this sample its name: dropout still drops, batch norm learns from the validation data.</summary>
    private static double Validate(Network model)
    {
        long correct = 0, seen = 0;
        foreach (var (images, labels) in Digits.Batches(count: 10, size: 32, seed: 1_000))
        {
            var logits = model.forward(images);
            correct += logits.argmax(1).eq(labels).sum().item<long>();
            seen += labels.shape[0];
        }

        return (double)correct / seen;
    }

    /// <summary>As it should be: evaluation mode, no gradients, and the mode put back for whoever trains on.</summary>
    public static double Test(Network model)
    {
        var training = model.training;
        model.eval();
        try
        {
            using var noGrad = no_grad();
            long correct = 0, seen = 0;
            foreach (var (images, labels) in Digits.Batches(count: 10, size: 32, seed: 2_000))
            {
                using var logits = model.forward(images);
                correct += logits.argmax(1).eq(labels).sum().item<long>();
                seen += labels.shape[0];
            }

            return (double)correct / seen;
        }
        finally
        {
            model.train(training);
        }
    }
}
