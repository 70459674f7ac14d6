using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.Rules;

/// <summary>
/// Where a fix may act: the statements from the first to the last forward of a report, widened to whole loops while nothing in
/// them must not be touched.
/// </summary>
internal static class FixRegion
{
    /// <param name="forwards">The forwards of one report, in one body.</param>
    /// <param name="untouchable">Calls that need the other mode or a gradient.</param>
    /// <param name="receiver">The expression to switch; it must mean the same in front of the region.</param>
    public static TextSpan? Of(IReadOnlyList<SyntaxNode> forwards, IReadOnlyList<SyntaxNode> untouchable, string? receiver)
    {
        var first = Statement(forwards[0]);
        var last = Statement(forwards[forwards.Count - 1]);
        if (first is null || last is null)
            return null;
        while (first.Parent != last.Parent)
        {
            // The deeper one climbs to the block that holds both.
            if (Depth(first) >= Depth(last))
                first = Outer(first);
            else
                last = Outer(last);
            if (first is null || last is null)
                return null;
        }

        while (Loop(first) is { } loop && !untouchable.Any(call => loop.Span.Contains(call.Span)) && !Declares(loop, receiver))
            first = last = loop;
        return TextSpan.FromBounds(first.SpanStart, last.Span.End);
    }

    private static StatementSyntax? Statement(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            if (ancestor is AnonymousFunctionExpressionSyntax { ExpressionBody: not null } or ArrowExpressionClauseSyntax or EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax })
                return null;
            if (ancestor is StatementSyntax and not BlockSyntax)
                return (StatementSyntax)ancestor;
        }

        return null;
    }

    private static StatementSyntax? Outer(StatementSyntax statement) =>
        statement.Parent is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or AccessorDeclarationSyntax or null ? null : Statement(statement.Parent);

    private static StatementSyntax? Loop(StatementSyntax statement)
    {
        var parent = statement.Parent is BlockSyntax block ? block.Parent : statement.Parent;
        return parent is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax ? (StatementSyntax)parent : null;
    }

    private static int Depth(SyntaxNode node) => node.Ancestors().Count();

    /// <summary>The receiver is a variable that comes into being inside.</summary>
    private static bool Declares(SyntaxNode region, string? receiver)
    {
        if (receiver is null)
            return false;
        var end = receiver.IndexOfAny(new[] { '.', '[', '(', '!', '?' });
        var root = end < 0 ? receiver : receiver.Substring(0, end);
        return region.DescendantNodesAndSelf().Any(node => node switch
        {
            VariableDeclaratorSyntax declarator => declarator.Identifier.ValueText == root,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText == root,
            ForEachStatementSyntax loop => loop.Identifier.ValueText == root,
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax assigned } => assigned.Identifier.ValueText == root,
            _ => false,
        });
    }
}
