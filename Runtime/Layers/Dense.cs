using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>A fully connected layer: <c>activation(inputs * kernelᵀ + bias)</c> over the last dimension.</summary>
/// <remarks>
/// Weights: <c>kernel</c> of shape [units, features], as in <c>torch.nn.Linear</c>, drawn uniformly from
/// ±sqrt(6 / (features + units)) (Glorot and Bengio, AISTATS 2010), and <c>bias</c> of shape [units], zeros.
/// </remarks>
[ModeIndependent]
public sealed class Dense : Layer
{
    private const string Kernel = "kernel", Bias = "bias";

    private readonly int _units;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _useBias;

    /// <summary>Makes a dense layer from inputs of shape [batch, ..., features] to outputs of shape [batch, ..., units].</summary>
    /// <param name="units">The size of the last dimension of the outputs; at least 1.</param>
    /// <param name="activation">What is applied to the sum, such as <see cref="Activations.ReLU"/>; nothing if left out.</param>
    /// <param name="useBias">Whether <c>bias</c> is added.</param>
    /// <param name="name">The name, see <see cref="Layer(string?)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="units"/> is less than 1.</exception>
    public Dense(int units, Func<Tensor, Tensor>? activation = null, bool useBias = true, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        (_units, _activation, _useBias) = (units, activation, useBias);
    }

    /// <inheritdoc/>
    protected override void OnBuild(long[] inputShape)
    {
        Check.Shape(this, inputShape, inputShape.Length >= 2 && inputShape[^1] >= 1, "[batch, ..., features]");
        AddWeight(Kernel, nn.init.xavier_uniform_(empty(_units, inputShape[^1])));
        if (_useBias) AddWeight(Bias, zeros(_units));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor inputs, bool training)
    {
        var kernel = GetWeight(Kernel);
        var (shape, features) = (inputs.shape, kernel.shape[1]);
        Check.Shape(this, shape, shape.Length >= 2 && shape[^1] == features, $"[batch, ..., {features}]");
        Check.SameType(this, inputs, kernel);
        return nn.functional.linear(inputs, kernel, _useBias ? GetWeight(Bias) : null).Then(_activation);
    }
}
