using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// A value that the analysis does not know but recognises when it meets it again: what a parameter or a member holds on entry, what an
/// operation yields, what ways that meet left in a variable, or a side-effect-free combination of those. Conditions (F2.3) are about terms, so a
/// variable that is assigned anew is a new term, and a copy is the same one. Compared by reference: see <see cref="Interner"/>.
/// </summary>
internal sealed class Term
{
    /// <summary>The parameter, captured variable or member whose entry value this is.</summary>
    public ISymbol? Symbol { get; init; }

    /// <summary>The object whose member <see cref="Symbol"/> is.</summary>
    public AbstractObject? Owner { get; init; }

    /// <summary>The operation whose result this is, or before which ways meet; its next execution yields another value.</summary>
    public IOperation? Site { get; init; }

    /// <summary>Of what it is a value; null for what is combined from others.</summary>
    public ITypeSymbol? Type { get; init; }

    /// <summary>What combines the parts.</summary>
    public string? Operation { get; init; }

    public ImmutableArray<Term> Parts { get; init; } = ImmutableArray<Term>.Empty;

    /// <summary>A part that is known.</summary>
    public object? Constant { get; init; }

    /// <summary>Every value that it can have, where that is known: a bool, or an enumeration whose members are not combined.</summary>
    public ImmutableArray<object> Domain { get; init; } = ImmutableArray<object>.Empty;

    public bool IsBoolean => !Domain.IsEmpty && Domain[0] is bool;

    /// <summary>Held on entry: a caller can say more about it.</summary>
    public bool IsEntry => Symbol is not null;

    public bool DependsOn(Term other)
    {
        if (this == other)
            return true;
        foreach (var part in Parts)
        {
            if (part.DependsOn(other))
                return true;
        }

        return false;
    }

    /// <summary>What is known of one says something of the other, but what it says is not known.</summary>
    public bool IsRelatedTo(Term other) =>
        this != other && (IsSameQuestion(other)
            || (Parts.IsEmpty ? Constant is null && (other.DependsOn(this) || other.Parts.Any(IsRelatedTo)) : Parts.Any(part => part == other || part.IsRelatedTo(other))));

    /// <summary>The same method was asked, perhaps about the same things.</summary>
    private bool IsSameQuestion(Term other) =>
        Site is IInvocationOperation { TargetMethod: var asked } && other.Site is IInvocationOperation { TargetMethod: var again } && SymbolEqualityComparer.Default.Equals(asked, again);

    public override string ToString() =>
        Constant?.ToString() ?? Symbol?.Name ?? (Operation is null ? Site?.Syntax.ToString() ?? "?" : $"{Operation}({string.Join(", ", Parts)})");
}
