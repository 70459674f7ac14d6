using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// Decides a forward by the union of the calls that can reach it, and where the report goes (F4.4). What is open in a body is asked of its
/// callers, and there again, until somebody decides or nobody calls.
/// </summary>
internal sealed class Judge
{
    private const int MaximalVotes = 200;

    private readonly ProgramAnalysis _program;
    private readonly Func<string, bool> _isEvaluationName;

    public Judge(ProgramAnalysis program, Func<string, bool> isEvaluationName)
    {
        _program = program;
        _isEvaluationName = isEvaluationName;
    }

    /// <summary>All reports about a forward, wherever they stand.</summary>
    public IEnumerable<Judgement> Decide(ForwardFactAt origin, Aspect aspect, CancellationToken cancellation)
    {
        // A flag of its own that the method does not hand down: no state makes up for that.
        if (aspect == Aspect.Argument && origin.Fact is { OmittedParameter: not null, IsDeliberate: false } && origin.Body is IMethodSymbol method && LibraryAttributes.TrainingParameter(method) is not null)
            return new[] { new Judgement(aspect, origin, false, ImmutableArray<ForwardFactAt>.Empty) };
        var verdict = Of(origin.Fact, aspect, cancellation);
        if (verdict is Verdict.Wrong or Verdict.SomePath)
            return new[] { new Judgement(aspect, origin, verdict == Verdict.SomePath, ImmutableArray<ForwardFactAt>.Empty) };
        if (verdict != Verdict.Open)
            return Array.Empty<Judgement>();

        // Whoever calls the method on the module has a fact of his own, which is judged there.
        if (origin.Fact.IsHoldersBusiness && _program.Callers.Of(origin.Body, cancellation) is { Bodies.IsEmpty: false } or { MayHaveOthers: true })
            return Array.Empty<Judgement>();

        var votes = new List<(Verdict Verdict, ForwardFactAt At)>();
        Collect(origin, aspect, votes, new HashSet<(ISymbol, SyntaxNode, SyntaxNode)>(), cancellation);
        return Place(origin, aspect, votes);
    }

    private Verdict Of(ForwardFact fact, Aspect aspect, CancellationToken cancellation) => aspect switch
    {
        Aspect.Mode => Verdicts.Mode(fact),
        Aspect.Argument => Verdicts.Argument(fact),
        _ when Verdicts.Gradients(fact) is var verdict && verdict is not (Verdict.None or Verdict.Right) && fact.Members.Any(member => _program.Frozen.Contains(member, cancellation)) => Verdict.Unknown,
        _ => Verdicts.Gradients(fact),
    };

    private void Collect(ForwardFactAt open, Aspect aspect, List<(Verdict, ForwardFactAt)> votes, HashSet<(ISymbol, SyntaxNode, SyntaxNode)> seen, CancellationToken cancellation)
    {
        // The depth is that of the chain of callers, and a chain that comes back to itself ends.
        if (!seen.Add((open.Body, open.Fact.Call, open.Fact.Inner?.Call ?? open.Fact.Syntax)) || votes.Count > MaximalVotes)
            return;
        var callers = _program.Callers.Of(open.Body, cancellation);
        var isCalled = callers.MayHaveOthers;
        if (callers.MayHaveOthers)
            votes.Add((Verdict.Unknown, open));
        foreach (var caller in callers.Bodies)
        {
            isCalled = true;
            if (_program.Summaries.Ensure(caller, cancellation) is not { } summary)
            {
                votes.Add((Verdict.Unknown, open));
                continue;
            }

            foreach (var fact in summary.Facts)
            {
                if (fact.Inner is not { } inner || !inner.IsSame(open.Fact))
                    continue;
                var at = new ForwardFactAt(fact, caller);
                var verdict = Of(fact, aspect, cancellation);
                if (verdict == Verdict.Open)
                    Collect(at, aspect, votes, seen, cancellation);
                else if (verdict != Verdict.None)
                    votes.Add((verdict, at));
            }
        }

        if (!isCalled)
            votes.Add((Uncalled(open, aspect), open));
    }

