using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// The cases that a mode or the gradient state can be in: the lattice of F2. Joining is union; its height is bounded by
/// kinds × entry paths × conditions of the body.
/// </summary>
internal readonly struct CaseSet : IEquatable<CaseSet>
{
    private const int MaximalConditions = 4;
    private const int MaximalCases = 12;

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
        var result = new CaseSet(merged.ToImmutable()).Bounded();
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

    /// <summary>
    /// What remains when a condition is known to hold. A case under a condition that the known one says something about, nobody can tell what, is
    /// not explicit any more (F2.3).
    /// </summary>
    public CaseSet Assume(Condition condition)
    {
        foreach (var @case in Cases)
        {
            if (@case.When.Excludes(condition) || @case.IsExplicit && @case.When.IsRelatedTo(condition))
                return For(condition).Select(each => each.When.IsRelatedTo(condition) ? each.Implicit() : each);
        }

        return this;
    }

    /// <summary>What can be the case for a value of a condition.</summary>
    public CaseSet For(Condition condition) => Where(@case => !@case.When.Excludes(condition));

    /// <summary>What can be the case on one of several ways.</summary>
    public CaseSet On(ImmutableArray<Conjunction> ways)
    {
        foreach (var @case in Cases)
        {
            if (!@case.When.IsTrue && ways.All(@case.When.Excludes))
                return Where(each => each.When.IsTrue || !ways.All(each.When.Excludes));
        }

        return this;
    }

    public CaseSet Under(Condition condition) => Under(Conjunction.Of(condition));

    /// <summary>Puts conditions on every case. More than can be followed are out of the domain, and what they held for is not explicit any more (F2.3).</summary>
    public CaseSet Under(Conjunction conditions) => conditions.IsTrue ? this : Where(@case => !@case.When.Excludes(conditions)).Select(@case =>
        @case.When.And(conditions) is { Conditions.Length: <= MaximalConditions } both ? @case with { When = both } : @case with { When = default, IsExplicit = false });

    /// <summary>The very same cases; says nothing if they are not.</summary>
    public bool IsSame(CaseSet other) => _cases == other._cases;

    /// <summary>Drops conditions about a term that is about to be another value.</summary>
    public CaseSet Forget(Term term)
    {
        foreach (var @case in Cases)
        {
            if (!@case.When.Forget(term).Equals(@case.When))
                return Select(each => each with { When = each.When.Forget(term) });
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
            if (!present.SameState(added) || present.When.Or(added.When) is not { } when)
                continue;

            // What is explicit under a condition only does not become so without it.
            if (present.IsExplicit != added.IsExplicit && !when.Equals(present.IsExplicit ? present.When : added.When))
                continue;

            cases.RemoveAt(index);
            Add(cases, present with
            {
                Place = Place.Earlier(present.Place, added.Place),
                IsExplicit = present.IsExplicit || added.IsExplicit,
                IsInitial = present.IsInitial || added.IsInitial,
                When = when,
                SetUnder = present.SetUnder.Equals(added.SetUnder) ? present.SetUnder : default,
                Loops = present.Loops.Or(added.Loops),
            });
            return;
        }

        cases.Add(added);
    }

    /// <summary>With more cases than can be followed, conditions are dropped and nothing conditioned stays explicit (F2.3).</summary>
    private CaseSet Bounded() =>
        Cases.Length <= MaximalCases ? this : Select(@case => @case.When.IsTrue ? @case : @case with { When = default, IsExplicit = false });
}
