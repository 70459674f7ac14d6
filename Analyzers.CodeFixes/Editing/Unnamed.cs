using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>An object that only lives in the expression of its forward gets a variable, so that it can be switched.</summary>
internal sealed class Unnamed
{
    private readonly SemanticModel _model;
    private readonly Names _names;

    public Unnamed(SemanticModel model, Names names)
    {
        _model = model;
        _names = names;
    }

    /// <summary>Null if the report's object has a name, or if its expression cannot run in front of the statement.</summary>
    public IReadOnlyList<Wrap>? Of(Report report)
    {
        if (report.Receiver is not { } text || Names.CanBeRepeated(text) || report.Forwards.Count != 1 || text.Contains('\n'))
            return null;
        var made = report.Call.DescendantNodes().OfType<ExpressionSyntax>().FirstOrDefault(node => node.ToString() == text && (node.Parent is ArgumentSyntax || node.Parent == report.Call.Expression));
        if (made is not (BaseObjectCreationExpressionSyntax { Initializer: null } or InvocationExpressionSyntax) || made is ImplicitObjectCreationExpressionSyntax
            || made.DescendantNodes().Any(node => node is AwaitExpressionSyntax or DeclarationExpressionSyntax) || Place.Of(made) is not { } place || Returns.IsExpressionTree(place, _model) || !RunsFirst(made, place)
            || _model.GetTypeInfo(made).Type is not { } type || !_model.LookupSymbols(made.SpanStart, type, "eval").Any(symbol => symbol is IMethodSymbol { Parameters.IsEmpty: true })
            || report.Restores && FrozenParts.Exist(type, _model))
            return null;
        var outer = Scopes.ForSwitch(place, wide => MeansTheSame(made, wide));
        var name = _names.Unique(place, "model");
        var lines = ImmutableArray.Create($"var {name} = {text};", $"{name}.eval();");
        var kept = new KeptVariables(ImmutableArray<string>.Empty, ImmutableArray.Create(new TextChange(made.Span, name)));
        if (!report.Restores)
            return new[] { new Wrap(outer, lines, kept: kept) };

        // Where the statement leaves, nothing can follow it.
        if (Obstacles.LeavesEarly(place, _model) || Yielding.IsItem(place))
            return null;
        var saved = _names.Unique(place, "wasTraining");
        return new[] { new Wrap(outer, lines.Insert(1, $"var {saved} = {name}.training;"), after: $"{name}.train({saved});", kept: kept) };
    }

    /// <summary>What the expression names is known in front of the place, too.</summary>
    private bool MeansTheSame(ExpressionSyntax made, Place place) => !Obstacles.SplitsDirectives(place)
        && made.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().All(name => _model.GetSymbolInfo(name).Symbol is not ILocalSymbol local || local.DeclaringSyntaxReferences.All(declaration => declaration.Span.End <= place.Span.Start));

    /// <summary>Nothing decides whether it runs, or how often, and nothing that runs before it can tell.</summary>
    private static bool RunsFirst(ExpressionSyntax made, Place place)
    {
        for (SyntaxNode child = made; child != place.First; child = child.Parent!)
        {
            var isFree = child.Parent switch
            {
                ConditionalExpressionSyntax choice => choice.Condition == child,
                BinaryExpressionSyntax binary => binary.Left == child || binary.OperatorToken.Kind() is not (SyntaxKind.AmpersandAmpersandToken or SyntaxKind.BarBarToken or SyntaxKind.QuestionQuestionToken),
                AssignmentExpressionSyntax assignment => !assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
                ConditionalAccessExpressionSyntax access => access.Expression == child,
                SwitchExpressionArmSyntax or QueryClauseSyntax or AnonymousFunctionExpressionSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CatchFilterClauseSyntax => false,
                _ => true,
            };
            if (!isFree)
                return false;
        }

        return !place.Nodes().Any(node => node.SpanStart < made.SpanStart && !node.Span.Contains(made.Span)
            && node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax or AwaitExpressionSyntax or DeclarationExpressionSyntax or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
                or SingleVariableDesignationSyntax or VariableDeclaratorSyntax);
    }
}
