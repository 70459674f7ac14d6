using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules.Arguments;

/// <summary>MODE301: a forward call that leaves the mode argument to its default.</summary>
internal sealed class TrainingArgumentMissing : Rule
{
    public override DiagnosticDescriptor Descriptor => Descriptors.TrainingArgumentMissing;

    public override bool Applies(Judgement judgement) => judgement.Aspect == Aspect.Argument;

    public override string Message(Judgement judgement, Wording wording)
    {
        var fact = judgement.At.Fact.Origin;
        var name = wording.Name(fact);
        var parameter = wording.Short(fact.OmittedParameter!.Name);
        var omitted = $"omitted, '{parameter}' is {(LibraryAttributes.IsInverted(fact.OmittedParameter) ? "the opposite of " : "")}the state of the object";
        var pass = $"pass {parameter}: {(Value(judgement) is { } value ? wording.Short(value) : "true or false")}";
        if (Own(judgement) is { } own)
            return $"{name} runs without a mode: {omitted}, not the caller's '{wording.Short(own.Name)}'; {pass}";
        return IsTraining(judgement) switch
        {
            true => $"{name} is trained without saying so: {omitted}, {(fact.Mode.All(StateKind.Evaluation) ? "here evaluation" : "which nothing here has set")}; {pass}",
            false => $"{name} is evaluated without saying so: {omitted}, which nothing here has set; {pass}",
            null => $"{name} runs without a mode: {omitted}, which nothing here has set; {pass}",
        };
    }

    public override ImmutableDictionary<string, string?> Properties(Judgement judgement) => ImmutableDictionary<string, string?>.Empty
        .Add(DiagnosticProperties.Parameter, judgement.At.Fact.Origin.OmittedParameter!.Name)
        .Add(DiagnosticProperties.Training, Value(judgement));

    /// <summary>What to write for the argument: <c>true</c>, <c>false</c>, or the mode parameter of the method itself, perhaps negated.</summary>
    private static string? Value(Judgement judgement)
    {
        var isInverted = LibraryAttributes.IsInverted(judgement.At.Fact.Origin.OmittedParameter!);
        if (Own(judgement) is { } own)
            return (LibraryAttributes.IsInverted(own) == isInverted ? "" : "!") + (SyntaxFacts.GetKeywordKind(own.Name) == SyntaxKind.None ? "" : "@") + own.Name;
        return IsTraining(judgement) is { } isTraining ? isTraining == isInverted ? "false" : "true" : null;
    }

    private static IParameterSymbol? Own(Judgement judgement) =>
        judgement.At.Body is IMethodSymbol method && LibraryAttributes.TrainingParameter(method) is { } own ? method.Parameters[own.Ordinal] : null;

    /// <summary>As the phase says; null if it is unknown.</summary>
    private static bool? IsTraining(Judgement judgement)
    {
        var phases = Verdicts.Assignments(judgement.At.Fact).Select(values => Verdicts.PhaseFor(judgement.At.Fact, values)).Distinct().ToArray();
        return phases.Length != 1 ? null : phases[0] switch
        {
            Phase.Training => true,
            Phase.Evaluation => false,
            _ => null,
        };
    }
}
