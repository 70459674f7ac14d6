using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Generated;

public sealed class Classifier : nn.Module<Tensor, Tensor>
{
    private readonly Linear _hidden = nn.Linear(784, 128);
    private readonly Dropout _dropout = nn.Dropout(0.5);
    private readonly Linear _output = nn.Linear(128, 10);

    public Classifier() : base(nameof(Classifier)) => RegisterComponents();

    public override Tensor forward(Tensor input) => _output.forward(_dropout.forward(nn.functional.relu(_hidden.forward(input))));
}

public static class Training
{
    public static void Fit(IReadOnlyList<(Tensor Images, Tensor Labels)> training, IReadOnlyList<(Tensor Images, Tensor Labels)> validation)
    {
        using var model = new Classifier();
        using var optimizer = optim.Adam(model.parameters());
        for (var epoch = 0; epoch < 10; epoch++)
        {
            model.train();
            foreach (var (images, labels) in training)
            {
                optimizer.zero_grad();
                using var loss = nn.functional.cross_entropy(model.call(images), labels);
                loss.backward();
                optimizer.step();
            }

            Console.WriteLine($"{epoch}: {Validate(model, validation):p1}");
        }
    }

    private static double Validate(Classifier model, IReadOnlyList<(Tensor Images, Tensor Labels)> batches)
    {
        var right = 0L;
        var all = 0L;
        foreach (var (images, labels) in batches)
        {
            right += model.call(images).argmax(1).eq(labels).sum().item<long>();
            all += labels.shape[0];
        }

        return (double)right / all;
    }
}
