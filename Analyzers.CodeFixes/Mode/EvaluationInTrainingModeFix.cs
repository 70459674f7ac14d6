using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModeLint.Analyzers.CodeFixes.Editing;

namespace ModeLint.Analyzers.CodeFixes.Mode;

/// <summary>MODE101, MODE106: calls <c>eval()</c> in front of the evaluation; the mode is put back behind it where training may follow.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EvaluationInTrainingModeFix))]
public sealed class EvaluationInTrainingModeFix : ModeLintFix
{
    /// <summary>Key of the action that calls <c>eval()</c>.</summary>
    public const string Key = "ModeLint.CallEval";

    /// <summary>Key of the action that repairs MODE201 at the same place too; never part of Fix All.</summary>
    public const string BothKey = "ModeLint.CallEvalAndTurnGradientsOff";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.EvaluationInTrainingMode, RuleIds.EvaluationModeOnSomePathsOnly);

    private protected override IEnumerable<(string Title, string Key, Func<CancellationToken, Task<Document>> Edit)> Actions(Document document, SemanticModel model, Report report)
    {
        if (Plan(document, model, new[] { report }) is { } edit)
            yield return ($"Call '{Switching.Call(report)}' before the evaluation", Key, edit);
        if (Both.Of(document, model, report) is { } both)
            yield return (Both.Title(report), BothKey, both);
    }

    private protected override Func<CancellationToken, Task<Document>>? Plan(Document document, SemanticModel model, IReadOnlyList<Report> reports)
    {
        var wraps = new Switching(model, new Names()).Of(reports);
        return wraps.Count == 0 ? null : cancellation => Edits.ApplyAsync(document, model, wraps, cancellation);
    }

    private protected override bool TakesAll(string? key) => key != BothKey;
}
