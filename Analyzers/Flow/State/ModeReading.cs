namespace ModeLint.Analyzers.Flow.State;

/// <summary>The value of <c>model.training</c>, as data (F2.4).</summary>
internal sealed class ModeReading : IEquatable<ModeReading>
{
    public ModeReading(AbstractObject? module, CaseSet cases, bool negated)
    {
        Module = module;
        Cases = cases;
        IsNegated = negated;
    }

    /// <summary>Whether gradients are recorded, instead of a mode.</summary>
    public static ModeReading OfGradients(CaseSet cases) => new(null, cases, false) { IsOfGradients = true };

    public bool IsOfGradients { get; private init; }

    /// <summary>The object that was read, if it is one.</summary>
    public AbstractObject? Module { get; }

    public CaseSet Cases { get; }

    public bool IsNegated { get; }

    /// <summary>What was read, where that is certain.</summary>
    public object? Value =>
        IsOfGradients ? null : Cases.All(StateKind.Training) ? !IsNegated : Cases.All(StateKind.Evaluation) ? IsNegated : null;

    public ModeReading Not() => new(Module, Cases, !IsNegated) { IsOfGradients = IsOfGradients };

    public bool Equals(ModeReading? other) =>
        other is not null && Module == other.Module && IsNegated == other.IsNegated && IsOfGradients == other.IsOfGradients && Cases.Equals(other.Cases);

    public override bool Equals(object? obj) => Equals(obj as ModeReading);

    public override int GetHashCode() => Module?.Id ?? 0;
}
