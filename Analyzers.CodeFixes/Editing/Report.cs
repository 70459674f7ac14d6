using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>What a diagnostic says, as far as it can be understood: its forwards in one body, and its properties.</summary>
internal sealed class Report
{
    private readonly Diagnostic _diagnostic;
    private readonly SyntaxNode _root;
    private bool? _bodyTrains;

    private Report(Diagnostic diagnostic, SyntaxNode root, InvocationExpressionSyntax call)
    {
        _diagnostic = diagnostic;
        _root = root;
        Call = call;
        var body = Place.BodyOf(call);
        Forwards = new HashSet<SyntaxNode>(diagnostic.AdditionalLocations.Where(location => location.SourceTree == root.SyntaxTree)
            .Select(location => CallAt(root, location.SourceSpan))
            .Where(other => other is not null && Place.BodyOf(other) == body && Editing.Forwards.NameOf(other) is not ("train" or "eval")).Append(call)!);
        Receivers = new HashSet<string>(Forwards.OfType<InvocationExpressionSyntax>().Select(Editing.Forwards.Receiver).Append(Receiver).Where(name => name is not null)!);
    }

    public InvocationExpressionSyntax Call { get; }

    /// <summary>The reported calls, the first of which is <see cref="Call"/>.</summary>
    public HashSet<SyntaxNode> Forwards { get; }

    public HashSet<string> Receivers { get; }

    public string? Receiver => Property(DiagnosticProperties.Receiver);

    /// <summary>Left out means that nobody knows whether training follows.</summary>
    public bool Restores => Property(DiagnosticProperties.Restore) != "false";

    public bool HasBoth => Property(DiagnosticProperties.Both) == "true";

    public string? Training => Property(DiagnosticProperties.Training);

    public string? Parameter => Property(DiagnosticProperties.Parameter);

    /// <summary>The body with the forwards trains something too.</summary>
    public bool BodyTrains(SemanticModel model) => _bodyTrains ??= Obstacles.Steps(Place.BodyOf(Call).DescendantNodes().ToArray(), model);

    /// <summary>Null if the place is not a call of this document.</summary>
    public static Report? Of(Diagnostic diagnostic, SyntaxNode root) =>
        diagnostic.Location.SourceTree is { } tree && (tree == root.SyntaxTree || tree.FilePath == root.SyntaxTree.FilePath) && CallAt(root, diagnostic.Location.SourceSpan) is { } call
            ? new Report(diagnostic, root, call) : null;

    /// <summary>Where to act: the region if nothing in it objects, else the fewest statements that hold the forwards.</summary>
    public IReadOnlyList<Place> Places(SemanticModel model, Func<Place, bool> accepts)
    {
        if (Region() is { } region && region.Span.Contains(Call.Span) && accepts(region))
            return new[] { OutOfLoops(region, model, accepts) };
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
            places[i] = OutOfLoops(places[i], model, accepts);
        return places;
    }

    /// <summary>Once for all rounds of a loop, also where a <c>using</c> stands between.</summary>
    private Place OutOfLoops(Place place, SemanticModel model, Func<Place, bool> accepts)
    {
        for (var outer = place.Outer; outer?.First is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or UsingStatementSyntax && !Obstacles.HidesCalls(outer, this, model) && accepts(outer); outer = outer.Outer)
        {
            if (outer.First is not UsingStatementSyntax)
                place = outer;
        }

        return place;
    }

    private Place? Region() =>
        Property(DiagnosticProperties.Region)?.Split(',') is { Length: 2 } parts
        && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start) && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && start <= _root.FullSpan.End && length <= _root.FullSpan.End - start
            ? Place.At(_root, new TextSpan(start, length)) : null;

    private string? Property(string name) => _diagnostic.Properties.TryGetValue(name, out var value) ? value : null;

    private static InvocationExpressionSyntax? CallAt(SyntaxNode root, TextSpan span) =>
        root.FullSpan.Contains(span) ? root.FindNode(span, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>(call => call.Span == span) : null;
}
