using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>What holds on the ways to a point (F2.3): on each of them a conjunction. Immutable.</summary>
internal sealed class PathCondition : IEquatable<PathCondition>
{
    /// <summary>More ways than this are not told apart: what they have in common is kept.</summary>
    private const int MaximalWays = 6;

    public static readonly PathCondition Always = new(ImmutableArray.Create(default(Conjunction)));

    private ImmutableArray<Condition> _common;

    private PathCondition(ImmutableArray<Conjunction> ways) => Ways = ways;

    public ImmutableArray<Conjunction> Ways { get; }

    /// <summary>Conditions that hold on every way.</summary>
    public ImmutableArray<Condition> Common
    {
        get
        {
            if (_common.IsDefault)
                _common = Ways.Length == 1 ? Ways[0].Conditions : Ways.Skip(1).Aggregate(Ways[0].Conditions, (common, way) => common.RemoveAll(condition => !way.Conditions.Contains(condition)));
            return _common;
        }
    }

    /// <summary>Null if the condition holds on none of the ways.</summary>
    public PathCondition? Assume(Condition condition)
    {
        var kept = Ways.RemoveAll(way => way.Excludes(condition));
        return kept.IsEmpty ? null : Simplified(kept.Select(way => way.And(condition)));
    }

    /// <summary>What holds on ways that are one of these as well; null if none of them can be.</summary>
    public PathCondition? And(IEnumerable<Conjunction> others)
    {
        var both = others.SelectMany(other => Ways.Where(way => !way.Excludes(other)).Select(way => way.And(other))).ToArray();
        return both.Length == 0 ? null : Simplified(both);
    }

    public PathCondition Or(PathCondition other) => Equals(other) ? this : Simplified(Ways.Concat(other.Ways));

    public PathCondition Forget(Term term)
    {
        foreach (var way in Ways)
        {
            if (!way.Forget(term).Equals(way))
                return Simplified(Ways.Select(each => each.Forget(term)));
        }

        return this;
    }

    /// <summary>The ways without what holds on all of them anyway.</summary>
    public ImmutableArray<Conjunction> Without(ImmutableArray<Condition> conditions) =>
        conditions.IsEmpty ? Ways : Merge(Ways.Select(way => way.Without(conditions))).ToImmutableArray();

    public bool Equals(PathCondition? other) =>
        ReferenceEquals(this, other) || other is not null && Ways.Length == other.Ways.Length && Ways.All(other.Ways.Contains);

    public override bool Equals(object? obj) => Equals(obj as PathCondition);

    public override int GetHashCode() => Ways.Length;

    private static PathCondition Simplified(IEnumerable<Conjunction> ways)
    {
        var merged = Merge(ways);
        var result = merged.Count == 1 && merged[0].IsTrue ? Always : new PathCondition(merged.ToImmutableArray());
        return merged.Count > MaximalWays ? new PathCondition(ImmutableArray.Create(new Conjunction(result.Common))) : result;
    }

    private static List<Conjunction> Merge(IEnumerable<Conjunction> ways)
    {
        var merged = new List<Conjunction>();
        foreach (var added in ways)
        {
            var way = added;
            for (var index = 0; index < merged.Count; index++)
            {
                if (merged[index].Or(way) is not { } either)
                    continue;

                // What two ways have become may go together with a third.
                way = either;
                merged.RemoveAt(index);
                index = -1;
            }

            merged.Add(way);
        }

        return merged;
    }
}
