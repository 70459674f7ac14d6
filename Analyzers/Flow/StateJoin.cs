using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// Where ways meet (F2.2, F2.3, F1.5). What differs is kept apart under the condition that told the ways apart; joining all ways
/// at once, from scratch each time, keeps that exact.
/// </summary>
internal static class StateJoin
{
    /// <param name="states">One for each way.</param>
    /// <param name="sources">The blocks that the ways come from; negative for the beginning of the body.</param>
    /// <param name="body">The body.</param>
    /// <param name="block">The block where they meet.</param>
    public static FlowState Join(IReadOnlyList<FlowState> states, IReadOnlyList<int> sources, BodyContext body, int block)
    {
        if (states.Count == 1)
            return states[0].Copy();
        if (states.Count == 2 && DropInitialisedWay(states[0], states[1], body) is { } only)
            return only;

        var under = states.Select(state => Distinguishing(state, states)).ToArray();
        var chosen = under.All(condition => condition is null) ? ChosenFlag(states, body) : null;
        if (chosen is not null)
            (states, under) = ByFlag(states, chosen, body.Interner.ChosenTerm(block, chosen));

        var joined = states[0].Copy();
        joined.Path = states.Skip(1).Aggregate(states[0].Path, (common, state) => common.RemoveAll(condition => !state.Path.Contains(condition)));
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
                if (state is null && subject.Kind != ObjectKind.Entry && (subject.Owner is null || states[index].Objects[subject.Owner.Id] is null))
                    continue;
                state ??= new ObjectState(FirstSeen(states[index], subject, sources[index], body, block));
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

        joined.Slots = chosen is null ? slots : slots.With(chosen.Id, Value.OfTerm(body.Interner.ChosenTerm(block, chosen)));
        return joined;
    }

    /// <summary>
    /// A bool variable that holds one constant on some ways and the other on the rest, while a mode or the gradient state differs as well: a
    /// later test of it tells the ways apart (F1.5).
    /// </summary>
    private static Slot? ChosenFlag(IReadOnlyList<FlowState> states, BodyContext body)
    {
        foreach (var entry in states[0].Slots.Entries)
        {
            if (entry.Value.Constant is bool first && body.Interner.Slot(entry.Key) is { Owner: null, Symbol: not null } slot
                && states.All(state => state.Slots[entry.Key]?.Constant is bool) && states.Any(state => state.Slots[entry.Key]!.Constant is bool other && other != first))
                return slot;
        }

        return null;
    }

    private static (FlowState[] States, Condition?[] Under) ByFlag(IReadOnlyList<FlowState> states, Slot flag, Term term)
    {
        var copies = states.Select(state => state.Copy()).ToArray();
        foreach (var copy in copies)
            copy.Forget(term);
        return (copies, copies.Select(copy => (Condition?)Condition.Create(term, copy.Slots[flag.Id]!.Constant!, true)).ToArray());
    }

    /// <summary>The mode of an object that this way has not looked at: it comes into the loop with it (F2.7).</summary>
    private static CaseSet FirstSeen(FlowState state, AbstractObject subject, int source, BodyContext body, int block)
    {
        var mode = Transfer.Transfer.ModeOf(state, subject, body);
        return body.Loops.LoopAt(block) is not 0 and var loop && !body.Loops.IsInside(loop, source) ? mode.Select(@case => @case.With(@case.Loops.Enter(loop))) : mode;
    }

    private static CaseSet JoinCases(IReadOnlyList<CaseSet> sets, IReadOnlyList<Condition?> under, ModeReading? restored)
    {
        if (restored is not null && sets.Count == 2 && sets[0].All(restored.IsNegated ? StateKind.Evaluation : StateKind.Training) && sets[1].All(restored.IsNegated ? StateKind.Training : StateKind.Evaluation))
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

    /// <summary>
    /// Both ways of a test of a mode that was read before: what they set together is what was read (F2.4). Negated if the second way is the
    /// one of training.
    /// </summary>
    private static ModeReading? RestoringPair(FlowState left, FlowState right, Condition?[] under)
    {
        if (under[0] is not { } condition || under[1] is null || !condition.Term.IsBoolean)
            return null;
        foreach (var entry in left.Slots.Entries)
        {
            if (entry.Value.Reading is not { } reading || entry.Value.Term != condition.Term || !Equals(right.Slots[entry.Key]?.Reading, reading))
                continue;
            return condition.Holds(true) != reading.IsNegated ? reading.IsNegated ? reading.Not() : reading : reading.IsNegated ? reading : reading.Not();
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
                if (!condition.IsEqual || condition.Term is not { Symbol: IFieldSymbol or IPropertySymbol } term)
                    continue;
                var slot = term.Owner is { } owner ? body.Interner.Member(owner, term.Symbol) : body.Interner.Variable(term.Symbol);
                if (initialising.Slots[slot.Id]?.Constant is { } written && written.Equals(condition.Constants[0])
                    && skipping.Slots[slot.Id]?.Term == condition.Term
                    && initialising.Path.Any(condition.Excludes))
                    return true;
            }

            return false;
        }
    }
}
