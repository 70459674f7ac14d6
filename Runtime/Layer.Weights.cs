using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace ModeLint.Runtime;

public abstract partial class Layer
{
    private volatile bool _built;
    private bool _trainable = true;
    private ScalarType? _movedToType;
    private Device? _movedToDevice;
    private Tensor? _buildingFor;

    /// <summary>Whether all weights exist, those of the parts included.</summary>
    public bool Built => FirstUnbuilt() is null;

    /// <summary>
    /// Whether training changes the weights. Setting it sets it for all parts, and <c>requires_grad</c> of all parameters, also of
    /// those that are created later. It is not the mode: a frozen layer still drops when it is applied with <c>training: true</c>. The
    /// one exception is <see cref="BatchNormalization"/>, which then always computes as in evaluation.
    /// </summary>
    /// <remarks>An optimizer made from <see cref="TrainableWeights"/> while the layer was frozen does not know its weights: make a new one.</remarks>
    public bool Trainable
    {
        get => _trainable;
        set
        {
            _trainable = value;
            foreach (var (_, parameter) in named_parameters(recurse: false)) parameter.requires_grad = value;
            foreach (var child in children()) SetTrainable(child, value);
        }
    }

    /// <summary>The parameters that training changes, those of the parts included: what an optimizer takes.</summary>
    /// <exception cref="InvalidOperationException">Weights of the layer or of a part do not exist yet.</exception>
    public IReadOnlyList<Parameter> TrainableWeights => [.. parameters().Where(parameter => parameter.requires_grad)];

    /// <summary>The frozen parameters and the buffers, such as moving averages; those of the parts included.</summary>
    /// <exception cref="InvalidOperationException">Weights of the layer or of a part do not exist yet.</exception>
    public IReadOnlyList<Tensor> NonTrainableWeights =>
        [.. parameters().Where(parameter => !parameter.requires_grad), .. buffers()];

    /// <summary>How many numbers the layer and its parts hold: parameters, frozen or not, and buffers.</summary>
    /// <returns>The number of elements.</returns>
    /// <exception cref="InvalidOperationException">Weights of the layer or of a part do not exist yet.</exception>
    public long CountParams() => TrainableWeights.Concat(NonTrainableWeights).Sum(weight => weight.numel());

    /// <summary>
    /// Creates the weights of the layer and of its parts, as the first <see cref="Apply"/> would: one batch of zeros runs through it in
    /// evaluation mode, without gradients. Needed where weights are wanted before data: for an optimizer, or <c>load()</c>.
    /// </summary>
    /// <param name="inputShape">The shape of a batch. Its first number, the batch size, does not matter and may be -1.</param>
    /// <remarks>The weights have the default element type and are on the CPU, unless <c>to()</c> has moved the layer.</remarks>
    /// <exception cref="ArgumentException">No shape, a dimension smaller than 1, or a shape that the layer cannot take.</exception>
    public void Build(params long[] inputShape)
    {
        ArgumentNullException.ThrowIfNull(inputShape);
        if (inputShape.Length == 0 || inputShape[1..].Any(size => size < 1))
        {
            throw new ArgumentException(
                $"{Title} cannot be built for {Text(inputShape)}: give a batch's shape, each size after the first at least 1.", nameof(inputShape));
        }

        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        Apply(zeros([1, .. inputShape[1..]], _movedToType, _movedToDevice), training: false);
    }

    /// <summary>The parameters, as TorchSharp's optimizers take them.</summary>
    /// <param name="recurse">Whether those of the parts are included.</param>
    /// <returns>The parameters.</returns>
    /// <exception cref="InvalidOperationException">
    /// Weights do not exist yet. Without this, an optimizer would take the empty list and train nothing, in silence.
    /// </exception>
    public override IEnumerable<Parameter> parameters(bool recurse = true)
    {
        if ((recurse ? FirstUnbuilt() : _built ? null : this) is { } layer)
            throw new InvalidOperationException($"{layer.Title} has no weights yet: call Build(inputShape) or Apply first.");
        return base.parameters(recurse);
    }

    /// <summary>Creates the layer's own weights, by <see cref="AddWeight"/> and <see cref="AddBuffer"/>. Runs once, before the first call.</summary>
    /// <param name="inputShape">The shape of the first batch.</param>
    protected virtual void OnBuild(long[] inputShape)
    {
    }