    /// <summary>Nobody in the compilation calls the body.</summary>
    private Verdict Uncalled(ForwardFactAt open, Aspect aspect)
    {
        var fact = open.Fact;
        if (aspect == Aspect.Argument)
            return Verdict.Wrong;
        var assignments = Verdicts.Assignments(fact).ToArray();
        var isRelayed = assignments.Any(values => values.All(value => IsChosen(value, fact)) && Verdicts.PhaseFor(fact, values) == Phase.Relayed);
        if (isRelayed && !IsEvaluationForSure(open))
            return Verdict.Unknown;
        if (aspect == Aspect.Gradients)
        {
            return !_program.HoldsGuard(open.Body.ContainingType) && assignments.Any(values => values.All(value => IsChosen(value, fact)) && Verdicts.GradientsFor(fact, values) == Verdict.Open
                && Verdicts.Assume(fact.Gradients, values).Cases.All(@case => @case.Kind is StateKind.Entry or StateKind.GradientsOn)) ? Verdict.Wrong : Verdict.Unknown;
        }


        // The seed of this project: the validation loop that forgets to set the mode of the model that it was given.
        if (fact.EntryRoot?.Symbol is IParameterSymbol parameter && !fact.IsOwnPart && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, open.Body))
            return fact.Mode.Cases.All(@case => @case.Kind is StateKind.Entry or StateKind.Training) ? Verdict.Wrong
                : fact.Mode.Cases.Any(@case => @case is { IsExplicit: true, Kind: StateKind.Entry or StateKind.Training }) ? Verdict.SomePath : Verdict.Unknown;
        return Verdict.Unknown;
    }

    /// <summary>A value that somebody chose, and not one that a call came back with (F2.2).</summary>
    private static bool IsChosen(Condition value, ForwardFact fact) =>
        value.Term.IsEntry || value.Term is { Operation: null, Site: not null and not IInvocationOperation } || fact.Path.Common.Contains(value);

    /// <summary>A relay without a caller: its own switch to evaluation says what it is for, if its name agrees (F3.7).</summary>
    private bool IsEvaluationForSure(ForwardFactAt open) =>
        open.Fact.Mode.All(StateKind.Evaluation)
        && open.Fact.Mode.Cases.All(@case => !@case.IsInitial)
        && _isEvaluationName(open.Body is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction } ? open.Body.Name : "");

    private static IEnumerable<Judgement> Place(ForwardFactAt origin, Aspect aspect, List<(Verdict Verdict, ForwardFactAt At)> votes)
    {
        var wrong = votes.Where(vote => vote.Verdict == Verdict.Wrong).Select(vote => vote.At).ToImmutableArray();
        var isSome = votes.Any(vote => vote.Verdict == Verdict.SomePath);
        var hasRight = votes.Any(vote => vote.Verdict == Verdict.Right);
        var hasUnknown = votes.Any(vote => vote.Verdict == Verdict.Unknown);
        if (wrong.IsEmpty && !isSome)
            yield break;

        var calls = wrong.Where(call => call.Fact.Call != origin.Fact.Call).ToImmutableArray();
        if (aspect == Aspect.Argument || !isSome && !hasRight && !hasUnknown)
        {
            yield return new Judgement(aspect, origin, false, calls);
            yield break;
        }

        var passesOn = origin.Fact.Mode.Cases.All(@case => @case.Kind == StateKind.Entry) && origin.Fact.EntryRoot?.Symbol is IParameterSymbol;
        if (aspect == Aspect.Mode && (isSome || hasRight && !passesOn))
        {
            yield return new Judgement(aspect, origin, true, calls);
            yield break;
        }

        foreach (var call in wrong)
            yield return new Judgement(aspect, call, false, ImmutableArray<ForwardFactAt>.Empty);
    }
}
