using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.Rules;

/// <summary>Expressions and identifiers of the user in the room that a message has for them.</summary>
internal static class Names
{
    private const string Ellipsis = "…";

    /// <summary>On one line; what is too long loses arguments first, then what stands in front of the last member.</summary>
    public static string Shorten(string text, int room)
    {
        var line = string.Join(" ", text.Split(new[] { '\r', '\n', '\t', ' ' }, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length <= room)
            return line;
        if (SyntaxFactory.ParseExpression(line) is { ContainsDiagnostics: false } expression)
        {
            line = WithoutArguments(expression).ToString();
            if (line.Length <= room)
                return line;
            for (var i = line.IndexOf('.'); i >= 0; i = line.IndexOf('.', i + 1))
            {
                if (line.Length - i + 1 <= room)
                    return Ellipsis + line.Substring(i);
            }
        }

        return line.Substring(0, room - 1) + Ellipsis;
    }

    /// <summary>Written twice, it is the same object both times: names and members, nothing that runs.</summary>
    public static bool CanBeRepeated(string text) =>
        SyntaxFactory.ParseExpression(text) is { ContainsDiagnostics: false } expression
        && expression.DescendantNodesAndSelf().All(static node => node is SimpleNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or ElementAccessExpressionSyntax
            or BracketedArgumentListSyntax or ArgumentSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or TypeSyntax or PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" });

    private static SyntaxNode WithoutArguments(ExpressionSyntax expression)
    {
        var lists = expression.DescendantNodesAndSelf().OfType<ArgumentListSyntax>().Where(list => list.Arguments.Count > 0 && !list.Ancestors().Any(outer => outer is ArgumentListSyntax));
        return expression.ReplaceNodes(lists, static (list, _) => list.WithArguments(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(Ellipsis)))));
    }
}
