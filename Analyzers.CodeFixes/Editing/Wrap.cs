using System.Collections.Immutable;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Lines around a place: some in front of it, a block around it if it needs one, some behind it.</summary>
internal sealed class Wrap
{
    public Wrap(Place place, ImmutableArray<string> before = default, string? block = null, string? after = null, KeptVariables? kept = null, string? last = null)
    {
        Place = place;
        Before = before.IsDefault ? ImmutableArray<string>.Empty : before;
        Block = block;
        After = after;
        Kept = kept ?? KeptVariables.None;
        Last = last;
    }

    public Place Place { get; }

    /// <summary>Statements in front.</summary>
    public ImmutableArray<string> Before { get; }

    /// <summary>What begins the block around the place: <c>try</c>, <c>using (…)</c>; null for no block.</summary>
    public string? Block { get; }

    /// <summary>A statement behind.</summary>
    public string? After { get; }

    /// <summary>A statement behind everything else: what is left of one that could not stay within.</summary>
    public string? Last { get; }

    /// <summary><see cref="After"/> runs also when the place is left early.</summary>
    public bool InFinally => After is not null && Block == "try";

    /// <summary>What changes within the place because of the block.</summary>
    public KeptVariables Kept { get; }

    /// <summary>It takes more than one statement.</summary>
    public bool IsSeveral => !Before.IsEmpty || After is not null || Last is not null || !Kept.Declarations.IsEmpty;
}
