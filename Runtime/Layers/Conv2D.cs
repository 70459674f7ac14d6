using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>A two-dimensional convolution (cross-correlation) with a square kernel.</summary>
/// <remarks>
/// Weights: <c>kernel</c> of shape [filters, channels, kernelSize, kernelSize], drawn uniformly from
/// ±sqrt(6 / ((channels + filters) * kernelSize²)) (Glorot and Bengio, AISTATS 2010), and <c>bias</c> of shape [filters], zeros.
/// </remarks>
[ModeIndependent]
public sealed class Conv2D : Layer
{
    private const string Kernel = "kernel", Bias = "bias";

    private readonly int _filters, _kernelSize, _strides;
    private readonly Padding _padding;
    private readonly Func<Tensor, Tensor>? _activation;
    private readonly bool _useBias;

    /// <summary>Makes a convolution from images of shape [batch, channels, height, width] to [batch, filters, rows, columns].</summary>
    /// <param name="filters">The number of output channels; at least 1.</param>
    /// <param name="kernelSize">Rows and columns of the kernel, in pixels; at least 1.</param>
    /// <param name="strides">The step of the kernel, in pixels; at least 1.</param>
    /// <param name="padding">What happens at the border, which decides the number of rows and columns.</param>
    /// <param name="activation">What is applied to the sum, such as <see cref="Activations.ReLU"/>; nothing if left out.</param>
    /// <param name="useBias">Whether <c>bias</c> is added.</param>
    /// <param name="name">The name, see <see cref="Layer(string?)"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is less than 1, or <paramref name="padding"/> is no <see cref="Padding"/>.</exception>
    public Conv2D(
        int filters, int kernelSize, int strides = 1, Padding padding = Padding.Valid,
        Func<Tensor, Tensor>? activation = null, bool useBias = true, string? name = null)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(kernelSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(strides, 1);
        if (!Enum.IsDefined(padding))
            throw new ArgumentOutOfRangeException(nameof(padding), padding, "The value must be Valid or Same.");
        (_filters, _kernelSize, _strides, _padding) = (filters, kernelSize, strides, padding);
        (_activation, _useBias) = (activation, useBias);
    }

    /// <inheritdoc/>
    protected override void OnBuild(long[] inputShape)
    {
        Check.Shape(this, inputShape, inputShape.Length == 4 && inputShape[1] >= 1, "[batch, channels, height, width]");
        AddWeight(Kernel, nn.init.xavier_uniform_(empty(_filters, inputShape[1], _kernelSize, _kernelSize)));
        if (_useBias) AddWeight(Bias, zeros(_filters));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor inputs, bool training)
    {
        var kernel = GetWeight(Kernel);
        var (shape, channels) = (inputs.shape, kernel.shape[1]);
        Check.Shape(this, shape, shape.Length == 4 && shape[1] == channels, $"[batch, {channels}, height, width]");
        Check.SameType(this, inputs, kernel);
        var (rows, columns) = (OutputSize(shape[2]), OutputSize(shape[3]));
        Check.Shape(
            this, shape, rows >= 1 && columns >= 1,
            $"[batch, {channels}, height, width] large enough for a {_kernelSize}x{_kernelSize} kernel", $"with which the output would be {rows}x{columns}");

        var bias = _useBias ? GetWeight(Bias) : null;
        if (_padding == Padding.Valid) return Convolve(inputs, 0, 0);
        var (vertical, horizontal) = (MissingPixels(shape[2], rows), MissingPixels(shape[3], columns));
        if (vertical % 2 == 0 && horizontal % 2 == 0) return Convolve(inputs, vertical / 2, horizontal / 2);
        using var padded = nn.functional.pad(
            inputs, [horizontal / 2, horizontal - horizontal / 2, vertical / 2, vertical - vertical / 2]);
        return Convolve(padded, 0, 0);

        Tensor Convolve(Tensor images, long vertical, long horizontal) =>
            nn.functional.conv2d(images, kernel, bias, [_strides, _strides], [vertical, horizontal]).Then(_activation);
    }

    private long OutputSize(long size) => _padding == Padding.Same
        ? (size + _strides - 1) / _strides
        : (long)Math.Floor((size - _kernelSize) / (double)_strides) + 1;

    /// <summary>How many rows or columns of zeros <see cref="Padding.Same"/> adds.</summary>
    private long MissingPixels(long size, long outputSize) => Math.Max((outputSize - 1) * _strides + _kernelSize - size, 0);
}
