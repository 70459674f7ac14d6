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
internal sealed class Case : IEquatable<Case>
{
    public Case(StateKind kind, Place? place, AbstractObject? entry = null, bool isExplicit = true, bool initial = false, Condition? when = null, LoopMarks loops = default)
    {
        Kind = kind;
        Place = place;
        Entry = entry;
        IsExplicit = isExplicit && kind != StateKind.Unknown;
        IsInitial = initial;
        When = when;
        Loops = loops;
    }

    public StateKind Kind { get; }

    public Place? Place { get; }

    /// <summary>For <see cref="StateKind.Entry"/> of a mode: the object, named by its path on entry.</summary>
    public AbstractObject? Entry { get; }

    /// <summary>Every step since the case was set is ordinary control flow.</summary>
    public bool IsExplicit { get; }

    /// <summary>The state in which the object was created: nobody has set it.</summary>
    public bool IsInitial { get; }

    public Condition? When { get; }

    public LoopMarks Loops { get; }

    public Case With(Condition? when) => new(Kind, Place, Entry, IsExplicit, IsInitial, when, Loops);

    public Case With(LoopMarks loops) => new(Kind, Place, Entry, IsExplicit, IsInitial, When, loops);

    public Case Implicit() => IsExplicit ? new(Kind, Place, Entry, false, IsInitial, When, Loops) : this;

    public bool SameState(Case other) => Kind == other.Kind && Entry == other.Entry;

    public bool Equals(Case? other) =>
        other is not null && SameState(other) && IsExplicit == other.IsExplicit && IsInitial == other.IsInitial
        && Loops.Equals(other.Loops) && Equals(When, other.When);

    public override bool Equals(object? obj) => Equals(obj as Case);

    public override int GetHashCode() => (int)Kind;

    public override string ToString() =>
        $"{Kind}{(Entry is null ? "" : $"({Entry})")}{(IsExplicit ? "" : "~")}{(When is null ? "" : $" when {When}")}";
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
