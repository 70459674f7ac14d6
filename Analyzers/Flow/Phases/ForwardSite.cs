using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Phases;

/// <summary>What a body does with a forward's result (F3).</summary>
internal enum UseKind : byte
{
    /// <summary>Metric, print, conversion to numbers: read by something that needs no gradient.</summary>
    Consumed,

    /// <summary>A gradient of it is taken.</summary>
    Backward,

    /// <summary>Its numbers serve a training step of the same body.</summary>
    ServesTraining,

    /// <summary>Handed to the caller.</summary>
    Returned,

    /// <summary>Out of sight: stored, captured, or given to code that is not followed.</summary>
    Lost,
}

/// <summary>One use, with the conditions under which it happens.</summary>
internal sealed class Use : IEquatable<Use>
{
    public Use(UseKind kind, ImmutableArray<Condition> path)
    {
        Kind = kind;
        Path = path;
    }

    public UseKind Kind { get; }

    public ImmutableArray<Condition> Path { get; }

    public bool Equals(Use? other) => other is not null && Kind == other.Kind && Path.Length == other.Path.Length && Path.All(other.Path.Contains);

    public override bool Equals(object? obj) => Equals(obj as Use);

    public override int GetHashCode() => (int)Kind * 31 + Path.Length;
}

/// <summary>
/// Where the result of a forward comes into a body: a forward call, a call that hands out the result of a callee's forward, or a
/// parameter that may hold one. Uses are collected when the fixpoint is reached.
/// </summary>
internal sealed class ForwardSite
{
    private readonly List<Use> _uses = new();

    public ForwardSite(IOperation? call, ForwardFact? inner, ISymbol? parameter)
    {
        Call = call;
        Inner = inner;
        Parameter = parameter;
    }

    public IOperation? Call { get; }

    /// <summary>The callee's fact that this call carries on.</summary>
    public ForwardFact? Inner { get; }

    public ISymbol? Parameter { get; }

    public IReadOnlyList<Use> Uses => _uses;

    /// <summary>Forwards whose results, with their graphs, it runs on.</summary>
    public HashSet<ForwardSite> Inputs { get; } = new();

    /// <summary>Its results are summed, appended or stored together with earlier ones (F3.5).</summary>
    public bool IsCombined { get; set; }

    public void Add(Use use)
    {
        if (!_uses.Contains(use))
            _uses.Add(use);
    }
}
