using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules.Gradients;

/// <summary>MODE201: an evaluation forward with gradients on. Results are unaffected, memory and time are not.</summary>
internal sealed class EvaluationRecordsGradients : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.EvaluationRecordsGradients;

    public override bool Applies(Judgement judgement) => judgement.Aspect == Aspect.Gradients;

    public override string Message(Judgement judgement, Wording wording)
    {
        var fact = judgement.At.Fact;
        return $"Evaluating {wording.Name(fact)} records gradients that nothing uses{wording.Through(judgement)}; results are unaffected, memory and time are not: "
            + "wrap it in using (torch.no_grad())";
    }

    public override ImmutableDictionary<string, string?> Properties(Judgement judgement) =>
        ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Receiver, judgement.At.Fact.Name);

    public override object Cause(Judgement judgement) =>
        Wording.Cause((judgement.Calls.IsEmpty ? judgement.At.Fact : judgement.Calls[0].Fact).Gradients, StateKind.GradientsOn)?.Node ?? (object)typeof(EvaluationRecordsGradients);
}
