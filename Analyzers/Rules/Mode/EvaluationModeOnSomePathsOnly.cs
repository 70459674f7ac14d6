using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules.Mode;

/// <summary>MODE106: as MODE101, but on one explicit path and not on another.</summary>
internal sealed class EvaluationModeOnSomePathsOnly : EvaluationInTrainingMode
{
    public override DiagnosticDescriptor Descriptor => Descriptors.EvaluationModeOnSomePathsOnly;

    public override bool Applies(Judgement judgement) => judgement is { Aspect: Aspect.Mode, OnSomePath: true };

    public override string Message(Judgement judgement, Wording wording)
    {
        var fact = judgement.At.Fact;
        var origin = wording.Origin(judgement.Calls.IsEmpty ? fact.Mode : judgement.Calls[0].Fact.Mode, StateKind.Training);
        var state = origin.Length == 0 ? "" : $": {origin}";
        return $"{wording.Name(fact)} is evaluated in training mode on some paths{state}{wording.Through(judgement)}; {wording.Advice(fact, "on every path")}";
    }
}
