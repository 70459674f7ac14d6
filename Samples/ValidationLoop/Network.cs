using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace ValidationLoop;

/// <summary>A small classifier for 28×28 grey images: (N, 1, 28, 28) in, (N, 10) logits out.</summary>
internal sealed class Network : Module<Tensor, Tensor>
{
    private readonly Conv2d conv1 = Conv2d(1, 16, kernel_size: 3, padding: 1);
    private readonly BatchNorm2d norm1 = BatchNorm2d(16);
    private readonly Conv2d conv2 = Conv2d(16, 32, kernel_size: 3, padding: 1);
    private readonly BatchNorm2d norm2 = BatchNorm2d(32);
    private readonly Dropout dropout = Dropout(0.5);
    private readonly Linear output = Linear(32 * 7 * 7, 10);

    public Network() : base(nameof(Network))
    {
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var x = functional.max_pool2d(functional.relu(norm1.forward(conv1.forward(input))), 2);
        x = functional.max_pool2d(functional.relu(norm2.forward(conv2.forward(x))), 2);
        return output.forward(dropout.forward(x.flatten(1))).MoveToOuterDisposeScope();
    }
}
