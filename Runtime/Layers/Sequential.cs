using static TorchSharp.torch;

namespace ModeLint.Runtime;

/// <summary>Layers that run one after the other, all in the mode of the call.</summary>
/// <remarks>
/// A result between two layers is disposed as soon as the next layer has used it, as in <c>torch.nn.Sequential</c>. Disposing the
/// container disposes the layers.
/// </remarks>
public class Sequential : Layer
{
    private readonly List<Layer> _layers = [];

    /// <summary>Makes a model of the layers, in their order. Without any it hands its inputs on.</summary>
    /// <param name="layers">The layers; each takes over the mode of this container, which is evaluation.</param>
    /// <exception cref="ArgumentException">A layer appears twice, or two have the same name.</exception>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers) Add(layer);
    }

    /// <summary>
    /// Appends a layer. It takes over the mode of this container, and is frozen if the container is. Without a name of its own it is
    /// called after its type, with a number if the container has that name already: <c>dense</c>, <c>dense_1</c>.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="ArgumentException">The layer is part of this container or contains it, or its name is taken.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (_layers.Contains(layer))
            throw new ArgumentException($"{Title} already contains the {layer.Title}.", nameof(layer));
        if (layer == this || layer.modules().Contains(this))
            throw new ArgumentException($"{Title} cannot contain itself.", nameof(layer));

        var taken = named_children().Select(child => child.name).ToHashSet();
        var name = layer.NameGiven ? layer.Name : layer.TypeName();
        if (layer.NameGiven && taken.Contains(name))
            throw new ArgumentException($"{Title} already contains a layer named '{name}'.", nameof(layer));
        for (var number = 1; taken.Contains(name); number++) name = $"{layer.TypeName()}_{number}";

        register_module(name, layer);
        _layers.Add(layer);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor inputs, bool training)
    {
        var current = inputs;
        foreach (var layer in _layers)
        {
            var next = layer.Apply(current, training);
            if (!ReferenceEquals(current, inputs) && !ReferenceEquals(current, next)) current.Dispose();
            current = next;
        }

        // A caller that disposes the result must not lose its inputs.
        return ReferenceEquals(current, inputs) ? inputs.alias() : current;
    }
}
