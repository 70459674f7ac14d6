using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ModeLint.Analyzers.CodeFixes.Editing;

namespace ModeLint.Analyzers.CodeFixes.Gradients;

/// <summary>MODE201: puts the evaluation under <c>torch.no_grad()</c>, in the form that the code style asks for.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EvaluationRecordsGradientsFix))]
public sealed class EvaluationRecordsGradientsFix : ModeLintFix
{
    /// <summary>Key of the action that turns gradients off.</summary>
    public const string Key = "ModeLint.TurnGradientsOff";

    /// <summary>Key of the action that repairs MODE101 or MODE106 at the same place too; never part of Fix All.</summary>
    public const string BothKey = "ModeLint.TurnGradientsOffAndCallEval";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.EvaluationRecordsGradients);

    private protected override IEnumerable<(string Title, string Key, Func<CancellationToken, Task<Document>> Edit)> Actions(Document document, SemanticModel model, Report report)
    {
        if (Plan(document, model, new[] { report }) is { } edit)
            yield return ("Wrap in 'using (torch.no_grad())'", Key, edit);
        if (Both.Of(document, model, report) is { } both)
            yield return (Both.Title(report), BothKey, both);
    }

    private protected override Func<CancellationToken, Task<Document>>? Plan(Document document, SemanticModel model, IReadOnlyList<Report> reports)
    {
        var wraps = new Guarding(document, model, new Names()).Of(reports);
        return wraps.Count == 0 ? null : cancellation => Edits.ApplyAsync(document, model, wraps, cancellation);
    }

    private protected override bool TakesAll(string? key) => key != BothKey;
}
