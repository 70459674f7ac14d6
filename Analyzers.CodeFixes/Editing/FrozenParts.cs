using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>
/// Parts that the code keeps in evaluation mode while the rest trains: <c>train(wasTraining)</c> on the whole would take them along.
/// </summary>
internal static class FrozenParts
{
    public static bool Exist(SyntaxNode at, string receiver, SemanticModel model) =>
        model.GetSpeculativeTypeInfo(at.SpanStart, Microsoft.CodeAnalysis.CSharp.SyntaxFactory.ParseExpression(receiver == "this" ? "this" : receiver), SpeculativeBindingOption.BindAsExpression).Type is { } type && Exist(type, model);

    /// <summary>Somewhere a member of the type is switched to evaluation by itself; an override of <c>train</c> that does so keeps it there.</summary>
    public static bool Exist(ITypeSymbol type, SemanticModel model)
    {
        if (!SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly))
            return false;
        foreach (var tree in model.Compilation.SyntaxTrees)
        {
            var semantics = default(SemanticModel);
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (Forwards.NameOf(call) is not ("eval" or "train") || call.Expression is not MemberAccessExpressionSyntax { Expression: var part } || !SetsEvaluation(call))
                    continue;
                semantics ??= tree == model.SyntaxTree ? model : model.Compilation.GetSemanticModel(tree);
                if (semantics.GetSymbolInfo(part).Symbol is IFieldSymbol or IPropertySymbol && semantics.GetSymbolInfo(part).Symbol is { ContainingType: { } holder }
                    && (IsOrDerives(type, holder) || IsOrDerives(holder, type)) && !call.Ancestors().OfType<MethodDeclarationSyntax>().Any(method => method.Identifier.ValueText is "train" or "eval"))
                    return true;
            }
        }

        return false;
    }

    private static bool SetsEvaluation(InvocationExpressionSyntax call) =>
        Forwards.NameOf(call) == "eval" ? call.ArgumentList.Arguments.Count == 0 : call.ArgumentList.Arguments.Count == 1 && call.ArgumentList.Arguments[0].Expression.ToString() == "false";

    private static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor.OriginalDefinition))
                return true;
        }

        return false;
    }
}
