using System.Collections.Immutable;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>What can be said of one forward in one respect (F2.2).</summary>
internal enum Verdict
{
    /// <summary>Not an evaluation, or nothing to say.</summary>
    None,
    Right,
    Unknown,

    /// <summary>Wrong on one explicit path, not on another.</summary>
    SomePath,

    /// <summary>Wrong for certain.</summary>
    Wrong,

    /// <summary>The callers decide.</summary>
    Open,
}

/// <summary>What the code does with a result (F3), for one value of every condition.</summary>
internal enum Phase { None, Training, GradientsWanted, Evaluation, Unknown, Relayed }

/// <summary>Verdicts of facts: phase and state are compared for the same values of the conditions (F2.3).</summary>
internal static class Verdicts
{
    private const int MaximalTerms = 3;

    /// <summary>The fact means something to callers: something in it is open.</summary>
    public static bool NeedsCallers(ForwardFact fact) =>
        Mode(fact) == Verdict.Open || Gradients(fact) == Verdict.Open
        || Argument(fact) == Verdict.Open;

    public static Verdict Mode(ForwardFact fact) => fact.IsModeSilent || HandsChoiceToCaller(fact) ? Verdict.None
        : fact.IsDeliberate ? Verdict.Right
        : Combine(Assignments(fact).Select(values => ModeFor(fact, values)), conditionDecides: false);

    public static Verdict Gradients(ForwardFact fact) => fact.IsGradientSilent ? Verdict.None
        : Combine(Assignments(fact).Select(values => GradientsFor(fact, values)), conditionDecides: true);

    /// <summary>An omitted mode argument means the object's state; it is missing only if nobody set that on every path (F7.1).</summary>
    public static Verdict Argument(ForwardFact fact)
    {
        if (fact.OmittedParameter is null)
            return Verdict.None;
        if (fact.IsDeliberate)
            return Verdict.Right;
        if (fact.Mode.Cases.Any(@case => @case.IsInitial))
            return Verdict.Wrong;
        if (fact.Mode.Any(StateKind.Entry))
            return Verdict.Open;
        return fact.Mode.Any(StateKind.Unknown) ? Verdict.Unknown : Verdict.Right;
    }

    public static Phase PhaseFor(ForwardFact fact, ImmutableArray<Condition> values)
    {
        var uses = fact.Uses.Where(use => !use.Path.Any(condition => values.Any(condition.Excludes))).ToArray();
        var isWithoutGradient = Assume(fact.Gradients, values) is { IsEmpty: false } gradients
            && gradients.Cases.All(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference);
        if (uses.Any(use => use.Kind is UseKind.Backward or UseKind.ServesTraining))
            return fact.MayBeTrained ? Phase.Training : Phase.GradientsWanted;
        if (uses.Length == 0)
            return Phase.None;
        if (isWithoutGradient)
            return Phase.Evaluation;
        if (uses.Any(use => use.Kind == UseKind.Lost))
            return Phase.Unknown;
        return uses.Any(use => use.Kind == UseKind.Returned) ? Phase.Relayed : Phase.Evaluation;
    }

    /// <summary>Each combination of values that the conditions of a fact tell apart and that its path allows.</summary>
    public static IEnumerable<ImmutableArray<Condition>> Assignments(ForwardFact fact)
    {
        var conditions = fact.Mode.Cases.Concat(fact.Gradients.Cases).SelectMany(@case => @case.When.Conditions)
            .Concat(fact.Uses.Where(use => use.Kind is UseKind.Backward or UseKind.ServesTraining).SelectMany(use => use.Path)).ToArray();
        var terms = conditions.Select(condition => condition.Term).Distinct().Take(MaximalTerms + 1).ToArray();
        IEnumerable<ImmutableArray<Condition>> assignments = new[] { ImmutableArray<Condition>.Empty };
        foreach (var term in terms.Take(MaximalTerms))
        {
            var values = Values(term, conditions).ToArray();
            assignments = assignments.SelectMany(chosen => values.Select(chosen.Add));
        }

        return assignments.Where(values => fact.Path.Ways.Any(way => !values.Any(way.Excludes)));
    }

    public static CaseSet Assume(CaseSet cases, ImmutableArray<Condition> values) =>
        values.Aggregate(cases, (left, condition) => left.For(condition));

