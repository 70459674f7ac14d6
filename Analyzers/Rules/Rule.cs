using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Rules.Arguments;
using ModeLint.Analyzers.Rules.Gradients;
using ModeLint.Analyzers.Rules.Mode;

namespace ModeLint.Analyzers.Rules;

/// <summary>
/// One rule: which judgements are its own, and in which words. A rule reads facts; it never looks at code.
/// To add one: a file beside its family's, an id, a descriptor, a release entry, a page; a failing test names what is missing.
/// </summary>
internal abstract class Rule
{
    public static readonly ImmutableArray<Rule> All = ImmutableArray.Create<Rule>(
        new EvaluationInTrainingMode(),
        new EvaluationModeOnSomePathsOnly(),
        new EvaluationRecordsGradients(),
        new TrainingArgumentMissing());

    public abstract DiagnosticDescriptor Descriptor { get; }

    public abstract bool Applies(Judgement judgement);

    /// <summary>One sentence that names the object, its state, where that came from, and what to call.</summary>
    public abstract string Message(Judgement judgement, Wording wording);

    /// <summary>What the fix needs beside what <see cref="Surroundings"/> says.</summary>
    public virtual ImmutableDictionary<string, string?> Properties(Judgement judgement) => ImmutableDictionary<string, string?>.Empty;

    /// <summary>Judgements with the same cause in one body are one report (F5.2).</summary>
    public virtual object Cause(Judgement judgement) => judgement.At.Fact.Call;
}
