using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>What becomes of the expression of an expression body when it is made a statement.</summary>
internal static class Returns
{
    /// <summary>It is returned; otherwise it is a statement by itself.</summary>
    public static bool Value(Place place, SemanticModel model)
    {
        var method = place.First.Parent switch
        {
            AnonymousFunctionExpressionSyntax lambda => model.GetSymbolInfo(lambda).Symbol as IMethodSymbol,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax or IndexerDeclarationSyntax } => null,
            ArrowExpressionClauseSyntax { Parent: { } member } => model.GetDeclaredSymbol(member) as IMethodSymbol,
            _ => null,
        };
        return method is null || !(method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.IsEmpty: true }));
    }

    /// <summary>A block is no expression tree.</summary>
    public static bool IsExpressionTree(Place place, SemanticModel model) =>
        place.IsExpressionBody && place.First.AncestorsAndSelf().OfType<LambdaExpressionSyntax>()
            .Any(lambda => model.GetTypeInfo(lambda).ConvertedType is { } type && type.ContainingNamespace?.ToDisplayString() == "System.Linq.Expressions");
}
