using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>Conditions that hold together, one for each term at most; without any, always true.</summary>
internal readonly struct Conjunction : IEquatable<Conjunction>
{
    private readonly ImmutableArray<Condition> _conditions;

    public Conjunction(ImmutableArray<Condition> conditions) => _conditions = conditions;

    public static Conjunction Of(Condition only) => new(ImmutableArray.Create(only));

    public ImmutableArray<Condition> Conditions => _conditions.IsDefault ? ImmutableArray<Condition>.Empty : _conditions;

    public bool IsTrue => _conditions.IsDefaultOrEmpty;

    public Condition? About(Term term)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Term == term)
                return condition;
        }

        return null;
    }

    public bool Excludes(Condition condition) => About(condition.Term)?.Excludes(condition) == true;

    public bool Excludes(Conjunction other)
    {
        foreach (var condition in other.Conditions)
        {
            if (Excludes(condition))
                return true;
        }

        return false;
    }

    /// <summary>The condition says something about one of these, and what it says is not known.</summary>
    public bool IsRelatedTo(Condition condition)
    {
        foreach (var own in Conditions)
        {
            if (own.Term.IsRelatedTo(condition.Term))
                return true;
        }

        return false;
    }

    /// <summary>Both; the caller has checked that they do not exclude each other.</summary>
    public Conjunction And(Condition condition)
    {
        for (var index = 0; index < Conditions.Length; index++)
        {
            if (_conditions[index].Term != condition.Term)
                continue;
            var both = _conditions[index].And(condition);
            return ReferenceEquals(both, _conditions[index]) ? this : new Conjunction(_conditions.SetItem(index, both));
        }

        return new Conjunction(Conditions.Add(condition));
    }

    public Conjunction And(Conjunction other) => other.Conditions.Aggregate(this, (all, condition) => all.And(condition));

    /// <summary>What either of two says, where one conjunction can say it: one holds whenever the other does, or they differ in one term.</summary>
    public Conjunction? Or(Conjunction other)
    {
        if (IsTrue || other.IsTrue)
            return default(Conjunction);
        if (other.Conditions.Length < _conditions.Length)
            return other.Or(this);
        Condition? mine = null, theirs = null;
        foreach (var condition in _conditions)
        {
            var known = other.About(condition.Term);
            if (known is null || mine is not null && !known.Equals(condition))
                return null;
            if (!known.Equals(condition))
                (mine, theirs) = (condition, known);
        }

        if (mine is null)
            return this;
        var either = mine.Or(theirs!);
        if (other._conditions.Length > _conditions.Length)
            return Equals(either, mine) ? this : null;
        return new Conjunction(either is null ? _conditions.Remove(mine) : _conditions.Replace(mine, either));
    }

    /// <summary>Without conditions that are among these.</summary>
    public Conjunction Without(ImmutableArray<Condition> conditions) =>
        conditions.IsEmpty || IsTrue ? this : new(_conditions.RemoveAll(conditions.Contains));

    public Conjunction Forget(Term term)
    {
        foreach (var condition in Conditions)
        {
            if (condition.Term.DependsOn(term))
                return new Conjunction(_conditions.RemoveAll(each => each.Term.DependsOn(term)));
        }

        return this;
    }

    public bool Equals(Conjunction other) =>
        _conditions == other._conditions || Conditions.Length == other.Conditions.Length && Conditions.All(other.Conditions.Contains);

    public override bool Equals(object? obj) => obj is Conjunction other && Equals(other);

    public override int GetHashCode() => Conditions.Length;

    public override string ToString() => string.Join(" && ", Conditions);
}
