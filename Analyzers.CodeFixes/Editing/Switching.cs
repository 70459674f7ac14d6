using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Puts <c>eval()</c> in front of evaluations, and the old mode back behind them where training may follow.</summary>
internal sealed class Switching
{
    private readonly SemanticModel _model;
    private readonly Names _names;

    public Switching(SemanticModel model, Names names)
    {
        _model = model;
        _names = names;
    }

    public IReadOnlyList<Wrap> Of(IReadOnlyList<Report> reports)
    {
        var places = new List<(Place Place, Report Report, bool Restores)>();
        foreach (var report in reports)
        {
            foreach (var place in report.Places(_model, place => Accepts(place, report)).Select(place => OutOfUsing(place, report)))
            {
                // Two reports of one model in one region need one switch.
                var known = places.FindIndex(other => other.Report.Receiver == report.Receiver && other.Place.Body == place.Body && other.Place.Span.OverlapsWith(place.Span));
                if (known < 0)
                    places.Add((place, report, report.Restores));
                else if (Place.Union(places[known].Place, place) is { } united && Accepts(united, places[known].Report))
                    places[known] = (united, places[known].Report, places[known].Restores || report.Restores);
            }
        }

        var wraps = new List<Wrap>();
        foreach (var (place, report, restores) in places.OrderBy(each => each.Place.Span.Start).ThenByDescending(each => each.Place.Span.End))
        {
            if (Wrap(place, report, restores) is { } wrap && !wraps.Any(other => other.Block is not null && wrap.Block is not null && other.Place.Crosses(wrap.Place)))
                wraps.Add(wrap);
        }

        return wraps;
    }

    /// <summary>How the call reads: <c>model.eval()</c>.</summary>
    public static string Call(Report report) => Member(report, "eval()");

    private Wrap? Wrap(Place place, Report report, bool restores)
    {
        if (place.IsExpressionBody && Returns.IsExpressionTree(place, _model))
            return null;
        var switches = $"{Call(report)};";
        if (place.Others.LastOrDefault(other => other.Span.End <= place.Span.Start)?.ToString() == switches)
            return null;
        if (!restores)
            return new Wrap(place, ImmutableArray.Create(switches));
        if (Names.Bind(_model, place.Span.Start, Member(report, "training", bind: true)) is not IPropertySymbol || Names.Bind(_model, place.Span.Start, Member(report, "train(true)", bind: true)) is not IMethodSymbol)
            return null;
        var early = Obstacles.LeavesEarly(place, _model);
        var kept = early && !place.IsExpressionBody ? KeptVariables.Of(place, _model) : KeptVariables.None;
        if (kept is null && place.ToEnd() is var rest && rest.Span != place.Span && Accepts(rest, report))
            return Wrap(rest, report, restores);
        if (kept is null)
            return null;
        var name = _names.Unique(place, "wasTraining");
        return new Wrap(
            place,
            ImmutableArray.Create($"var {name} = {Member(report, "training")}{(IsConditional(report) ? " ?? false" : "")};", switches),
            early ? "try" : null,
            $"{Member(report, $"train({name})")};",
            kept);
    }

    /// <summary>In front of a <c>using</c> without braces rather than in braces of its own.</summary>
    private Place OutOfUsing(Place place, Report report)
    {
        while (place.IsEmbedded && place.First.Parent is UsingStatementSyntax && place.Outer is { } outer && Accepts(outer, report))
            place = outer;
        return place;
    }

    private bool Accepts(Place place, Report report) =>
        !Obstacles.SplitsDirectives(place) && !Obstacles.Switches(place, _model) && !Obstacles.Trains(place, report, _model) && MeansTheSame(place, report)
        && Names.Bind(_model, place.Span.Start, Member(report, "eval()", bind: true)) is IMethodSymbol { Parameters.IsEmpty: true };

    /// <summary>The receiver can be written in front of the place, runs nothing, and is the object that the forward is called on.</summary>
    private bool MeansTheSame(Place place, Report report)
    {
        if (report.Receiver is not { } receiver || SyntaxFactory.ParseExpression(receiver) is not { ContainsDiagnostics: false } expression)
            return false;
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            if (node is not (SimpleNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or ElementAccessExpressionSyntax or BracketedArgumentListSyntax or ArgumentSyntax
                or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or TypeSyntax or PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" }))
                return false;
        }

        foreach (var part in expression.DescendantNodesAndSelf().OfType<ExpressionSyntax>())
        {
            if (part is not (IdentifierNameSyntax or MemberAccessExpressionSyntax) || part.Parent is MemberAccessExpressionSyntax access && access.Name == part)
                continue;
            var symbol = Names.Bind(_model, place.Span.Start, part);
            if (symbol is null || report.Forwards.Any(forward => place.Span.Contains(forward.Span) && !SymbolEqualityComparer.Default.Equals(symbol, Names.Bind(_model, forward.SpanStart, part))))
                return false;
            if (symbol is ILocalSymbol && symbol.DeclaringSyntaxReferences.Any(declaration => declaration.Span.Start >= place.Span.Start))
                return false;
            var text = part.ToString();
            if (place.Nodes().Any(node => node switch
            {
                AssignmentExpressionSyntax assignment => assignment.Left.ToString() == text,
                ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 && argument.Expression.ToString() == text,
                _ => false,
            }))
                return false;
        }

        return true;
    }

    private static bool IsConditional(Report report) => report.Call.Expression is MemberBindingExpressionSyntax && Forwards.Receiver(report.Call) == report.Receiver;

    private static string Member(Report report, string member, bool bind = false) =>
        report.Receiver == "this" ? member : $"{report.Receiver}{(IsConditional(report) && !bind ? "?." : ".")}{member}";
}
