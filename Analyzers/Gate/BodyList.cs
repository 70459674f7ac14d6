using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.Gate;

/// <summary>
/// The bodies of a tree, found by syntax. The driver would report each as an operation block, but only by binding all of them;
/// a test compares the two lists.
/// </summary>
internal static class BodyList
{
    public static IEnumerable<SyntaxNode> In(SyntaxNode root)
    {
        if (root is CompilationUnitSyntax unit && unit.Members.Any(member => member is GlobalStatementSyntax))
            yield return unit;
        foreach (var node in root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax
            or BasePropertyDeclarationSyntax or AccessorListSyntax or BaseFieldDeclarationSyntax or VariableDeclarationSyntax or BaseListSyntax))
        {
            switch (node)
            {
                case BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null } or ConstructorDeclarationSyntax { Initializer: not null }:
                case AccessorDeclarationSyntax { Body: not null } or AccessorDeclarationSyntax { ExpressionBody: not null }:
                case VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: BaseFieldDeclarationSyntax }:
                    yield return node;
                    break;
                case PropertyDeclarationSyntax property:
                    if (property.ExpressionBody is not null)
                        yield return property.ExpressionBody;
                    if (property.Initializer is not null)
                        yield return property.Initializer;
                    break;
                case IndexerDeclarationSyntax { ExpressionBody: { } body }:
                    yield return body;
                    break;
                case PrimaryConstructorBaseTypeSyntax { Parent.Parent: TypeDeclarationSyntax type }:
                    yield return type;
                    break;
            }
        }
    }

    /// <summary>The node for which the semantic model has the operation of the body.</summary>
    public static SyntaxNode OperationNode(SyntaxNode body) => body is VariableDeclaratorSyntax { Initializer: { } initializer } ? initializer : body;

    /// <summary>The code that runs, without members that have bodies of their own.</summary>
    public static IEnumerable<SyntaxNode> CodeOf(SyntaxNode body) => body switch
    {
        CompilationUnitSyntax unit => unit.Members.Where(member => member is GlobalStatementSyntax),
        TypeDeclarationSyntax { BaseList: { } bases } => bases.Types.Where(type => type is PrimaryConstructorBaseTypeSyntax),
        ConstructorDeclarationSyntax constructor => new SyntaxNode?[] { constructor.Initializer, constructor.Body, constructor.ExpressionBody }.OfType<SyntaxNode>(),
        _ => new[] { body },
    };

    public static string NameOf(SyntaxNode body) => body switch
    {
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        DestructorDeclarationSyntax destructor => destructor.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        TypeDeclarationSyntax type => type.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        _ => body.FirstAncestorOrSelf<BasePropertyDeclarationSyntax>() switch
        {
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            EventDeclarationSyntax @event => @event.Identifier.ValueText,
            _ => "",
        },
    };
}
