using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// The cases that a mode or the gradient state can be in: the lattice of F2. Joining is union; its height is bounded by
/// kinds × entry paths × conditions of the body.
/// </summary>
internal readonly struct CaseSet : IEquatable<CaseSet>
{
    private readonly ImmutableArray<Case> _cases;

    public CaseSet(ImmutableArray<Case> cases) => _cases = cases;

    public static CaseSet Of(Case only) => new(ImmutableArray.Create(only));

    public static CaseSet Unknown { get; } = Of(new Case(StateKind.Unknown, null));

    public ImmutableArray<Case> Cases => _cases.IsDefault ? ImmutableArray<Case>.Empty : _cases;

    public bool IsEmpty => _cases.IsDefaultOrEmpty;

    public bool All(StateKind kind) => !IsEmpty && _cases.All(@case => @case.Kind == kind);

    public bool Any(StateKind kind) => Cases.Any(@case => @case.Kind == kind);

    /// <summary>Union. A case that both sides hold is one case; complementary conditions cancel.</summary>
    public CaseSet Join(CaseSet other)
    {
        if (IsEmpty)
            return other;
        if (other.IsEmpty || _cases == other._cases)
            return this;

        var merged = ImmutableArray.CreateBuilder<Case>();
        merged.AddRange(_cases);
        foreach (var added in other._cases)
            Add(merged, added);
        var result = new CaseSet(merged.ToImmutable()).OneConditionedTerm();
        return result.Equals(this) ? this : result;
    }

    public CaseSet Select(Func<Case, Case> change)
    {
        if (IsEmpty)
            return this;
        var merged = ImmutableArray.CreateBuilder<Case>();
        var same = true;
        foreach (var @case in _cases)
        {
            var changed = change(@case);
            same &= ReferenceEquals(changed, @case);
            Add(merged, changed);
        }

        return same ? this : new CaseSet(merged.ToImmutable());
    }

    public CaseSet Where(Func<Case, bool> predicate)
    {
        if (IsEmpty)
            return this;
        var kept = Apis.ImmutableArrayExtensions.WhereAsArray(_cases, predicate);
        return kept.Length == _cases.Length ? this : new CaseSet(kept);
    }

    /// <summary>After an update that may have met another object: nothing explicit is left (F2.1).</summary>
    public CaseSet Weaken(CaseSet written) => Join(written).Select(@case => @case.Implicit());

    /// <summary>What remains when a condition is known to hold.</summary>
    public CaseSet Assume(Condition condition)
    {
        foreach (var @case in Cases)
        {
            if (@case.When?.Excludes(condition) == true)
                return Where(each => each.When is null || !each.When.Excludes(condition));
        }

        return this;
    }

    /// <summary>Puts a condition on every case; a case under a condition on another term is out of the domain and not explicit any more.</summary>
    public CaseSet Under(Condition condition) => Assume(condition).Select(@case =>
        @case.When is null ? @case.With(condition)
        : @case.When.Term == condition.Term ? @case.With(@case.When.And(condition))
        : @case.With((Condition?)null).Implicit());

    /// <summary>The very same cases; says nothing if they are not.</summary>
    public bool IsSame(CaseSet other) => _cases == other._cases;

    /// <summary>Drops conditions about a term that is about to be another value.</summary>
    public CaseSet Forget(Term term)
    {
        foreach (var @case in Cases)
        {
            if (@case.When?.Term.DependsOn(term) == true)
                return Select(each => each.When?.Term.DependsOn(term) == true ? each.With((Condition?)null) : each);
        }

        return this;
    }

    public bool Equals(CaseSet other) => _cases == other._cases || Cases.Length == other.Cases.Length && Cases.All(@case => other.Cases.Any(@case.Equals));

    public override bool Equals(object? obj) => obj is CaseSet other && Equals(other);

    public override int GetHashCode() => Cases.Length;

    public override string ToString() => string.Join(" | ", Cases);

    private static void Add(ImmutableArray<Case>.Builder cases, Case added)
    {
        for (var index = 0; index < cases.Count; index++)
        {
            var present = cases[index];
            if (!present.SameState(added))
                continue;

            Condition? when;
            if (Equals(present.When, added.When))
                when = present.When;
            else if (present.When is null || added.When is null || present.When.IsNegationOf(added.When))
                when = null;
            else
                continue;

            cases[index] = new Case(present.Kind, Place.Earlier(present.Place, added.Place), present.Entry, present.IsExplicit || added.IsExplicit,
                present.IsInitial || added.IsInitial, when, present.Loops.Or(added.Loops));
            return;
        }

        cases.Add(added);
    }

    /// <summary>One conditioned term per object (F2.3): with a second one, conditions are dropped and nothing conditioned stays explicit.</summary>
    private CaseSet OneConditionedTerm()
    {
        Term? term = null;
        foreach (var @case in Cases)
        {
            if (@case.When is null)
                continue;
            if (term is not null && term != @case.When.Term)
                return Select(each => each.When is null ? each : each.With((Condition?)null).Implicit());
            term = @case.When.Term;
        }

        return this;
    }
}
