using System.Text.RegularExpressions;
using TorchSharp;
using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>
/// A layer whose mode is an argument of its forward call: <c>layer.Apply(x, training: true)</c>. It is a TorchSharp module,
/// so optimizers, losses, <c>torch.nn.Sequential</c>, <c>save</c> and <c>load</c> work on it unchanged.
/// </summary>
/// <remarks>
/// <para>
/// <b>Mode.</b> The argument decides. Left out or <c>null</c>, the state decides that <c>train()</c> and <c>eval()</c> set.
/// Unlike TorchSharp's modules a new layer starts in <b>evaluation</b> mode: a training loop that neither says
/// <c>training: true</c> nor calls <c>train()</c> trains without dropout and with batch statistics that never move.
/// </para>
/// <para>
/// <b>Weights</b> are created at the first call or by <see cref="Build"/>, with the element type and on the device of the
/// inputs unless the layer was moved by <c>to()</c> before.
/// </para>
/// <para>
/// <b>Parts.</b> Modules and parameters in fields and auto-properties of a derived class are registered by themselves; a call of
/// <c>RegisterComponents()</c> is not needed. When it is registered a part takes over the mode of this layer, and is frozen if this
/// layer is. Not registered are: modules in a collection (use a
/// <see cref="Sequential"/> or a <c>ModuleList</c>), and a plain tensor, which may be a cache (<see cref="AddBuffer"/> makes it part of the state).
/// </para>
/// <para>
/// Calls that say their mode may run on several threads at once, except those that move batch statistics. <c>train()</c> and
/// <c>eval()</c> switch the one object for all threads.
/// </para>
/// </remarks>
[InitialMode(false)]
public abstract partial class Layer : nn.Module<Tensor, Tensor>
{
    private readonly object _gate = new();
    private readonly bool _nameGiven;

    /// <summary>Makes a layer in evaluation mode, without weights.</summary>
    /// <param name="name">
    /// The name in messages and in the keys of <c>state_dict()</c>. Left out: the name under which the layer becomes part of another
    /// one, until then its type's, as <c>batch_normalization</c>.
    /// </param>
    /// <exception cref="ArgumentException">The name is empty or contains a dot, which separates the names in a key.</exception>
    protected Layer(string? name = null)
        : base(name ?? nameof(Layer))
    {
        if (name is not null && (name.Length == 0 || name.Contains('.')))
            throw new ArgumentException($"'{name}' is no name for a layer: it must not be empty or contain a dot.", nameof(name));
        _nameGiven = name is not null;
        this.name = name ?? TypeName();
        _built = !CreatesWeights();
        base.train(false);
    }

    /// <summary>The name in messages and, within another layer, in the keys of <c>state_dict()</c>.</summary>
    public string Name => name!;

    /// <summary>Runs the layer on a batch.</summary>
    /// <param name="inputs">The batch; its first dimension counts the samples.</param>
    /// <param name="training">
    /// <c>true</c>: as in training (dropout drops, batch normalisation uses and moves batch statistics). <c>false</c>: as in
    /// evaluation. Left out or <c>null</c>: the state that <c>train()</c> and <c>eval()</c> set, which is evaluation in a new layer.
    /// </param>
    /// <returns>The result; the caller owns it.</returns>
    /// <remarks>Gradients are recorded as everywhere in TorchSharp: the mode does not switch them. Hooks run in <c>call</c>, not here.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="inputs"/> is null.</exception>
    /// <exception cref="ArgumentException">The layer cannot take inputs of this shape or element type.</exception>
    public Tensor Apply(Tensor inputs, [TrainingFlag] bool? training = null)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        RegisterComponents();
        EnsureBuilt(inputs);
        return Call(inputs, training ?? this.training);
    }

    /// <summary>What the layer computes. Hand <paramref name="training"/> down to every layer that is applied here.</summary>
    /// <param name="inputs">The batch; its first dimension counts the samples. The caller owns it.</param>
    /// <param name="training">The mode: <c>true</c> is training, <c>false</c> is evaluation.</param>
    /// <returns>A tensor of its own; the caller will own it. To return what the layer keeps, or the inputs, return their <c>alias()</c>.</returns>
    protected abstract Tensor Call(Tensor inputs, [TrainingFlag] bool training);

    /// <summary>The same as <see cref="Apply"/> without a mode, so that the layer works wherever TorchSharp takes a module.</summary>
    /// <param name="input">The batch.</param>
    /// <returns>The result in the mode that <c>train()</c> and <c>eval()</c> set.</returns>
    public sealed override Tensor forward(Tensor input) => Apply(input, training);

    /// <summary>How messages call this layer.</summary>
    internal string Title => $"{GetType().Name} layer '{Name}'";

    internal bool NameGiven => _nameGiven;

    /// <summary><c>Conv2D</c> is <c>conv2d</c>, <c>BatchNormalization</c> is <c>batch_normalization</c>.</summary>
    internal string TypeName()
    {
        var type = GetType().Name.Split('`')[0];
        return Regex.Replace(type, "(?<=[a-z0-9])(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_").ToLowerInvariant();
    }

    internal static string Text(params ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";
}
