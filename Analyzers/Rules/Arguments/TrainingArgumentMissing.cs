using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;
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
        var parameter = fact.OmittedParameter!.Name;
        return Say(judgement) switch
        {
            "true" => $"{Wording.Name(fact)} is trained without saying so: omitted, '{parameter}' is the state of the object, {(fact.Mode.All(StateKind.Evaluation) ? "here evaluation" : "which nothing here has set")}; pass {parameter}: true",
            "false" => $"{Wording.Name(fact)} is evaluated without saying so: omitted, '{parameter}' is the state of the object, which nothing here has set; pass {parameter}: false",
            { } flag => $"{Wording.Name(fact)} runs without a mode: omitted, '{parameter}' is the state of the object, not the caller's '{flag}'; pass {parameter}: {flag}",
            null => $"{Wording.Name(fact)} runs without a mode: omitted, '{parameter}' is the state of the object, which nothing here has set; pass {parameter}: true or false",
        };
    }

    public override ImmutableDictionary<string, string?> Properties(Judgement judgement) => ImmutableDictionary<string, string?>.Empty
        .Add(DiagnosticProperties.Parameter, judgement.At.Fact.Origin.OmittedParameter!.Name)
        .Add(DiagnosticProperties.Training, Say(judgement));

    /// <summary><c>true</c> or <c>false</c> as the phase says, or the mode parameter of the method itself.</summary>
    private static string? Say(Judgement judgement)
    {
        if (judgement.At.Body is IMethodSymbol method && LibraryAttributes.TrainingParameter(method) is { } own)
            return method.Parameters[own.Ordinal].Name;
        var phases = Verdicts.Assignments(judgement.At.Fact).Select(values => Verdicts.PhaseFor(judgement.At.Fact, values)).Distinct().ToArray();
        return phases.Length != 1 ? null : phases[0] switch
        {
            Phase.Training => "true",
            Phase.Evaluation => "false",
            _ => null,
        };
    }
}
