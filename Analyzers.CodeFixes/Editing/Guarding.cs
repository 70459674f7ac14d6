using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Puts evaluations under <c>torch.no_grad()</c>.</summary>
internal sealed class Guarding
{
    private readonly SemanticModel _model;
    private readonly Names _names;
    private readonly bool _prefersDeclaration;

    public Guarding(Document document, SemanticModel model, Names names)
    {
        _model = model;
        _names = names;
        _prefersDeclaration = ((CSharpParseOptions)model.SyntaxTree.Options).LanguageVersion >= LanguageVersion.CSharp8
            && document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree).TryGetValue("csharp_prefer_simple_using_statement", out var value)
            && string.Equals(value.Split(':')[0].Trim(), "true", StringComparison.OrdinalIgnoreCase);
    }

    public IReadOnlyList<Wrap> Of(IReadOnlyList<Report> reports)
    {
        var places = new List<(Place Place, Report Report)>();
        foreach (var report in reports)
            places.AddRange(report.Places(_model, place => Accepts(place, report)).Select(place => (Extended(place, report), report)).Where(pair => pair.Item1 is not null)!);
        var wraps = new List<Wrap>();
        foreach (var (place, report) in places.OrderBy(pair => pair.Place.Span.Start).ThenByDescending(pair => pair.Place.Span.End))
        {
            // Two reports of one region need one guard.
            if (wraps.Any(wrap => Covered(wrap).Contains(place.Span) && wrap.Place.Body == place.Body || wrap.Place.Crosses(place)))
                continue;
            if ((Declaration(place, report) ?? Statement(place)) is { } made)
                wraps.Add(made);
        }

        return wraps;
    }

    private Wrap? Statement(Place place)
    {
        var guard = $"using ({Names.NoGrad(_model, place.Span.Start)})";
        if (!Yielding.IsItem(place))
            return new Wrap(place, block: guard, kept: place.IsExpressionBody ? KeptVariables.None : KeptVariables.Of(place, _model));
        var item = _names.Unique(place, "item");
        return Yielding.Item(place, _model, item, isSplit: true) is { } computed ? new Wrap(place, block: guard, kept: computed, last: Yielding.Statement(item)) : null;
    }

    private Wrap? Declaration(Place place, Report report)
    {
        if (!_prefersDeclaration || Yielding.IsItem(place))
            return null;
        if (Scopes.ForDeclaration(place) is var whole && whole.Span != place.Span && Accepts(whole, report) && Declaration(whole, report) is { } wide)
            return wide;
        var rest = place.ToEnd();
        if (!CanDeclare(place) || !Accepts(rest, report) || rest.Nodes().Any(node => node is LabeledStatementSyntax or GotoStatementSyntax))
            return null;

        // A variable of this name would turn the discards around it into assignments.
        var name = _names.IsTaken(place, "_") ? _names.Unique(place, "noGrad") : "_";
        return new Wrap(place, ImmutableArray.Create($"using var {name} = {Names.NoGrad(_model, place.Span.Start)};"));
    }

    private static bool CanDeclare(Place place) => place.IsExpressionBody || place.First.Parent is BlockSyntax or GlobalStatementSyntax;

    /// <summary>The place with what has to stay with it; null if it cannot get a block.</summary>
    private Place? Extended(Place place, Report report)
    {
        if (place.IsExpressionBody)
            return Returns.IsExpressionTree(place, _model) ? null : place;
        return new[] { place, place.ToEnd() }.Where(each => each == place || Accepts(each, report)).SelectMany(each => new[] { Scopes.ForGuard(each), each })
            .FirstOrDefault(each => (each == place || Accepts(each, report)) && KeptVariables.Of(each, _model) is not null);
    }

    private bool Accepts(Place place, Report report) =>
        !IsGuarded(place) && (!Obstacles.Suspends(place) || Yielding.IsItem(place)) && !Obstacles.SplitsDirectives(place) && !Obstacles.IsEnteredByGoto(place) && !Obstacles.Trains(place, report.KeepMode.Concat(report.KeepGradients), report, _model) && Names.NoGrad(_model, place.Span.Start) is not null;

    /// <summary>A guard is there already: what is reported then is no matter of one more.</summary>
    private static bool IsGuarded(Place place) => place.First.Ancestors().OfType<UsingStatementSyntax>()
        .Any(scope => scope.Expression is { } guard && Forwards.NameOf(guard) == "no_grad" && Place.BodyOf(scope) == place.Body);

    private static TextSpan Covered(Wrap wrap) => wrap.Block is null ? wrap.Place.ToEnd().Span : wrap.Place.Span;
}
