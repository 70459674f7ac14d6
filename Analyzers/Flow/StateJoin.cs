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
        var isLoop = body.Loops.LoopAt(block) != 0;
        if (states.Count == 1 && !isLoop)
            return states[0].Copy();
        if (states.Count == 2 && DropInitialisedWay(states[0], states[1], body) is { } only)
            return only;

        var chosen = ChosenSlots(states, body, block, isLoop ? body.Loops.AssignedIn(block) : null);
        if (chosen.Count > 0)
            states = ForgetChosen(states, chosen);
        var joined = states[0].Copy();
        var ways = Residual(states);
        var under = Opposites(ways);
        if (chosen.Count > 0)
        {
            foreach (var state in states)
                LearnChosen(state, chosen, states);
            ways = Residual(states);
            under = under[0] is null ? Opposites(ways) : under;
        }

        joined.Path = PathOf(states);
        joined.IsUnseenImplicit = states.All(state => state.IsUnseenImplicit);
        var pair = states.Count == 2 ? RestoringPair(states[0], states[1], under) : null;
        joined.Gradients = JoinCases(states.Select(state => state.Gradients).ToArray(), ways, null);

        var objects = states.SelectMany(state => state.Objects.Entries).Select(entry => entry.Key).Distinct().ToArray();
        foreach (var id in objects)
        {
            var subject = body.Interner.Object(id);
            ObjectState? merged = null;
            var modes = new List<CaseSet>();
            var conditions = new List<ImmutableArray<Conjunction>>();
            for (var index = 0; index < states.Count; index++)
            {
                var state = states[index].Objects[id];
                if (state is null && subject.Kind != ObjectKind.Entry && (subject.Owner is null || states[index].Objects[subject.Owner.Id] is null))
                    continue;
                state ??= new ObjectState(FirstSeen(states[index], subject, sources[index], body, block));
                modes.Add(state.Mode);
                conditions.Add(ways[index]);
                merged = merged is null ? state : merged.Join(state, state.Mode);
            }

            joined.Objects = joined.Objects.With(id, merged!.With(JoinCases(modes, conditions, pair), merged.IsMixed));
        }

        joined.Slots = states[0].Slots;
        for (var index = 1; index < states.Count; index++)
        {
            joined.Slots = joined.Slots.Join(states[index].Slots, (id, left, right) =>
            {
                if (left is not null && right is not null)
                    return left.Join(right, under[0], under[1]);

                // A slot that only one side has read still holds what it held on entry in the other; a variable that only one side has declared is out of scope.
                var slot = body.Interner.Slot(id);
                if (slot is { Owner: null } ? slot.Symbol is null || !body.HoldsEntryValue(slot.Symbol) : slot.Owner.Kind == ObjectKind.Created)
                    return left ?? right;
                if (slot.Owner is { Kind: not ObjectKind.Entry })
                    return (left ?? right)!.WithOther();
                var entry = Transfer.Transfer.EntryValue(body, slot);
                return left is null ? entry.Join(right!, under[0], under[1]) : left.Join(entry, under[0], under[1]);
            });
        }

        foreach (var (slot, term) in chosen)
            joined.Slots = joined.Slots.With(slot.Id, joined.Slots[slot.Id]!.WithTerm(term));
        return joined;
    }

    /// <summary>
    /// Variables that hold a recognised value on each way, not the same on all: what they hold afterwards is a value of its own, which a later test
    /// recognises (F1.5, F2.3).
    /// </summary>
    /// <param name="states">One for each way.</param>
    /// <param name="body">The body.</param>
    /// <param name="block">The block where they meet.</param>
    /// <param name="assigned">What the loop that begins here assigns: another value on each trip.</param>
    private static List<(Slot Slot, Term Term)> ChosenSlots(IReadOnlyList<FlowState> states, BodyContext body, int block, HashSet<ISymbol>? assigned)
    {
        var chosen = new List<(Slot, Term)>();
        foreach (var entry in states[0].Slots.Entries)
        {
            if (!IsRecognised(entry.Value) || body.Interner.Slot(entry.Key) is not { Owner: null } slot)
                continue;
            var isSame = slot.Symbol is null || assigned?.Contains(slot.Symbol) != true;
            var domain = DomainOf(entry.Value);
            for (var index = 1; index < states.Count; index++)
            {
                if (states[index].Slots[entry.Key] is not { } other || !IsRecognised(other))
                {
                    isSame = true;
                    break;
                }

                if (DomainOf(other) is var another && !domain.SequenceEqual(another))
                    domain = ImmutableArray<object>.Empty;
                isSame &= other.Term == entry.Value.Term && (other.Term is not null || Equals(other.Constant, entry.Value.Constant) && Equals(other.Truth, entry.Value.Truth));
            }

            if (!isSame)
                chosen.Add((slot, body.Interner.ChosenTerm(body.Graph.Blocks[block], slot, domain)));
        }

        return chosen;
    }

    private static bool IsRecognised(Value value) =>
        value.References.IsEmpty && value.Reading is null && (value.Term is not null || value.Truth is not null || value.Constant is not null);

    private static ImmutableArray<object> DomainOf(Value value) => value.Constant is bool || value.Truth is not null ? Domains.Boolean : value.Term?.Domain ?? ImmutableArray<object>.Empty;

    private static FlowState[] ForgetChosen(IReadOnlyList<FlowState> states, List<(Slot Slot, Term Term)> chosen)
    {
        var copies = states.Select(state => state.Copy()).ToArray();
        foreach (var copy in copies)
        {
            foreach (var (_, term) in chosen)
                copy.Forget(term);
        }

        return copies;
    }

    private static PathCondition PathOf(IReadOnlyList<FlowState> states) => states.Skip(1).Aggregate(states[0].Path, (path, state) => path.Or(state.Path));

    /// <summary>What holds on each way and not on all of them.</summary>
    private static ImmutableArray<Conjunction>[] Residual(IReadOnlyList<FlowState> states)
    {
        var common = PathOf(states).Common;
        return states.Select(state => state.Path.Without(common)).ToArray();
    }

    /// <summary>What a way left in a variable tells this way from the others: a bool, or one constant where each way left one.</summary>
    private static void LearnChosen(FlowState state, List<(Slot Slot, Term Term)> chosen, IReadOnlyList<FlowState> states)
    {
        foreach (var (slot, term) in chosen)
        {
            if (!term.IsBoolean && !states.All(other => other.Slots[slot.Id]!.Constant is not null))
                continue;
            var value = state.Slots[slot.Id]!;
            if (value.Constant is { } constant)
                state.Path = state.Path.Assume(Condition.Create(term, constant, true)) ?? state.Path;
            else if (value.Truth is { } truth)
                state.Path = Where(state.Path, truth, term, true)?.Or(Where(state.Path, truth.Negate(), term, false) ?? state.Path) ?? state.Path;
        }

        static PathCondition? Where(PathCondition path, Condition condition, Term term, bool value) =>
            path.Assume(condition)?.Assume(Condition.Create(term, value, true));
    }

    /// <summary>Two ways that one condition tells apart.</summary>
    private static Condition?[] Opposites(ImmutableArray<Conjunction>[] ways) =>
        ways.Length == 2 && ways[0].Length == 1 && ways[1].Length == 1 && ways[0][0].Conditions.Length == 1 && ways[1][0].Conditions.Length == 1
        && ways[0][0].Conditions[0] is var left && ways[1][0].Conditions[0] is var right && left.IsNegationOf(right)
            ? new Condition?[] { left, right } : new Condition?[2];

    /// <summary>The mode of an object that this way has not looked at: it comes into the loop with it (F2.7).</summary>
    private static CaseSet FirstSeen(FlowState state, AbstractObject subject, int source, BodyContext body, int block)
    {
        var mode = Transfer.Transfer.ModeOf(state, subject, body);
        return body.Loops.LoopAt(block) is not 0 and var loop && !body.Loops.IsInside(loop, source) ? mode.Select(@case => @case with { Loops = @case.Loops.Enter(loop) }) : mode;
    }

    private static CaseSet JoinCases(IReadOnlyList<CaseSet> sets, IReadOnlyList<ImmutableArray<Conjunction>> ways, ModeReading? restored)
    {
        if (restored is not null && sets.Count == 2 && sets[0].All(restored.IsNegated ? StateKind.Evaluation : StateKind.Training) && sets[1].All(restored.IsNegated ? StateKind.Training : StateKind.Evaluation))
            return restored.Cases;
        var first = sets[0];
        if (sets.All(set => set.Equals(first)))
            return sets.Skip(1).Aggregate(first, (joined, set) => joined.Join(set));
        CaseSet result = default;

        // Where all ways agree, which of them was taken says nothing.
        if (sets.All(set => set.Cases.Length == 1 && set.Cases[0].SameState(first.Cases[0]) && set.Cases[0].IsExplicit == first.Cases[0].IsExplicit && set.Cases[0].When.IsTrue))
            return sets.Skip(1).Aggregate(first, (joined, set) => joined.Join(set));
        for (var index = 0; index < sets.Count; index++)
        {
            foreach (var way in ways[index])
                result = result.Join(sets[index].Under(way));
        }

        return result;
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
            foreach (var condition in skipping.Path.Common)
            {
                if (!condition.IsEqual || condition.Constants.Length > 1 || condition.Term is not { Symbol: IFieldSymbol or IPropertySymbol } term)
                    continue;
                var slot = term.Owner is { } owner ? body.Interner.Member(owner, term.Symbol) : body.Interner.Variable(term.Symbol);
                if (initialising.Slots[slot.Id]?.Constant is { } written && written.Equals(condition.Constants[0])
                    && skipping.Slots[slot.Id]?.Term == condition.Term
                    && initialising.Path.Common.Any(condition.Excludes))
                    return true;
            }

            return false;
        }
    }
}
