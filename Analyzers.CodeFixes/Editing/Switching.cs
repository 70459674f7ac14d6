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
        var wraps = new List<Wrap>();
        foreach (var report in reports)
        {
            if (new Unnamed(_model, _names).Of(report) is { } named)
            {
                wraps.AddRange(named);
                continue;
            }

            foreach (var place in report.Places(_model, place => Accepts(place, report)).Select(place => Scopes.ForSwitch(place, outer => Accepts(outer, report))))
            {
                // Two reports of one model in one region need one switch.
                var known = places.FindIndex(other => other.Report.Receiver == report.Receiver && other.Place.Body == place.Body && other.Place.Span.OverlapsWith(place.Span));
                if (known < 0)
                    places.Add((place, report, report.Restores));
                else if (Place.Union(places[known].Place, place) is { } united && Accepts(united, places[known].Report))
                    places[known] = (united, places[known].Report, places[known].Restores || report.Restores);
            }
        }

        foreach (var (place, report, restores) in places.OrderBy(each => each.Place.Span.Start).ThenByDescending(each => each.Place.Span.End))
        {
            var parts = Wrap(place, report, restores).ToArray();
            if (!parts.Any(part => part.Block is not null && wraps.Any(other => other.Block is not null && other.Place.Crosses(part.Place))))
                wraps.AddRange(parts);
        }

        return wraps;
    }

    /// <summary>How the call reads: <c>model.eval()</c>.</summary>
    public static string Call(Report report) => report.Receiver is { } receiver && !Names.CanBeRepeated(receiver) ? "eval()" : Member(report, "eval()");

    private IEnumerable<Wrap> Wrap(Place place, Report report, bool restores)
    {
        var switches = $"{Call(report)};";
        if (place.IsExpressionBody && Returns.IsExpressionTree(place, _model) || place.Previous?.ToString() == switches)
            yield break;
        if (!restores || Obstacles.NeverEnds(place, _model) && !Obstacles.LeavesEarly(place, _model))
        {
            yield return new Wrap(Scopes.InFront(place, outer => CanStand(outer, report)), ImmutableArray.Create(switches));
            yield break;
        }

        if (Names.Bind(_model, place.Span.Start, Member(report, "training", bind: true)) is not IPropertySymbol || Names.Bind(_model, place.Span.Start, Member(report, "train(true)", bind: true)) is not IMethodSymbol)
            yield break;
        var early = Obstacles.LeavesEarly(place, _model);
        place = early ? Scopes.WithoutDeclarations(place) : place;
        var kept = early && !place.IsExpressionBody ? KeptVariables.Of(place, _model) : KeptVariables.None;
        if (kept is null && place.ToEnd() is var rest && rest.Span != place.Span && Accepts(rest, report))
        {
            foreach (var part in Wrap(rest, report, restores))
                yield return part;
            yield break;
        }

        var guards = Scopes.DeclaredGuards(place) is { } declared && Accepts(declared, report) ? declared : null;
        var name = _names.Unique(place, "wasTraining");
        var save = ImmutableArray.Create($"var {name} = {Member(report, "training")}{(IsConditional(report) ? " ?? false" : "")};", switches);
        var restore = $"{Member(report, $"train({name})")};";
        if (Yielding.IsItem(place))
        {
            var item = _names.Unique(place, "item");
            if (Yielding.Item(place, _model, item, isSplit: false) is { } computed)
                yield return new Wrap(place, save, null, restore, computed, Yielding.Statement(item));
        }
        else if (kept is not null && guards is not null && early)
        {
            yield return new Wrap(guards, kept.Declarations.AddRange(save));
            yield return new Wrap(place, default, "try", restore, kept.WithoutDeclarations());
        }
        else if (kept is not null)
        {
            yield return new Wrap(early ? place : guards ?? place, save, early ? "try" : null, restore, kept);
        }
    }

    private bool Accepts(Place place, Report report) =>
        CanStand(place, report) && !Obstacles.Switches(place, report.Receiver, _model) && !Obstacles.Trains(place, report.KeepMode, report, _model) && !IsReplaced(place, report)
        && Names.Bind(_model, place.Span.Start, Member(report, "eval()", bind: true)) is IMethodSymbol { Parameters.IsEmpty: true }
        && !(report.Restores && (Obstacles.Yields(place) && !Yielding.IsItem(place) || FrozenParts.Exist(report.Call, report.Receiver!, _model)));

    private bool CanStand(Place place, Report report) => !Obstacles.SplitsDirectives(place) && !Obstacles.IsEnteredByGoto(place) && Binds(place, report);

    /// <summary>The receiver can be written in front of the place, runs nothing, and is the object that the forward is called on.</summary>
    private bool Binds(Place place, Report report)
    {
        if (report.Receiver is not { } receiver || !Names.CanBeRepeated(receiver))
            return false;
        foreach (var part in Parts(receiver))
        {
            var symbol = Names.Bind(_model, place.Span.Start, part);
            if (symbol is null || report.Forwards.Any(forward => place.Span.Contains(forward.Span) && IsCalledOn(forward, receiver) && !SymbolEqualityComparer.Default.Equals(symbol, Names.Bind(_model, forward.SpanStart, part))))
                return false;
            if (symbol is ILocalSymbol && symbol.DeclaringSyntaxReferences.Any(declaration => declaration.Span.Start >= place.Span.Start))
                return false;
        }

        return true;
    }

    /// <summary>What the receiver denotes is another object in the middle of the place.</summary>
    private static bool IsReplaced(Place place, Report report) => Parts(report.Receiver!).Select(part => part.ToString()).Any(text => place.Nodes().Any(node => node switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left.ToString() == text,
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind != 0 && argument.Expression.ToString() == text,
        _ => false,
    }));

    private static IEnumerable<ExpressionSyntax> Parts(string receiver) => SyntaxFactory.ParseExpression(receiver).DescendantNodesAndSelf().OfType<ExpressionSyntax>()
        .Where(part => part is IdentifierNameSyntax or MemberAccessExpressionSyntax && !(part.Parent is MemberAccessExpressionSyntax access && access.Name == part));

    /// <summary>Another name stands for the same object; of that the report is sure.</summary>
    private static bool IsCalledOn(SyntaxNode forward, string receiver) => forward is not InvocationExpressionSyntax call || Forwards.Receiver(call) is not { } own || own == receiver || !Names.CanBeRepeated(own);

    private static bool IsConditional(Report report) => report.Call.Expression is MemberBindingExpressionSyntax && Forwards.Receiver(report.Call) == report.Receiver;

    private static string Member(Report report, string member, bool bind = false) =>
        report.Receiver == "this" ? member : $"{report.Receiver}{(IsConditional(report) && !bind ? "?." : ".")}{member}";
}
