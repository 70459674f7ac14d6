using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>
/// In training mode, sets each element to zero with probability <see cref="Rate"/> and multiplies the others by
/// <c>1 / (1 - Rate)</c>, which keeps their expected value. In evaluation mode, hands the inputs on unchanged.
/// </summary>
/// <remarks>Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", JMLR 15, 2014.</remarks>
[ModeDependent]
public sealed class Dropout : Layer
{
    /// <summary>Makes a dropout layer. Inputs and outputs have the same, any, shape.</summary>
    /// <param name="rate">The share of elements that is dropped; at least 0 and less than 1.</param>
    /// <param name="name">The name, see <see cref="Layer(string?)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rate"/> is negative, 1 or more, or not a number.</exception>
    public Dropout(double rate, string? name = null)
        : base(name)
    {
        Check.InUnitInterval(rate, nameof(rate));
        Rate = rate;
    }

    /// <summary>The share of elements that is dropped in training mode.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor inputs, bool training)
    {
        if (!inputs.is_floating_point())
            throw new ArgumentException($"{Title} needs inputs of a floating-point type, got {inputs.dtype}.", nameof(inputs));
        return nn.functional.dropout(inputs, Rate, training);
    }
}
