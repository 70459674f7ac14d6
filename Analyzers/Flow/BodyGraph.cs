using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Gate;

namespace ModeLint.Analyzers.Flow;

/// <summary>The control-flow graph of one body, and those of the lambdas and local functions in it, which are bodies of their own.</summary>
internal sealed class BodyGraph
{
    private const int MaximalNesting = 300;

    private BodyGraph(ISymbol symbol, SyntaxNode node, ControlFlowGraph graph)
    {
        Symbol = symbol;
        Node = node;
        Graph = graph;
    }

    public ISymbol Symbol { get; }

    public SyntaxNode Node { get; }

    public ControlFlowGraph Graph { get; }

    /// <summary>Where the code of a member stands; null if it has none.</summary>
    public static SyntaxNode? NodeOf(ISymbol symbol)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            switch (reference.GetSyntax())
            {
                case BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } and not ConstructorDeclarationSyntax { Initializer: not null }:
                case AccessorDeclarationSyntax { Body: null, ExpressionBody: null }:
                    continue;
                case TypeDeclarationSyntax type:
                    return type.BaseList?.Types.Any(t => t is PrimaryConstructorBaseTypeSyntax) == true ? type : null;
                case PropertyDeclarationSyntax { ExpressionBody: { } arrow }:
                    return arrow;
                case PropertyDeclarationSyntax { Initializer: { } initializer }:
                    return initializer;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or CompilationUnitSyntax
                    or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax or VariableDeclaratorSyntax { Initializer: not null }:
                    return reference.GetSyntax();
            }
        }

        return null;
    }

    public static BodyGraph? Create(ISymbol symbol, Func<SyntaxTree, SemanticModel> models, CancellationToken cancellation)
    {
        if (NodeOf(symbol) is not { } node)
            return null;
        if (Nesting(node) > MaximalNesting)
            throw new BudgetExceededException("nesting");
        var operation = models(node.SyntaxTree).GetOperation(BodyList.OperationNode(node), cancellation);
        var graph = operation switch
        {
            IMethodBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
            IConstructorBodyOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
            IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body, cancellation),
            IFieldInitializerOperation { Parent: null } initializer => ControlFlowGraph.Create(initializer, cancellation),
            IPropertyInitializerOperation { Parent: null } initializer => ControlFlowGraph.Create(initializer, cancellation),
            _ => null,
        };
        return graph is null ? null : new BodyGraph(symbol, node, graph);
    }

    /// <summary>Lambdas and local functions at any depth.</summary>
    public IEnumerable<BodyGraph> Nested()
    {
        var waiting = new Stack<ControlFlowGraph>();
        waiting.Push(Graph);
        while (waiting.Count > 0)
        {
            var outer = waiting.Pop();
            foreach (var function in outer.LocalFunctions)
            {
                var graph = outer.GetLocalFunctionControlFlowGraph(function);
                waiting.Push(graph);
                yield return new BodyGraph(function, NodeOf(function) ?? Node, graph);
            }

            foreach (var lambda in Operations(outer).OfType<IFlowAnonymousFunctionOperation>())
            {
                var graph = outer.GetAnonymousFunctionControlFlowGraph(lambda);
                waiting.Push(graph);
                yield return new BodyGraph(lambda.Symbol, lambda.Syntax, graph);
            }
        }
    }

    public IEnumerable<IOperation> Operations() => Operations(Graph);

    private static IEnumerable<IOperation> Operations(ControlFlowGraph graph)
    {
        foreach (var block in graph.Blocks)
        {
            foreach (var operation in block.Operations)
            {
                foreach (var inner in operation.DescendantsAndSelf())
                    yield return inner;
            }

            if (block.BranchValue is { } value)
            {
                foreach (var inner in value.DescendantsAndSelf())
                    yield return inner;
            }
        }
    }

    /// <summary>Depth of the syntax, found without recursion: what is nested deeper is not looked at, in no recursion of ours or the compiler's.</summary>
    private static int Nesting(SyntaxNode root)
    {
        var deepest = 0;
        var waiting = new Stack<(SyntaxNode Node, int Depth)>();
        waiting.Push((root, 0));
        while (waiting.Count > 0 && deepest <= MaximalNesting)
        {
            var (node, depth) = waiting.Pop();
            deepest = Math.Max(deepest, depth);
            foreach (var child in node.ChildNodes())
                waiting.Push((child, depth + 1));
        }

        return deepest;
    }
}
