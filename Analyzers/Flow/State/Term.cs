using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// A value that the analysis does not know but recognises when it meets it again: what a parameter or a member holds on entry, what an
/// operation yields, or a side-effect-free combination of those. Conditions (F2.3) are about terms, so a variable that is
/// assigned anew is a new term, and a copy is the same one. Compared by reference: see <see cref="Interner"/>.
/// </summary>
internal sealed class Term
{
    public Term(ISymbol? parameter, AbstractObject? owner, IOperation? site, ImmutableArray<Term> parts, bool isBoolean)
    {
        Symbol = parameter;
        Owner = owner;
        Site = site;
        Parts = parts;
        IsBoolean = isBoolean;
    }

    /// <summary>The parameter, captured variable or member whose entry value this is.</summary>
    public ISymbol? Symbol { get; }

    /// <summary>The object whose member <see cref="Symbol"/> is.</summary>
    public AbstractObject? Owner { get; }

    /// <summary>The operation whose result this is; its next execution yields another value.</summary>
    public IOperation? Site { get; }

    public ImmutableArray<Term> Parts { get; }

    public bool IsBoolean { get; }

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
}

/// <summary>What is known of one term: that it equals a constant, or differs from some.</summary>
internal sealed class Condition : IEquatable<Condition>
{
    private Condition(Term term, bool equal, ImmutableArray<object> constants)
    {
        Term = term;
        IsEqual = equal;
        Constants = constants;
    }

    public Term Term { get; }

    /// <summary>True: the term is the one constant. False: it is none of them.</summary>
    public bool IsEqual { get; }

    public ImmutableArray<object> Constants { get; }

    /// <summary>Stands for null among the constants.</summary>
    public static object Null { get; } = new();

    public static Condition Create(Term term, object constant, bool equal)
    {
        if (term.IsBoolean && constant is bool value)
            return new Condition(term, true, ImmutableArray.Create<object>(value == equal));
        return new Condition(term, equal, ImmutableArray.Create(constant));
    }

    /// <summary>Null where the negation of "none of several" would be needed.</summary>
    public Condition? Negate() => Constants.Length == 1 ? Create(Term, Constants[0], !IsEqual) : null;

    public bool Excludes(Condition other) =>
        Term == other.Term
        && (IsEqual
            ? other.IsEqual ? !Constants[0].Equals(other.Constants[0]) : other.Constants.Contains(Constants[0])
            : other.IsEqual && Constants.Contains(other.Constants[0]));

    public bool Holds(object constant) => Constants.Contains(constant) == IsEqual;

    /// <summary>Both at once; the caller has checked that they do not exclude each other.</summary>
    public Condition And(Condition other) =>
        IsEqual ? this
        : other.IsEqual ? other
        : new Condition(Term, false, Constants.Union(other.Constants).OrderBy(Order, StringComparer.Ordinal).ToImmutableArray());

    public bool IsNegationOf(Condition other) => Term == other.Term && Negate() is { } negation && negation.Equals(other);

    public Condition About(Term term) => new(term, IsEqual, Constants);

    public bool Equals(Condition? other) =>
        other is not null && Term == other.Term && IsEqual == other.IsEqual && Constants.SequenceEqual(other.Constants);

    public override bool Equals(object? obj) => Equals(obj as Condition);

    public override int GetHashCode() => Constants.Length + (IsEqual ? 17 : 0);

    public override string ToString() => $"{Term.Symbol?.Name ?? "?"} {(IsEqual ? "==" : "!=")} {string.Join(",", Constants)}";

    private static string Order(object constant) => constant == Null ? "" : constant.ToString() ?? "";
}
