using TorchSharp;
using static TorchSharp.torch;

namespace ModeLint.Runtime.Tests;

/// <summary>A whole network, trained as users do with TorchSharp.</summary>
public class TrainingTests : TorchTest
{
    [Fact]
    public void A_small_network_learns_which_quarter_of_the_image_is_bright()
    {
        var (images, labels) = Samples(256);
        var (newImages, newLabels) = Samples(256);
        var model = new Sequential(
            new Conv2D(8, 3, padding: Padding.Same, useBias: false),
            new BatchNormalization(momentum: 0.9),
            new Conv2D(8, 3, strides: 2, activation: Activations.ReLU),
            new Flat(),
            new Dropout(0.2),
            new Dense(4));
        model.Build(-1, 1, 8, 8);
        using var optimizer = optim.Adam(model.TrainableWeights, lr: 0.01);
        var before = Loss();

        for (var epoch = 0; epoch < 10; epoch++)
        {
            for (var start = 0; start < 256; start += 32)
            {
                using var scope = NewDisposeScope();
                optimizer.zero_grad();
                var loss = nn.functional.cross_entropy(
                    model.Apply(images.narrow(0, start, 32), training: true), labels.narrow(0, start, 32));
                loss.backward();
                optimizer.step();
            }
        }

        var after = Loss();
        Assert.True(after < before / 4, $"the loss went from {before} to {after}");
        using var noGradients = no_grad();
        var correct = model.Apply(newImages, training: false).argmax(1).eq(newLabels).sum().item<long>();
        Assert.InRange(correct, 240, 256);
        Assert.All(model.parameters(), weight => Assert.NotNull(weight.grad));

        float Loss()
        {
            using var noGradients = no_grad();
            return nn.functional.cross_entropy(model.Apply(images, training: false), labels).item<float>();
        }
    }

    /// <summary>Noise in which one quarter is brighter; the label says which.</summary>
    private static (Tensor Images, Tensor Labels) Samples(int count)
    {
        var labels = randint(0, 4, [count]);
        var images = randn(count, 1, 8, 8);
        for (var number = 0; number < count; number++)
        {
            var quarter = labels[number].item<long>();
            images[number, 0].narrow(0, quarter / 2 * 4, 4).narrow(1, quarter % 2 * 4, 4).add_(1.5);
        }

        return (images, labels);
    }

    private sealed class Flat : Layer
    {
        protected override Tensor Call(Tensor inputs, bool training) => inputs.flatten(1);
    }
}
