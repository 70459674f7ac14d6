namespace ModeLint.Analyzers.Flow.State;

/// <summary>One object that a value may refer to, under a condition; a null object is null itself.</summary>
internal readonly struct Reference : IEquatable<Reference>
{
    public Reference(AbstractObject? target, Condition? when = null)
    {
        Target = target;
        When = when;
    }

    public AbstractObject? Target { get; }

    public Condition? When { get; }

    public bool Equals(Reference other) => Target == other.Target && Equals(When, other.When);

    public override bool Equals(object? obj) => obj is Reference other && Equals(other);

    public override int GetHashCode() => Target?.Id ?? 0;
}
