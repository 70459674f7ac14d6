using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>One thing that a mode, or the gradient state, can be.</summary>
internal enum StateKind : byte
{
    Training,
    Evaluation,
    GradientsOn,
    GradientsOff,
    Inference,

    /// <summary>What it was when the body was entered.</summary>
    Entry,
    Unknown,
}

/// <summary>A case of a state (F2.1), with the condition under which it holds and what loops did to it (F2.7).</summary>
internal sealed record Case(StateKind Kind, Place? Place)
{
    private readonly bool _isExplicit = true;

    /// <summary>For <see cref="StateKind.Entry"/> of a mode: the object, named by its path on entry.</summary>
    public AbstractObject? Entry { get; init; }

    /// <summary>Every step since the case was set is ordinary control flow.</summary>
    public bool IsExplicit
    {
        get => _isExplicit && Kind != StateKind.Unknown;
        init => _isExplicit = value;
    }

    /// <summary>The state in which the object was created: nobody has set it.</summary>
    public bool IsInitial { get; init; }

    /// <summary>What must hold for it to be the case.</summary>
    public Conjunction When { get; init; }

    /// <summary>What held where it was set: the choice of whoever set it.</summary>
    public Conjunction SetUnder { get; init; }

    public LoopMarks Loops { get; init; }

    public Case Implicit() => IsExplicit ? this with { IsExplicit = false } : this;

    public bool SameState(Case other) => Kind == other.Kind && Entry == other.Entry;

    /// <summary>Places are for messages and no part of a state (F2.8).</summary>
    public bool Equals(Case? other) =>
        ReferenceEquals(this, other)
        || other is not null && SameState(other) && IsExplicit == other.IsExplicit && IsInitial == other.IsInitial
        && Loops.Equals(other.Loops) && When.Equals(other.When) && SetUnder.Equals(other.SetUnder);

    public override int GetHashCode() => (int)Kind;

    public override string ToString() =>
        $"{Kind}{(Entry is null ? "" : $"({Entry})")}{(IsExplicit ? "" : "~")}{(When.IsTrue ? "" : $" when {When}")}";
}

/// <summary>Per loop of the body (a bit each): did the case come from outside, over the back edge, and did it survive a whole trip.</summary>
internal readonly struct LoopMarks : IEquatable<LoopMarks>
{
    public LoopMarks(ulong outside, ulong back, ulong survived)
    {
        Outside = outside;
        Back = back;
        Survived = survived;
    }

    public ulong Outside { get; }

    public ulong Back { get; }

    public ulong Survived { get; }

    public LoopMarks Enter(ulong loop) => new(Outside | loop, Back & ~loop, Survived & ~loop);

    public LoopMarks Repeat(ulong loop) => new(Outside & ~loop, Back | loop, Survived | (Outside & loop));

    public LoopMarks Leave(ulong loop) => new(Outside & ~loop, Back & ~loop, Survived & ~loop);

    public LoopMarks Or(LoopMarks other) => new(Outside | other.Outside, Back | other.Back, Survived | other.Survived);

    public bool Equals(LoopMarks other) => Outside == other.Outside && Back == other.Back && Survived == other.Survived;

    public override bool Equals(object? obj) => obj is LoopMarks other && Equals(other);

    public override int GetHashCode() => (int)(Outside ^ Back ^ Survived);
}
