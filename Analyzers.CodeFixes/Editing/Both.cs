using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>One action for an evaluation that is in training mode and records gradients.</summary>
internal static class Both
{
    public static string Title(Report report) => $"Call '{Switching.Call(report)}' and wrap in 'using (torch.no_grad())'";

    /// <summary>Null if the two cannot stand together.</summary>
    public static Func<CancellationToken, Task<Document>>? Of(Document document, SemanticModel model, Report report)
    {
        if (!report.HasBoth)
            return null;
        var names = new Names();
        var switches = new Switching(model, names).Of(new[] { report });
        var guards = new Guarding(document, model, names).Of(new[] { report });
        if (switches.Count == 0 || guards.Count == 0 || switches.Any(outer => outer.Block is not null && guards.Any(guard => guard.Place.Crosses(outer.Place))))
            return null;
        return cancellation => Edits.ApplyAsync(document, model, switches.Concat(guards), cancellation);
    }
}
