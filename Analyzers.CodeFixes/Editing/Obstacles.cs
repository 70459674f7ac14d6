using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>What a place must not contain if its mode or its gradients are to be changed.</summary>
internal static class Obstacles
{
    /// <summary>
    /// A training step, a call that must keep what it has, code that is not seen, or in a body that trains a tensor that is used outside.
    /// What stands in the statement of a forward is judged with it.
    /// </summary>
    public static bool Trains(Place place, IEnumerable<TextSpan> kept, Report report, SemanticModel model)
    {
        // A lambda that is made here may train here.
        var nodes = Within(place).ToArray();
        if (kept.Any(place.Span.Contains) || TrainingCode.IsIn(nodes, model))
            return true;
        var own = report.Forwards.Select(Place.Of).Where(statement => statement is not null).Select(statement => statement!.Span).ToArray();
        if (nodes.Any(node => !own.Any(span => span.Contains(node.Span)) && TrainingCode.MayHideBehind(node, model)))
            return true;
        return report.BodyTrains(model) && (Written(place).Any(written => !written.Value.DescendantNodesAndSelf().Any(report.Forwards.Contains)
            && model.GetSymbolInfo(written.Target).Symbol is { } symbol and (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            && Forwards.IsTensor(model.GetTypeInfo(written.Target).Type) && Names.IsUsed(symbol, Place.NodesOf(place.Body).Where(node => !place.Span.Contains(node.Span)), model))
            || place.Nodes().OfType<VariableDeclaratorSyntax>().Any(declarator => declarator.Initializer is { } initializer && !initializer.DescendantNodes().Any(report.Forwards.Contains)
                && model.GetDeclaredSymbol(declarator) is ILocalSymbol local && Forwards.IsTensor(local.Type) && Names.IsUsed(local, place.Others.SelectMany(other => other.DescendantNodes()), model)));
    }

    /// <summary>The guard belongs to the thread, and what follows an <c>await</c> or a <c>yield</c> may run on another one.</summary>
    public static bool Suspends(Place place) => Yields(place) || Awaits(place);

    public static bool Yields(Place place) => place.Nodes().Any(node => node is YieldStatementSyntax);

    public static bool Awaits(Place place) => place.Nodes().Any(node => node switch
    {
        AwaitExpressionSyntax => true,
        CommonForEachStatementSyntax loop => loop.AwaitKeyword != default,
        UsingStatementSyntax scope => scope.AwaitKeyword != default,
        LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword != default,
        _ => false,
    });

    /// <summary>Something sets the mode for training. That another model gets back the mode that it had does not matter.</summary>
    public static bool Switches(Place place, string? receiver, SemanticModel model)
    {
        var others = Within(place).OfType<ExpressionStatementSyntax>().Where(statement => Scopes.IsRestoreOfAnother(statement, receiver)).ToArray();
        return TrainingCode.SetsMode(Within(place).Where(node => !others.Any(restore => restore.Span.Contains(node.Span))).ToArray(), model);
    }

    /// <summary>A <c>goto</c> leads past what would stand in front.</summary>
    public static bool IsEnteredByGoto(Place place) => !place.IsExpressionBody
        && Within(place).OfType<LabeledStatementSyntax>().Select(label => label.Identifier.ValueText).ToArray() is { Length: > 0 } labels
        && Place.NodesOf(place.Body).OfType<GotoStatementSyntax>().Any(jump => !place.Span.Contains(jump.Span) && jump.Expression is IdentifierNameSyntax target && labels.Contains(target.Identifier.ValueText));

    /// <summary>An <c>#if</c> or <c>#region</c> begins or ends inside that does not do both.</summary>
    public static bool SplitsDirectives(Place place)
    {
        var depth = 0;
        foreach (var directive in place.First.SyntaxTree.GetRoot().DescendantNodes(place.Span, descendIntoTrivia: true).OfType<DirectiveTriviaSyntax>().Where(directive => place.Span.Contains(directive.Span)))
        {
            depth += directive.Kind() switch
            {
                SyntaxKind.IfDirectiveTrivia or SyntaxKind.RegionDirectiveTrivia => 1,
                SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia => -1,
                SyntaxKind.ElseDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia when depth == 0 => -1,
                _ => 0,
            };
            if (depth < 0)
                return true;
        }

        return depth > 0;
    }

    /// <summary>Control may leave before the last statement has run, by something that is written here.</summary>
    public static bool LeavesEarly(Place place, SemanticModel model)
    {
        if (place.IsExpressionBody)
            return Returns.Value(place, model) || place.Nodes().Any(node => node is ThrowExpressionSyntax);
        if (place.Nodes().Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax))
            return true;
        // One by one: statements of a program have no list that the analysis takes.
        return place.Statements.Any(statement => model.AnalyzeControlFlow(statement) is { Succeeded: true } flow
            && (!flow.ReturnStatements.IsEmpty || flow.ExitPoints.Any(exit => !TargetIsIn(place, exit, model))));
    }

    /// <summary>Nothing behind the place runs: a loop without an end.</summary>
    public static bool NeverEnds(Place place, SemanticModel model) => place.Statements.Any(statement => model.AnalyzeControlFlow(statement) is { Succeeded: true, StartPointIsReachable: true, EndPointIsReachable: false });

    private static bool TargetIsIn(Place place, SyntaxNode exit, SemanticModel model) =>
        exit is GotoStatementSyntax { Expression: IdentifierNameSyntax label } && model.GetSymbolInfo(label).Symbol?.DeclaringSyntaxReferences.All(target => place.Span.Contains(target.Span)) == true;

    /// <summary>All nodes, those of lambdas and local functions too.</summary>
    private static IEnumerable<SyntaxNode> Within(Place place) => place.IsExpressionBody ? place.First.DescendantNodesAndSelf() : place.Statements.SelectMany(statement => statement.DescendantNodesAndSelf());

    private static IEnumerable<(ExpressionSyntax Target, ExpressionSyntax Value)> Written(Place place) =>
        place.Nodes().OfType<AssignmentExpressionSyntax>().Select(assignment => (assignment.Left, assignment.Right));
}
