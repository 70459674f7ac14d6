using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Code that takes a gradient, steps an optimizer or sets the mode for training, here or in what it calls.</summary>
internal static class TrainingCode
{
    private const int MaximalMethods = 1000;
    private const string Library = "TorchSharp";

    /// <summary>A gradient or a step is taken in these nodes, or in the methods of this compilation that they call.</summary>
    public static bool IsIn(IReadOnlyCollection<SyntaxNode> nodes, SemanticModel model) => nodes.Concat(Calls(nodes, model)).Any(node => IsStep(node, model));

    /// <summary>Something sets the mode for training.</summary>
    public static bool SetsMode(IReadOnlyCollection<SyntaxNode> nodes, SemanticModel model) => nodes.Concat(Calls(nodes, model)).Any(node => Forwards.NameOf(node) == "train");

    /// <summary>A call whose code is not seen, and which could train: of a delegate, or of code that knows the library.</summary>
    public static bool MayHideBehind(SyntaxNode node, SemanticModel model)
    {
        if (node is not InvocationExpressionSyntax call)
            return false;
        if (model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
            return Forwards.NameOf(call) != "nameof";
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return LambdaOf(call, model) is null && !IsNotification(method);
        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly))
            return !IsKnown(method.ContainingAssembly.Name) && method.ContainingModule.ReferencedAssemblies.Any(reference => reference.Name == Library);
        return method.IsAbstract && !Implementations(method, model).Any();
    }

    /// <summary>Hands out data and takes nothing back.</summary>
    private static bool IsNotification(IMethodSymbol method) =>
        method.ReturnsVoid && !method.Parameters.IsEmpty && method.Parameters.All(parameter => parameter.RefKind == RefKind.None && !Mentions(parameter.Type));

    private static bool Mentions(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Mentions(array.ElementType),
        INamedTypeSymbol named => named.ContainingAssembly?.Name == Library || named.TypeArguments.Any(Mentions) || named.BaseType is { } parent && Mentions(parent),
        _ => true,
    };

    private static bool IsKnown(string assembly) => assembly is "mscorlib" or "netstandard" or Library or "ModeLint.Runtime"
        || assembly.StartsWith("System.", StringComparison.Ordinal) || assembly.StartsWith("TorchVision", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);

    /// <summary>By name, unless the code is here to be looked at: a simulation has steps too.</summary>
    private static bool IsStep(SyntaxNode node, SemanticModel model) => Forwards.NameOf(node) is "backward" or "step" or "Fit" or "fit" or "TrainOnBatch" or "train_on_batch"
        && !(SemanticsOf(node, model)?.GetSymbolInfo(node).Symbol is { } symbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, model.Compilation.Assembly));

    private static SemanticModel? SemanticsOf(SyntaxNode node, SemanticModel model) => node.SyntaxTree == model.SyntaxTree ? model
        : model.Compilation.ContainsSyntaxTree(node.SyntaxTree) ? model.Compilation.GetSemanticModel(node.SyntaxTree) : null;

    /// <summary>All calls in the methods and lambdas of this compilation that the nodes lead to.</summary>
    private static IEnumerable<SyntaxNode> Calls(IEnumerable<SyntaxNode> nodes, SemanticModel model)
    {
        var seen = new HashSet<SyntaxNode>();
        var open = new Stack<SyntaxNode>(nodes.Where(IsReference));
        while (open.Count > 0 && seen.Count < MaximalMethods)
        {
            var reference = open.Pop();
            if (SemanticsOf(reference, model) is not { } semantics)
                continue;
            foreach (var body in Bodies(reference, semantics))
            {
                if (!seen.Add(body))
                    continue;
                foreach (var inner in body.DescendantNodes().Where(IsReference))
                {
                    yield return inner;
                    open.Push(inner);
                }
            }
        }
    }

    /// <summary>A call, or a name that is handed over: it may be that of a method.</summary>
    private static bool IsReference(SyntaxNode node) => node is InvocationExpressionSyntax or SimpleNameSyntax { Parent: ArgumentSyntax } or MemberAccessExpressionSyntax { Parent: ArgumentSyntax };

    private static IEnumerable<SyntaxNode> Bodies(SyntaxNode reference, SemanticModel model)
    {
        if (reference is InvocationExpressionSyntax call && LambdaOf(call, model) is { } lambda)
            return new[] { lambda };
        return model.GetSymbolInfo(reference).Symbol is IMethodSymbol method
            ? Implementations(method, model).Append(method).SelectMany(each => each.DeclaringSyntaxReferences).Select(declaration => declaration.GetSyntax()) : Array.Empty<SyntaxNode>();
    }

    /// <summary>The methods of this compilation that a call of this one may run besides it.</summary>
    private static IEnumerable<IMethodSymbol> Implementations(IMethodSymbol method, SemanticModel model)
    {
        var slot = method.OriginalDefinition;
        if (!(slot.IsAbstract || slot.IsVirtual || slot.IsOverride) || !SymbolEqualityComparer.Default.Equals(slot.ContainingAssembly, model.Compilation.Assembly))
            return Array.Empty<IMethodSymbol>();
        return model.Compilation.GetSymbolsWithName(slot.Name, SymbolFilter.Member).OfType<IMethodSymbol>().Where(candidate => slot.ContainingType.TypeKind == TypeKind.Interface
            ? candidate.ContainingType.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, slot.ContainingType)) : Overrides(candidate, slot));
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol slot)
    {
        for (var current = candidate.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, slot))
                return true;
        }

        return false;
    }

    /// <summary>The lambda that a local delegate was made with, if it was never given another.</summary>
    private static AnonymousFunctionExpressionSyntax? LambdaOf(InvocationExpressionSyntax call, SemanticModel model) =>
        call.Expression is IdentifierNameSyntax name && model.GetSymbolInfo(name).Symbol is ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } local
        && declarations[0].GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: AnonymousFunctionExpressionSyntax lambda } declarator
        && !Place.BodyOf(declarator).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == local.Name) ? lambda : null;
}
