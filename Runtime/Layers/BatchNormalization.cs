using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>
/// Normalises each channel: <c>gamma * (x - mean) / sqrt(variance + epsilon) + beta</c>.
/// </summary>
/// <remarks>
/// <para>
/// In training mode, mean and (biased) variance are those of the batch, and the moving averages move:
/// <c>moving = momentum * moving + (1 - momentum) * batch</c>, for the variance with the unbiased one. In evaluation mode, and
/// always while <see cref="Layer.Trainable"/> is false, mean and variance are the moving averages, which stay.
/// </para>
/// <para>
/// Weights: <c>gamma</c> (ones) and <c>beta</c> (zeros); buffers: <c>moving_mean</c> (zeros) and <c>moving_variance</c> (ones); each has one
/// number for each channel.
/// </para>
/// <para>
/// Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", ICML 2015.
/// The defaults are Keras's, and <c>momentum</c> has its meaning: the share that is kept, 1 minus TorchSharp's.
/// </para>
/// </remarks>
[ModeDependent]
public sealed class BatchNormalization : Layer
{
    private const string Gamma = "gamma", Beta = "beta", MovingMean = "moving_mean", MovingVariance = "moving_variance";

    private readonly double _momentum, _epsilon;
    private readonly bool _center, _scale;

    /// <summary>Makes a batch normalisation over inputs of shape [batch, channels, ...]; outputs have the same shape.</summary>
    /// <param name="momentum">The share of a moving average that a training step keeps; at least 0 and less than 1.</param>
    /// <param name="epsilon">What is added to the variance, so that the division is safe; more than 0.</param>
    /// <param name="center">Whether <c>beta</c> is added.</param>
    /// <param name="scale">Whether the result is multiplied by <c>gamma</c>.</param>
    /// <param name="name">The name, see <see cref="Layer(string?)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="momentum"/> or <paramref name="epsilon"/> is out of range or not a number.</exception>
    public BatchNormalization(double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true, string? name = null)
        : base(name)
    {
        Check.InUnitInterval(momentum, nameof(momentum));
        if (!(epsilon > 0 && double.IsFinite(epsilon)))
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "The value must be greater than 0 and finite.");
        (_momentum, _epsilon, _center, _scale) = (momentum, epsilon, center, scale);
    }

    /// <inheritdoc/>
    protected override void OnBuild(long[] inputShape)
    {
        Check.Shape(this, inputShape, inputShape.Length >= 2 && inputShape[1] >= 1, "[batch, channels, ...]");
        var channels = inputShape[1];
        if (_scale) AddWeight(Gamma, ones(channels));
        if (_center) AddWeight(Beta, zeros(channels));
        AddBuffer(MovingMean, zeros(channels));
        AddBuffer(MovingVariance, ones(channels));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor inputs, bool training)
    {
        var (mean, variance) = (GetBuffer(MovingMean), GetBuffer(MovingVariance));
        var shape = inputs.shape;
        var channels = mean.shape[0];
        Check.Shape(this, shape, shape.Length >= 2 && shape[1] == channels, $"[batch, {channels}, ...]");
        Check.SameType(this, inputs, mean);

        var moves = training && Trainable;
        // The unbiased variance of one value is 0 / 0: the moving variance would be NaN for good, without an exception.
        Check.Shape(this, shape, !moves || inputs.numel() / channels > 1, $"[batch, {channels}, ...] with more than one value per channel in training mode");
        return nn.functional.batch_norm(
            inputs, mean, variance, _scale ? GetWeight(Gamma) : null, _center ? GetWeight(Beta) : null,
            training: moves, momentum: 1 - _momentum, eps: _epsilon);
    }
}
