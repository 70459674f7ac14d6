using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using ModeLint.Analyzers.CodeFixes.Editing;

namespace ModeLint.Analyzers.CodeFixes;

/// <summary>
/// A fix decides the whole edit before it offers anything, so that nothing is offered that would change nothing. All reports of a document are
/// repaired in one edit: they share regions, and edits made one by one and merged would nest or get lost.
/// </summary>
public abstract class ModeLintFix : CodeFixProvider
{
    /// <summary>Set by tests, which want to see what users must not.</summary>
    internal static bool ThrowOnError { get; set; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => new All(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await OpenAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } model)
            return;
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var (title, key, edit) in Offers(context.Document, model, diagnostic))
                context.RegisterCodeFix(CodeAction.Create(title, cancellation => ApplyAsync(context.Document, edit, cancellation), key), diagnostic);
        }
    }

    /// <summary>What is offered for one report, the one for Fix All first.</summary>
    private protected abstract IEnumerable<(string Title, string Key, Func<CancellationToken, Task<Document>> Edit)> Actions(Document document, SemanticModel model, Report report);

    /// <summary>The one edit for all reports; null if there is nothing to do.</summary>
    private protected abstract Func<CancellationToken, Task<Document>>? Plan(Document document, SemanticModel model, IReadOnlyList<Report> reports);

    /// <summary>
    /// Fix All goes by the rule, not by the key of one place: hosts hand over the key of a report that they came upon first. Only an action that
    /// is never repeated says no.
    /// </summary>
    private protected virtual bool TakesAll(string? key) => true;

    private async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await OpenAsync(document, cancellation).ConfigureAwait(false) is not { } model)
            return null;
        var edit = default(Func<CancellationToken, Task<Document>>);
        return await ApplyAsync(document, token => (edit = Plan(document, model, Reports(model, diagnostics))) is null ? Task.FromResult(document) : edit(token), cancellation).ConfigureAwait(false) is var changed
            && edit is not null ? changed : null;
    }

    private IReadOnlyList<(string Title, string Key, Func<CancellationToken, Task<Document>> Edit)> Offers(Document document, SemanticModel model, Diagnostic diagnostic)
    {
        try
        {
            return Reports(model, ImmutableArray.Create(diagnostic)).SelectMany(report => Actions(document, model, report)).ToArray();
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !ThrowOnError)
        {
            return Array.Empty<(string, string, Func<CancellationToken, Task<Document>>)>();
        }
    }

    /// <summary>A defect of ours leaves the user's code as it is.</summary>
    private static async Task<Document> ApplyAsync(Document document, Func<CancellationToken, Task<Document>> edit, CancellationToken cancellation)
    {
        try
        {
            return await edit(cancellation).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !ThrowOnError)
        {
            return document;
        }
    }

    private IReadOnlyList<Report> Reports(SemanticModel model, ImmutableArray<Diagnostic> diagnostics)
    {
        var root = model.SyntaxTree.GetRoot();
        return diagnostics.Where(diagnostic => FixableDiagnosticIds.Contains(diagnostic.Id)).Select(diagnostic => Report.Of(diagnostic, root))
            .Where(report => report is not null).OrderBy(report => report!.Call.SpanStart).ToArray()!;
    }

    private static Task<SemanticModel?> OpenAsync(Document document, CancellationToken cancellation) =>
        document.SupportsSemanticModel ? document.GetSemanticModelAsync(cancellation) : Task.FromResult<SemanticModel?>(null);

    private sealed class All : FixAllProvider
    {
        private readonly ModeLintFix _fix;
        private readonly FixAllProvider _documents;

        public All(ModeLintFix fix)
        {
            _fix = fix;
            _documents = Create((context, document, diagnostics) => fix.FixAsync(document, diagnostics, context.CancellationToken));
        }

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => _documents.GetSupportedFixAllScopes();

        public override Task<CodeAction?> GetFixAsync(FixAllContext context) =>
            _fix.TakesAll(context.CodeActionEquivalenceKey) ? _documents.GetFixAsync(context) : Task.FromResult<CodeAction?>(null);
    }
}
