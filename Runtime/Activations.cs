using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>
/// Functions for the <c>activation</c> of a layer, as in <c>new Dense(10, Activations.ReLU)</c>. Any function from tensor to tensor
/// will do; TorchSharp's <c>relu</c> and <c>softmax</c> have more parameters and so need a lambda.
/// </summary>
public static class Activations
{
    /// <summary><c>max(x, 0)</c> of each element.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor ReLU(Tensor inputs) => nn.functional.relu(inputs);

    /// <summary><c>1 / (1 + exp(-x))</c> of each element.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor Sigmoid(Tensor inputs) => nn.functional.sigmoid(inputs);

    /// <summary>The hyperbolic tangent of each element.</summary>
    /// <param name="inputs">Any shape.</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor Tanh(Tensor inputs) => nn.functional.tanh(inputs);

    /// <summary><c>exp(x) / sum(exp(x))</c> over the last dimension: what a <see cref="Dense"/> layer's units share.</summary>
    /// <param name="inputs">Shape [batch, ..., units].</param>
    /// <returns>A new tensor of the same shape.</returns>
    public static Tensor Softmax(Tensor inputs) => nn.functional.softmax(inputs, dim: -1);
}
