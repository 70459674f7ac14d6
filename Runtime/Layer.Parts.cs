using System.Reflection;
using TorchSharp;
using TorchSharp.Utils;
using static TorchSharp.torch;
using Parameter = TorchSharp.Modules.Parameter;

namespace ModeLint.Runtime;

// TorchSharp reads the fields once, when a constructor says so; what is assigned later, or forgotten, stays out of reach of
// train(), eval(), parameters() and to(). Here they are read whenever somebody asks for the parts.
public abstract partial class Layer
{
    private FieldInfo[]? _fields;

    /// <summary>Registers what the fields of derived classes hold now. Runs by itself.</summary>
    protected override void RegisterComponents()
    {
        _fields ??= [.. FieldsForParts()];
        if (_fields.Length == 0) return;
        lock (_gate)
        {
            foreach (var field in _fields)
            {
                switch (field.GetValue(this))
                {
                    case nn.Module part when Registered(_internal_submodules, PartName(field)) != part:
                        register_module(PartName(field), null);
                        register_module(PartName(field), part);
                        break;
                    // A parameter keeps the name of its field, because to() finds the field by it.
                    case Parameter part when Registered(_internal_params, ComponentName(field)) is var known && !ReferenceEquals(known, part):
                        part.DetachFromDisposeScope();
                        if (!Trainable) part.requires_grad = false;
                        ConditionallyRegisterParameter(ComponentName(field), part);
                        break;
                }
            }
        }
    }

    /// <summary>Makes a module part of this layer: it takes over the mode, and is frozen if this layer is.</summary>
    /// <param name="name">Its name in keys and, if it has none of its own, in messages.</param>
    /// <param name="submodule">The module; <c>null</c> removes the part of that name.</param>
    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public override void register_module(string name, nn.Module? submodule)
    {
        base.register_module(name, submodule!);
        if (Registered(_internal_submodules, name) is not { } part) return;
        if (part is Layer { _nameGiven: false } layer) layer.name = name;
        part.train(training);
        if (!Trainable) SetTrainable(part, false);
    }

    /// <summary>The layers that are part of this one, without theirs.</summary>
    public IReadOnlyList<Layer> Layers => [.. children().OfType<Layer>()];

    /// <inheritdoc/>
    public override IEnumerable<(string name, nn.Module module)> named_children()
    {
        RegisterComponents();
        return base.named_children();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, nn.Module module)> named_modules()
    {
        RegisterComponents();
        return base.named_modules();
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
    {
        RegisterComponents();
        return base.named_parameters(recurse);
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
    {
        RegisterComponents();
        return base.named_buffers(recurse, include_nonpersistent);
    }

    /// <inheritdoc/>
    public override nn.Module apply(Action<nn.Module> fn)
    {
        RegisterComponents();
        return base.apply(fn);
    }

    /// <inheritdoc/>
    public override bool has_parameter(string target)
    {
        RegisterComponents();
        return base.has_parameter(target);
    }

    /// <inheritdoc/>
    public override Parameter? get_parameter(string target)
    {
        RegisterComponents();
        return base.get_parameter(target);
    }

    private IEnumerable<FieldInfo> FieldsForParts()
    {
        for (var type = GetType(); type != typeof(Layer); type = type.BaseType!)
        {
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                var held = field.FieldType;
                if (held == typeof(object) || held.IsInterface
                    || held.IsAssignableTo(typeof(nn.Module)) || held.IsAssignableTo(typeof(Tensor)))
                    yield return field;
            }
        }
    }

    private static T? Registered<T>(OrderedDict<string, T> known, string name) where T : class =>
        known.TryGetValue(name, out var part) ? part : null;

    private static string ComponentName(FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;

    /// <summary>The part in the auto-property <c>Head</c> is <c>Head</c>, not <c>&lt;Head&gt;k__BackingField</c>.</summary>
    private static string PartName(FieldInfo field)
    {
        var name = ComponentName(field);
        return name.StartsWith('<') && name.EndsWith(">k__BackingField", StringComparison.Ordinal) ? name[1..name.IndexOf('>')] : name;
    }
}