    private static IEnumerable<Condition> Values(Term term, IEnumerable<Condition> conditions)
    {
        var constants = conditions.Where(condition => condition.Term == term).SelectMany(condition => condition.Constants).Distinct().ToImmutableArray();
        foreach (var constant in term.Domain.IsEmpty ? constants : term.Domain)
            yield return Condition.Create(term, constant, true);
        if (term.Domain.IsEmpty)
            yield return constants.Skip(1).Aggregate(Condition.Create(term, constants[0], false), (others, constant) => others.And(Condition.Create(term, constant, false)));
    }

    private static Verdict ModeFor(ForwardFact fact, ImmutableArray<Condition> values)
    {
        var phase = PhaseFor(fact, values);
        if (phase is Phase.None or Phase.Training)
            return Verdict.None;

        // Whether a use depends on what the mode depends on cannot always be told (F2.3).
        var cases = Assume(fact.Mode, values).Select(@case => fact.Uses.Any(use => use.Path.Any(@case.When.IsRelatedTo)) ? @case.Implicit() : @case);
        if (cases.IsEmpty)
            return Verdict.None;
        if (cases.All(StateKind.Evaluation))
            return Verdict.Right;
        if (phase == Phase.Unknown || fact.IsSampled && cases.Any(StateKind.Training))
            return Verdict.Unknown;
        if (phase == Phase.Relayed)
            return Verdict.Open;
        if (cases.All(StateKind.Training) || IsWrongOnEveryRepetition(cases))
            return fact.Mode.All(StateKind.Training) || cases.Cases.Any(@case => @case.IsExplicit) ? Verdict.Wrong : Verdict.Unknown;
        if (cases.Any(StateKind.Entry))
            return Verdict.Open;
        return cases.Cases.Any(@case => @case is { Kind: StateKind.Training, IsExplicit: true }) ? Verdict.SomePath : Verdict.Unknown;
    }

    /// <summary>What is wrong in all cases of a loop's back edge is wrong for certain (F2.2).</summary>
    private static bool IsWrongOnEveryRepetition(CaseSet cases)
    {
        for (var loops = cases.Cases.Aggregate(0UL, (all, @case) => all | @case.Loops.Back); loops != 0; loops &= loops - 1)
        {
            var loop = loops & (~loops + 1);
            if (cases.Where(@case => (@case.Loops.Back & loop) != 0).All(StateKind.Training))
                return true;
        }

        return false;
    }

    public static Verdict GradientsFor(ForwardFact fact, ImmutableArray<Condition> values)
    {
        var phase = PhaseFor(fact, values);
        if (phase is Phase.None or Phase.Training or Phase.GradientsWanted)
            return Verdict.None;
        var cases = Assume(fact.Gradients, values);
        if (cases.IsEmpty || cases.Cases.All(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference))
            return Verdict.Right;
        if (phase == Phase.Unknown || cases.Any(StateKind.Unknown))
            return Verdict.Unknown;
        if (phase == Phase.Relayed || cases.Any(StateKind.Entry))
            return Verdict.Open;
        return cases.All(StateKind.GradientsOn) ? Verdict.Wrong : Verdict.Unknown;
    }

    /// <summary>
    /// A flag that sets the mode for each of its values, while the phase is decided without it, hands the choice to whoever passes the
    /// flag (F2.3).
    /// </summary>
    private static bool HandsChoiceToCaller(ForwardFact fact)
    {
        var cases = fact.Mode.Cases;
        if (cases.Length < 2 || cases.All(@case => @case.Kind == cases[0].Kind) || cases.Any(@case => @case.Kind is StateKind.Entry or StateKind.Unknown || @case.IsInitial))
            return false;
        var term = cases[0].When.Conditions.Select(condition => condition.Term).FirstOrDefault(term => cases.All(@case => @case.When.About(term) is not null && @case.SetUnder.About(term) is not null));
        var sameCall = cases.All(@case => @case.Place?.Node == cases[0].Place?.Node);
        return term is not null && (term.IsEntry || sameCall) && !fact.Uses.Any(use => use.Kind is UseKind.Backward or UseKind.ServesTraining && use.Path.Any(condition => condition.Term == term));
    }

    private static Verdict Combine(IEnumerable<Verdict> verdicts, bool conditionDecides)
    {
        var all = verdicts.ToArray();
        if (all.Contains(Verdict.Open))
            return Verdict.Open;
        if (all.Contains(Verdict.Wrong))
            return conditionDecides || all.All(verdict => verdict is Verdict.Wrong or Verdict.None) ? Verdict.Wrong : Verdict.SomePath;
        if (all.Contains(Verdict.SomePath))
            return Verdict.SomePath;
        return all.Contains(Verdict.Unknown) ? Verdict.Unknown : all.Contains(Verdict.Right) ? Verdict.Right : Verdict.None;
    }
}
