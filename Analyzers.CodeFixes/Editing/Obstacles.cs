using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>What a place must not contain if its mode or its gradients are to be changed.</summary>
internal static class Obstacles
{
    private const int MaximalMethods = 1000;

    /// <summary>
    /// A training step, or a forward that may belong to one: of a reported model beside the reports, or into a tensor that is used outside,
    /// in a body that trains.
    /// </summary>
    public static bool Trains(Place place, Report report, SemanticModel model)
    {
        // A lambda that is made here may train here.
        if (Steps(Span(place), model))
            return true;
        if (!report.BodyTrains(model))
            return false;
        if (Span(place).OfType<InvocationExpressionSyntax>().Any(call => Forwards.IsForward(call) && !report.Forwards.Contains(call) && Forwards.Receiver(call) is { } other && report.Receivers.Contains(other)))
            return true;
        return Written(place).Any(written => !written.Value.DescendantNodesAndSelf().Any(report.Forwards.Contains)
            && model.GetSymbolInfo(written.Target).Symbol is { } symbol and (ILocalSymbol or IParameterSymbol or IFieldSymbol or IPropertySymbol)
            && Forwards.IsTensor(model.GetTypeInfo(written.Target).Type) && Names.IsUsed(symbol, Place.BodyOf(place.First).DescendantNodes().Where(node => !place.Span.Contains(node.Span)), model))
            || place.Nodes().OfType<VariableDeclaratorSyntax>().Any(declarator => declarator.Initializer is { } initializer && !initializer.DescendantNodes().Any(report.Forwards.Contains)
                && model.GetDeclaredSymbol(declarator) is ILocalSymbol local && Forwards.IsTensor(local.Type) && Names.IsUsed(local, place.Others.SelectMany(other => other.DescendantNodes()), model));
    }

    /// <summary>A gradient or a step is taken in these nodes, or in the methods of this compilation that they call.</summary>
    public static bool Steps(IEnumerable<SyntaxNode> nodes, SemanticModel model) => nodes.Concat(Calls(nodes, model)).Any(node => IsStep(node, model));

    /// <summary>The guard belongs to the thread, and what follows an <c>await</c> or a <c>yield</c> may run on another one.</summary>
    public static bool Suspends(Place place) => place.Nodes().Any(node => node switch
    {
        AwaitExpressionSyntax or YieldStatementSyntax => true,
        CommonForEachStatementSyntax loop => loop.AwaitKeyword != default,
        UsingStatementSyntax scope => scope.AwaitKeyword != default,
        LocalDeclarationStatementSyntax declaration => declaration.AwaitKeyword != default,
        _ => false,
    });

    /// <summary>Something sets the mode for training.</summary>
    public static bool Switches(Place place, SemanticModel model) => Span(place).Concat(Calls(Span(place), model)).Any(node => Forwards.NameOf(node) == "train");

    /// <summary>Calls whose code is not seen: delegates, dispatch, other libraries.</summary>
    public static bool HidesCalls(Place place, Report report, SemanticModel model) => Span(place).OfType<InvocationExpressionSyntax>().Where(call => !report.Forwards.Contains(call)).Any(call =>
        model.GetSymbolInfo(call).Symbol is not IMethodSymbol method ? Forwards.NameOf(call) != "nameof"
        : method.MethodKind == MethodKind.DelegateInvoke
        || (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly) ? method.IsAbstract || method.IsVirtual || method.IsOverride : !IsKnown(method.ContainingAssembly.Name)));

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

    private static bool TargetIsIn(Place place, SyntaxNode exit, SemanticModel model) =>
        exit is GotoStatementSyntax { Expression: IdentifierNameSyntax label } && model.GetSymbolInfo(label).Symbol?.DeclaringSyntaxReferences.All(target => place.Span.Contains(target.Span)) == true;

    private static bool IsKnown(string assembly) => assembly is "mscorlib" or "netstandard" or "TorchSharp" || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("TorchVision", StringComparison.Ordinal);

    /// <summary>By name, unless the code is here to be looked at: a simulation has steps too.</summary>
    private static bool IsStep(SyntaxNode node, SemanticModel model) => Forwards.NameOf(node) is "backward" or "step" or "Fit" or "fit" or "TrainOnBatch" or "train_on_batch"
        && !(SemanticsOf(node, model)?.GetSymbolInfo(node).Symbol is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.Compilation.Assembly));

    private static SemanticModel? SemanticsOf(SyntaxNode node, SemanticModel model) => node.SyntaxTree == model.SyntaxTree ? model
        : model.Compilation.ContainsSyntaxTree(node.SyntaxTree) ? model.Compilation.GetSemanticModel(node.SyntaxTree) : null;

    /// <summary>All calls in the methods of this compilation that the nodes lead to.</summary>
    private static IEnumerable<SyntaxNode> Calls(IEnumerable<SyntaxNode> nodes, SemanticModel model)
    {
        var seen = new HashSet<SyntaxNode>();
        var open = new Stack<SyntaxNode>(nodes.OfType<InvocationExpressionSyntax>());
        while (open.Count > 0 && seen.Count < MaximalMethods)
        {
            var call = open.Pop();
            foreach (var reference in SemanticsOf(call, model)?.GetSymbolInfo(call).Symbol?.DeclaringSyntaxReferences ?? ImmutableArray<SyntaxReference>.Empty)
            {
                var body = reference.GetSyntax();
                if (!seen.Add(body))
                    continue;
                foreach (var inner in body.DescendantNodes().OfType<InvocationExpressionSyntax>())
                {
                    yield return inner;
                    open.Push(inner);
                }
            }
        }
    }

    private static IEnumerable<SyntaxNode> Span(Place place) => place.IsExpressionBody ? place.First.DescendantNodesAndSelf() : place.Statements.SelectMany(statement => statement.DescendantNodesAndSelf());

    private static IEnumerable<(ExpressionSyntax Target, ExpressionSyntax Value)> Written(Place place) =>
        place.Nodes().OfType<AssignmentExpressionSyntax>().Select(assignment => (assignment.Left, assignment.Right));
}
