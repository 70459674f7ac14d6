using System.Collections.Immutable;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// Where ways meet (F2.2, F2.3, F1.5). What differs is kept apart under the condition that told the ways apart; joining all ways
/// at once, from scratch each time, keeps that exact.
/// </summary>
internal static class StateJoin
{
    public static FlowState Join(IReadOnlyList<FlowState> states, BodyContext body)
    {
        if (states.Count == 1)
            return states[0].Copy();
        if (states.Count == 2 && DropInitialisedWay(states[0], states[1], body) is { } only)
            return only;

        var joined = states[0].Copy();
        joined.Path = states.Skip(1).Aggregate(states[0].Path, (common, state) => common.RemoveAll(condition => !state.Path.Contains(condition)));
        var under = states.Select(state => Distinguishing(state, states)).ToArray();
        var pair = states.Count == 2 ? RestoringPair(states[0], states[1], under) : null;
        joined.Gradients = JoinCases(states.Select(state => state.Gradients).ToArray(), under, null);

        var objects = states.SelectMany(state => state.Objects.Entries).Select(entry => entry.Key).Distinct().ToArray();
        foreach (var id in objects)
        {
            var subject = body.Interner.Object(id);
            ObjectState? merged = null;
            var modes = new List<CaseSet>();
            var conditions = new List<Condition?>();
            for (var index = 0; index < states.Count; index++)
            {
                var state = states[index].Objects[id];
                if (state is null && subject.Kind != ObjectKind.Entry)
                    continue;
                state ??= new ObjectState(Transfer.Transfer.ModeOf(states[index], subject, body));
                modes.Add(state.Mode);
                conditions.Add(under[index]);
                merged = merged is null ? state : merged.Join(state, state.Mode);
            }

            joined.Objects = joined.Objects.With(id, merged!.With(JoinCases(modes, conditions, pair), merged.IsMixed));
        }

        var slots = states[0].Slots;
        var leftUnder = under[0];
        for (var index = 1; index < states.Count; index++)
        {
            var rightUnder = under[index];
            var single = states.Count == 2;
            slots = slots.Join(states[index].Slots, (id, left, right) =>
            {
                // A slot that only one side has read still holds what it held on entry in the other.
                if (left is null || right is null)
                    return body.Interner.Slot(id) is { Owner: null } or { Owner.Kind: ObjectKind.Created } ? left ?? right : left is null ? right!.WithOther() : left.WithOther();
                return left.Join(right, single ? leftUnder : null, single ? rightUnder : null);
            });
        }

        joined.Slots = slots;
        return joined;
    }

    private static CaseSet JoinCases(IReadOnlyList<CaseSet> sets, IReadOnlyList<Condition?> under, ModeReading? restored)
    {
        if (restored is not null && sets.Count == 2 && sets[0].All(StateKind.Training) && sets[1].All(StateKind.Evaluation))
            return restored.Cases;
        var first = sets[0];
        if (sets.All(set => set.Equals(first)))
            return sets.Skip(1).Aggregate(first, (joined, set) => joined.Join(set));
        CaseSet result = default;
        for (var index = 0; index < sets.Count; index++)
            result = result.Join(under[index] is { } condition ? sets[index].Under(condition) : sets[index]);
        return result;
    }

    /// <summary>A condition that holds on one way and is excluded on another.</summary>
    private static Condition? Distinguishing(FlowState state, IReadOnlyList<FlowState> all)
    {
        Condition? found = null;
        foreach (var condition in state.Path)
        {
            if (all.Any(other => other != state && other.Path.Any(condition.Excludes)) && (found is null || condition.IsEqual && !found.IsEqual))
                found = condition;
        }

        return found;
    }

    /// <summary>Both ways of a test of a mode that was read before: what they set together is what was read (F2.4).</summary>
    private static ModeReading? RestoringPair(FlowState left, FlowState right, Condition?[] under)
    {
        if (under[0] is not { } condition || under[1] is null || !condition.Term.IsBoolean)
            return null;
        foreach (var entry in left.Slots.Entries)
        {
            if (entry.Value.Reading is not { } reading || entry.Value.Term != condition.Term || !Equals(right.Slots[entry.Key]?.Reading, reading))
                continue;
            var leftIsTraining = condition.Holds(true) != reading.IsNegated;
            return leftIsTraining ? reading : null;
        }

        return null;
    }

    /// <summary>
    /// A flag that is written where an initialisation is done (F1.5): the way that skips it because the flag is set comes from an
    /// earlier run of the same initialisation, so it has what that left.
    /// </summary>
    private static FlowState? DropInitialisedWay(FlowState left, FlowState right, BodyContext body)
    {
        if (Skips(left, right))
            return right.Copy();
        return Skips(right, left) ? left.Copy() : null;

        bool Skips(FlowState skipping, FlowState initialising)
        {
            foreach (var condition in skipping.Path)
            {
                if (!condition.IsEqual || condition.Term is not { Owner: { } owner, Symbol: { } flag })
                    continue;
                var slot = body.Interner.Member(owner, flag);
                if (initialising.Slots[slot.Id]?.Constant is { } written && written.Equals(condition.Constants[0])
                    && skipping.Slots[slot.Id]?.Term == condition.Term
                    && initialising.Path.Any(condition.Excludes))
                    return true;
            }

            return false;
        }
    }
}