    /// <summary>Adds a parameter. It belongs to the layer from then on, whatever dispose scope is open.</summary>
    /// <param name="name">
    /// Its key in <c>state_dict()</c>. It must not be that of a public property: <c>to()</c> would set the property instead.
    /// </param>
    /// <param name="initialValue">Its first value, which the layer takes over. In <see cref="OnBuild"/> it is moved to the inputs' type and device.</param>
    /// <returns>The parameter. Read it by <see cref="GetWeight"/> each time: <c>to()</c> replaces it.</returns>
    /// <exception cref="ArgumentException">The name is empty, taken, or that of a public property.</exception>
    protected Parameter AddWeight(string name, Tensor initialValue)
    {
        CheckWeightName(name);
        var weight = new Parameter(Moved(initialValue), Trainable);
        weight.DetachFromDisposeScope();
        register_parameter(name, weight);
        return weight;
    }

    /// <summary>Adds a tensor that is saved and moved with the layer but not trained, such as a moving average.</summary>
    /// <param name="name">Its key in <c>state_dict()</c>; as for <see cref="AddWeight"/>.</param>
    /// <param name="initialValue">Its first value, which the layer takes over; as for <see cref="AddWeight"/>.</param>
    /// <exception cref="ArgumentException">The name is empty, taken, or that of a public property.</exception>
    protected void AddBuffer(string name, Tensor initialValue)
    {
        CheckWeightName(name);
        register_buffer(name, Moved(initialValue).DetachFromDisposeScope());
    }

    /// <summary>The parameter of that name.</summary>
    /// <param name="name">The name that <see cref="AddWeight"/> got.</param>
    /// <returns>The parameter, as <c>to()</c> has left it.</returns>
    /// <exception cref="InvalidOperationException">There is none; before the layer is built there may be none yet.</exception>
    protected Parameter GetWeight(string name) => get_parameter(name) ?? throw Missing("weight", name);

    /// <summary>The buffer of that name.</summary>
    /// <param name="name">The name that <see cref="AddBuffer"/> got.</param>
    /// <returns>The tensor, as <c>to()</c> has left it.</returns>
    /// <exception cref="InvalidOperationException">There is none; before the layer is built there may be none yet.</exception>
    protected Tensor GetBuffer(string name) => get_buffer(name) ?? throw Missing("buffer", name);

    /// <summary>Remembers where the layer was moved, for the weights that do not exist yet.</summary>
    /// <param name="dtype">The element type, if it changes.</param>
    /// <param name="device">The device, if it changes.</param>
    /// <param name="non_blocking">Whether to move without waiting.</param>
    protected override void _toEpilog(ScalarType? dtype, Device? device, bool non_blocking)
    {
        _movedToType = dtype ?? _movedToType;
        _movedToDevice = device ?? _movedToDevice;
        base._toEpilog(dtype, device, non_blocking);
    }

    private void EnsureBuilt(Tensor inputs)
    {
        if (_built) return;
        lock (_gate)
        {
            if (_built) return;
            // Weights made under inference_mode could never be trained.
            using var trainable = inference_mode(false);
            _buildingFor = inputs;
            try
            {
                OnBuild(inputs.shape);
                _built = true;
            }
            finally
            {
                _buildingFor = null;
            }
        }
    }

    private bool CreatesWeights() =>
        GetType().GetMethod(nameof(OnBuild), BindingFlags.Instance | BindingFlags.NonPublic, [typeof(long[])])!.DeclaringType != typeof(Layer);

    private Layer? FirstUnbuilt() =>
        !_built ? this : modules().OfType<Layer>().FirstOrDefault(layer => !layer._built);

    private Tensor Moved(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (_buildingFor is not { } inputs) return value;
        var inputsType = inputs.is_floating_point() ? inputs.dtype : get_default_dtype();
        return value.to(_movedToType ?? inputsType, _movedToDevice ?? inputs.device);
    }

    private void CheckWeightName(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (GetType().GetProperty(name) is not null)
            throw new ArgumentException($"{Title} has a public property '{name}': a weight needs another name.", nameof(name));
        if (has_parameter(name) || has_buffer(name))
            throw new ArgumentException($"{Title} already has a weight '{name}'.", nameof(name));
    }

    private InvalidOperationException Missing(string kind, string name) =>
        new($"{Title} has no {kind} '{name}'{(_built ? "." : " yet: call Build(inputShape) or Apply first.")}");

    private static void SetTrainable(nn.Module module, bool value)
    {
        if (module is Layer layer)
        {
            layer.Trainable = value;
            return;
        }

        foreach (var (_, parameter) in module.named_parameters()) parameter.requires_grad = value;
    }
}
