using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Apis;

/// <summary>What an entry of a description says about its symbol; the names are the words of the text, see <see cref="DescriptionParser"/>.</summary>
internal enum DescriptionKind
{
    Module, Switch, Reads, Registers, Forward, Guard, ReadsGradients, Returns, Loads, Creates,
    Tensor, Plain, Fills, Backward, Optimizer, Step, Parameters, Parts, Gradient, Requires, Ends, Asks,
    Modeless, Parameterless, Weight, Independent, Dependent, Container, Functional, Library,
}

/// <summary>One line of a description: <c>switch M:TorchSharp.torch.nn.Module.train mode=training argument=0</c>.</summary>
internal sealed class Description
{
    public Description(DescriptionKind kind, string assembly, string id, IReadOnlyDictionary<string, string> values)
    {
        Kind = kind;
        Assembly = assembly;
        Id = id;
        Mode = values.TryGetValue("mode", out var mode) ? mode : values.TryGetValue("initial", out var initial) ? initial : null;
        Gradients = values.TryGetValue("gradients", out var gradients) ? gradients : null;
        Argument = values.TryGetValue("argument", out var argument) && int.TryParse(argument, out var ordinal) ? ordinal : null;
        Unless = values.TryGetValue("unless", out var unless) ? unless : null;
        Loads = values.ContainsKey("loads");
    }

    public DescriptionKind Kind { get; }

    /// <summary>Simple name of the assembly that defines the symbol.</summary>
    public string Assembly { get; }

    /// <summary>Documentation id; without a parameter list it means every overload.</summary>
    public string Id { get; }

    /// <summary><c>training</c>, <c>evaluation</c> or <c>unknown</c>: what a switch sets, or how an object starts.</summary>
    public string? Mode { get; }

    /// <summary><c>on</c>, <c>off</c> or <c>inference</c>: what a guard sets.</summary>
    public string? Gradients { get; }

    /// <summary>Ordinal of the bool argument that turns the effect on; names differ between overrides.</summary>
    public int? Argument { get; }

    /// <summary>Parameter whose value, false or zero, makes a layer independent of the mode.</summary>
    public string? Unless { get; }

    public bool Loads { get; }

    /// <summary>Last name in <see cref="Id"/>: what the text of a program must contain to use the symbol.</summary>
    public string SimpleName => DocumentationIds.SimpleName(Id);

    public override string ToString() => $"{Kind} {Id}";
}
