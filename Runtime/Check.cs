using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>
/// What every layer checks before native code sees it: there, some mistakes abort the process, some pass in silence, and the rest
/// speak of matrices that the user never wrote.
/// </summary>
internal static class Check
{
    public static void InUnitInterval(double value, string name)
    {
        if (!(value >= 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "The value must be at least 0 and less than 1.");
    }

    public static void Shape(Layer layer, long[] actual, bool fits, string expected, string? because = null)
    {
        if (!fits)
            throw new ArgumentException($"{layer.Title} expects inputs of shape {expected}, got {Layer.Text(actual)}{(because is null ? "" : $", {because}")}.", "inputs");
    }

    public static void SameType(Layer layer, Tensor inputs, Tensor weight)
    {
        if (inputs.dtype != weight.dtype)
            throw new ArgumentException($"{layer.Title} has weights of type {weight.dtype}, got inputs of type {inputs.dtype}: convert one of them with to().", nameof(inputs));
    }

    /// <summary>Applies the activation and gives back what it has consumed.</summary>
    public static Tensor Then(this Tensor outputs, Func<Tensor, Tensor>? activation)
    {
        if (activation is null) return outputs;
        var result = activation(outputs);
        if (!ReferenceEquals(result, outputs)) outputs.Dispose();
        return result;
    }
}
