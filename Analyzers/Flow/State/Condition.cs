using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>What is known of one term: that it is one of some constants, or none of them (F2.3).</summary>
internal sealed class Condition : IEquatable<Condition>
{
    private Condition(Term term, bool isEqual, ImmutableArray<object> constants)
    {
        Term = term;
        IsEqual = isEqual;
        Constants = constants;
    }

    public Term Term { get; }

    /// <summary>True: the term is one of the constants. False: it is none of them.</summary>
    public bool IsEqual { get; }

    public ImmutableArray<object> Constants { get; }

    /// <summary>Stands for null among the constants.</summary>
    public static object Null { get; } = new();

    public static Condition Create(Term term, object constant, bool equal)
    {
        if (equal || term.Domain.IsEmpty || constant == Null)
            return new Condition(term, equal, ImmutableArray.Create(constant));
        return new Condition(term, true, term.Domain.Remove(constant));
    }

    public Condition Negate() => Term.Domain.IsEmpty || !IsEqual ? new Condition(Term, !IsEqual, Constants) : new Condition(Term, true, Term.Domain.RemoveRange(Constants));

    /// <summary>They cannot hold together.</summary>
    public bool Excludes(Condition other) =>
        Term == other.Term && (IsEqual, other.IsEqual) switch
        {
            (true, true) => !Constants.Any(other.Constants.Contains),
            (true, false) => Constants.All(other.Constants.Contains),
            (false, true) => other.Constants.All(Constants.Contains),
            _ => false,
        };

    public bool Holds(object constant) => Constants.Contains(constant) == IsEqual;

    /// <summary>Both at once; the caller has checked that they do not exclude each other.</summary>
    public Condition And(Condition other) => (IsEqual, other.IsEqual) switch
    {
        (true, true) => Of(true, Constants.RemoveAll(constant => !other.Constants.Contains(constant))),
        (true, false) => Of(true, Constants.RemoveAll(other.Constants.Contains)),
        (false, true) => other.And(this),
        _ => Of(false, Constants.Union(other.Constants).ToImmutableArray()),
    };

    /// <summary>One or the other; null if that is always so.</summary>
    public Condition? Or(Condition other)
    {
        return (IsEqual, other.IsEqual) switch
        {
            (true, true) when !Term.Domain.IsEmpty && Term.Domain.All(constant => Constants.Contains(constant) || other.Constants.Contains(constant)) => null,
            (true, true) => Of(true, Constants.Union(other.Constants).ToImmutableArray()),
            (true, false) => other.Or(this),
            (false, true) => OfRest(Constants.RemoveAll(other.Constants.Contains)),
            _ => OfRest(Constants.RemoveAll(constant => !other.Constants.Contains(constant))),
        };
    }

    public bool IsNegationOf(Condition other) => Term == other.Term && Negate().Equals(other);

    public Condition About(Term term) => new(term, IsEqual, Constants);

    public bool Equals(Condition? other) =>
        ReferenceEquals(this, other)
        || other is not null && Term == other.Term && IsEqual == other.IsEqual && Constants.Length == other.Constants.Length && Constants.All(other.Constants.Contains);

    public override bool Equals(object? obj) => Equals(obj as Condition);

    public override int GetHashCode() => Constants.Length + (IsEqual ? 17 : 0);

    public override string ToString() => $"{Term} {(IsEqual ? "==" : "!=")} {string.Join(",", Constants)}";

    private Condition Of(bool isEqual, ImmutableArray<object> constants) =>
        constants.Length == Constants.Length && isEqual == IsEqual ? this : new Condition(Term, isEqual, constants);

    private Condition? OfRest(ImmutableArray<object> constants) => constants.IsEmpty ? null : Of(false, constants);
}
