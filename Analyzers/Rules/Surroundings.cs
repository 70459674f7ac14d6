using System.Collections.Immutable;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules;

/// <summary>
/// What a fix has to know of the code around a report, as properties of the diagnostic: the forwards that it speaks of, and the calls that
/// must keep the mode or the gradients that they have.
/// </summary>
internal static class Surroundings
{
    /// <param name="group">The judgements of one report.</param>
    /// <param name="facts">All facts of the body.</param>
    /// <param name="judgements">All judgements of the tree: what is reported elsewhere wants the same repair.</param>
    /// <param name="program">The program.</param>
    /// <param name="cancellation">Cancels.</param>
    public static ImmutableDictionary<string, string?> Of(
        IReadOnlyList<Judgement> group, ImmutableArray<ForwardFact> facts, IReadOnlyList<Judgement> judgements, ProgramAnalysis program, CancellationToken cancellation)
    {
        var own = group.Select(judgement => judgement.At.Fact).ToArray();
        var keepMode = facts.Where(fact => !IsReported(fact, Aspect.Mode) && KeepsMode(fact, own)).ToArray();
        var keepGradients = facts.Where(fact => !IsReported(fact, Aspect.Gradients) && KeepsGradients(fact));
        return ImmutableDictionary<string, string?>.Empty
            .Add(DiagnosticProperties.Forwards, Spans(own))
            .Add(DiagnosticProperties.KeepMode, Spans(keepMode))
            .Add(DiagnosticProperties.KeepGradients, Spans(keepGradients))
            .Add(DiagnosticProperties.Restore, TrainingAhead.MayFollow(own, keepMode, facts, program, cancellation) ? "true" : "false");

        bool IsReported(ForwardFact fact, Aspect aspect) => own.Any(reported => reported.Call == fact.Call) || judgements.Any(judgement => judgement.Aspect == aspect && judgement.At.Fact.Call == fact.Call);
    }

    /// <summary>A forward of the same object, or of a part or whole of it, that nobody said should be in evaluation mode.</summary>
    private static bool KeepsMode(ForwardFact fact, IReadOnlyList<ForwardFact> own) =>
        !fact.Mode.All(StateKind.Evaluation) && own.Any(other => other.Name == fact.Name || other.Objects.Any(mine => fact.Objects.Any(their => mine == their || mine.IsPartOf(their) || their.IsPartOf(mine))));

    /// <summary>Somebody may want its gradients.</summary>
    private static bool KeepsGradients(ForwardFact fact) =>
        !fact.Gradients.Cases.All(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference)
        && Verdicts.Assignments(fact).Any(values => Verdicts.PhaseFor(fact, values) is not (Phase.Evaluation or Phase.None));

    private static string Spans(IEnumerable<ForwardFact> facts) =>
        string.Join(";", facts.Select(fact => fact.Call.Span).Distinct().OrderBy(span => span.Start).ThenBy(span => span.End).Select(span => $"{span.Start},{span.Length}"));
}
