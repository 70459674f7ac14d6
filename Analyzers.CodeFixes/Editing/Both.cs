using System.Collections.Immutable;
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
        var guards = new Guarding(document, model, names).Of(new[] { report });
        var switches = new Switching(model, names).Of(new[] { report });
        if (switches.Count == 0 || guards.Count == 0 || switches.Any(outer => outer.Block is not null && guards.Any(guard => guard.Place.Crosses(outer.Place))))
            return null;
        var wraps = switches.Select(outer => guards.FirstOrDefault(guard => guard.Place.Span == outer.Place.Span) is { } inner ? Around(outer, inner) : outer)
            .Concat(guards.Where(guard => !switches.Any(outer => IsInFront(outer, guard))));
        return cancellation => Edits.ApplyAsync(document, model, wraps, cancellation);
    }

    /// <summary>What both would do to the statements within is left to the inner one; a guard without braces stands in front of the <c>try</c>.</summary>
    private static Wrap Around(Wrap outer, Wrap inner) => IsInFront(outer, inner)
        ? new Wrap(outer.Place, outer.Kept.Declarations.AddRange(outer.Before).AddRange(inner.Before), outer.Block, outer.After, outer.Kept.WithoutDeclarations(), outer.Last)
        : inner.Last is not null ? new Wrap(outer.Place, outer.Before, outer.Block, outer.After) : outer;

    private static bool IsInFront(Wrap outer, Wrap guard) => guard.Block is null && outer.Block is not null && guard.Place.Span == outer.Place.Span;
}
