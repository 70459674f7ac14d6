using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Lines around a place: some in front of it, a block around it if it needs one, some behind it.</summary>
internal sealed class Wrap
{
    public Wrap(Place place) => Place = place;

    public Place Place { get; }

    /// <summary>Statements in front.</summary>
    public ImmutableArray<string> Before { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>What begins the block around the place: <c>try</c>, <c>using (…)</c>; null for no block.</summary>
    public string? Block { get; init; }

    /// <summary>A statement behind.</summary>
    public string? After { get; init; }

    /// <summary><see cref="After"/> runs also when the place is left early.</summary>
    public bool InFinally => After is not null && Block == "try";

    /// <summary>What changes within the place because of the block.</summary>
    public KeptVariables Kept { get; init; } = KeptVariables.None;

    /// <summary>It takes more than one statement.</summary>
    public bool IsSeveral => !Before.IsEmpty || After is not null || !Kept.Declarations.IsEmpty;
}
