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
            ? $"{wording.Name(fact)} is evaluated{wording.Through(judgement)}, but nothing sets it to evaluation mode; {wording.Advice(fact, "first")}"
            : $"{wording.Name(fact)} is evaluated in training mode: {origin}{wording.Through(judgement)}; {wording.Advice(fact, "first")}";
    }

    public override ImmutableDictionary<string, string?> Properties(Judgement judgement) =>
        judgement.At.Fact.CanSwitch ? ImmutableDictionary<string, string?>.Empty.Add(DiagnosticProperties.Receiver, judgement.At.Fact.Name) : ImmutableDictionary<string, string?>.Empty;

    /// <summary>The object, whatever it is called there, and the place that set its state; where it may be one of several, the name tells them apart.</summary>
    public override object Cause(Judgement judgement)
    {
        var fact = judgement.At.Fact;
        var name = fact.Objects.Length == 1 && fact.Objects[0].IsConcrete ? "" : fact.Name;
        var subject = string.Join(",", fact.Objects.Select(each => each.Id).OrderBy(id => id)) + name;
        return (subject, Wording.Cause((judgement.Calls.IsEmpty ? fact : judgement.Calls[0].Fact).Mode, StateKind.Training)?.Node);
    }
}
