using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules.Mode;

/// <summary>MODE101: an evaluation forward whose module is in training mode for certain.</summary>
internal class EvaluationInTrainingMode : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.EvaluationInTrainingMode;

    public override bool Applies(Judgement judgement) => judgement is { Aspect: Aspect.Mode, OnSomePath: false };

    public override string Message(Judgement judgement, Wording wording)
    {
        var fact = judgement.At.Fact;
        var deciding = judgement.Calls.IsEmpty ? fact : judgement.Calls[0].Fact;
        var origin = wording.Origin(deciding.Mode, StateKind.Training);
        return origin.Length == 0
            ? $"{Wording.Name(fact)} is evaluated{wording.Through(judgement)}, but nothing sets it to evaluation mode; call {Wording.Receiver(fact)}eval() first"
            : $"{Wording.Name(fact)} is evaluated in training mode: {origin}{wording.Through(judgement)}; call {Wording.Receiver(fact)}eval() first";
    }

    public override ImmutableDictionary<string, string?> Properties(Judgement judgement) =>
        judgement.At.Fact.CanSwitch ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Receiver, judgement.At.Fact.Name) : ImmutableDictionary<string, string?>.Empty;

    public override object Cause(Judgement judgement) =>
        (judgement.At.Fact.Name, Wording.Cause((judgement.Calls.IsEmpty ? judgement.At.Fact : judgement.Calls[0].Fact).Mode, StateKind.Training)?.Node);
}
