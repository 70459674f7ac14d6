using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>What a diagnostic says, as far as it can be understood: its forwards in one body, and its properties.</summary>
internal sealed class Report
{
    private readonly Diagnostic _diagnostic;
    private bool? _bodyTrains;

    private Report(Diagnostic diagnostic, SyntaxNode root, InvocationExpressionSyntax call)
    {
        _diagnostic = diagnostic;
        Call = call;
        var body = Place.BodyOf(call);
        Forwards = new HashSet<SyntaxNode>(Spans(DiagnosticProperties.Forwards).Select(span => CallAt(root, span)).Where(other => other is not null && Place.BodyOf(other) == body).Append(call)!);
        KeepMode = Spans(DiagnosticProperties.KeepMode).ToArray();
        KeepGradients = Spans(DiagnosticProperties.KeepGradients).ToArray();
    }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>The reported calls, the first of which is <see cref="Call"/>.</summary>
    public HashSet<SyntaxNode> Forwards { get; }

    /// <summary>Calls of the same body that must keep the mode that they have.</summary>
    public IReadOnlyList<TextSpan> KeepMode { get; }

    /// <summary>Calls of the same body whose gradients somebody may want.</summary>
    public IReadOnlyList<TextSpan> KeepGradients { get; }

    public string? Receiver => Property(DiagnosticProperties.Receiver);

    /// <summary>Left out means that nobody knows whether training follows.</summary>
    public bool Restores => Property(DiagnosticProperties.Restore) != "false";

    public bool HasBoth => Property(DiagnosticProperties.Both) == "true";

    public string? Training => Property(DiagnosticProperties.Training);

    public string? Parameter => Property(DiagnosticProperties.Parameter);

    /// <summary>The body with the forwards trains something too.</summary>
    public bool BodyTrains(SemanticModel model) => _bodyTrains ??= TrainingCode.IsIn(Place.NodesOf(Place.BodyOf(Call)).ToArray(), model);

    /// <summary>Null if the place is not a call of this document.</summary>
    public static Report? Of(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Location.SourceTree is { } tree && (tree == root.SyntaxTree || tree.FilePath == root.SyntaxTree.FilePath) && CallAt(root, diagnostic.Location.SourceSpan) is { } call
            ? new Report(diagnostic, root, call) : null;

    /// <summary>Where to act: the fewest places that hold the forwards and in which nothing objects, outside of loops where that may be.</summary>
    public IReadOnlyList<Place> Places(SemanticModel model, Func<Place, bool> accepts)
    {
        var places = new List<Place>();
        foreach (var forward in Forwards.OrderBy(forward => forward.SpanStart))
        {
            if (Place.Of(forward) is not { } place || !accepts(place))
                continue;
            var united = places.Count == 0 ? null : Place.Union(places[places.Count - 1], place);
            if (united is not null && accepts(united))
                places[places.Count - 1] = united;
            else
                places.Add(place);
        }

        for (var i = 0; i < places.Count; i++)
            places[i] = OutOfLoops(places[i], accepts);
        return places;
    }

    /// <summary>Once for all rounds of a loop, also where a <c>using</c> stands between.</summary>
    private static Place OutOfLoops(Place place, Func<Place, bool> accepts)
    {
        for (var outer = place.Outer; outer?.First is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or UsingStatementSyntax && accepts(outer); outer = outer.Outer)
        {
            if (outer.First is not UsingStatementSyntax)
                place = outer;
        }

        return place;
    }

    /// <summary>Spans that can be understood; what is left out is worked out anew.</summary>
    private IEnumerable<TextSpan> Spans(string property)
    {
        foreach (var item in Property(property)?.Split(';') ?? Array.Empty<string>())
        {
            if (item.Split(',') is { Length: 2 } parts && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length) && start <= int.MaxValue - length)
                yield return new TextSpan(start, length);
        }
    }

    private string? Property(string name) => _diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

    private static InvocationExpressionSyntax? CallAt(SyntaxNode root, TextSpan span) =>
        root.FullSpan.Contains(span) ? root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Span == span) : null;
}
