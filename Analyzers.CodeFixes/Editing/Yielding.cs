using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>
/// A <c>yield return</c> runs its consumer, who must not find the mode or the gradients of the evaluation: the item is computed first,
/// into a variable, and handed out behind.
/// </summary>
internal static class Yielding
{
    public static bool IsItem(Place place) => place.First == place.Last && place.First is YieldStatementSyntax { Expression: not null } && !Obstacles.Awaits(place);

    /// <param name="place">One <c>yield return</c>.</param>
    /// <param name="model">The semantic model.</param>
    /// <param name="name">A new name.</param>
    /// <param name="isSplit">A block comes between the variable and its value.</param>
    public static KeptVariables? Item(Place place, SemanticModel model, string name, bool isSplit)
    {
        var statement = (YieldStatementSyntax)place.First;
        var method = model.GetEnclosingSymbol(place.Span.Start) as IMethodSymbol;
        var comments = statement.YieldKeyword.TrailingTrivia.Concat(statement.ReturnOrBreakKeyword.LeadingTrivia).Concat(statement.ReturnOrBreakKeyword.TrailingTrivia).Concat(statement.Expression!.GetLeadingTrivia())
            .Where(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia) && !trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToArray();
        if ((method?.ReturnType as INamedTypeSymbol)?.TypeArguments.FirstOrDefault() is not { } type || comments.Any(comment => !comment.IsKind(SyntaxKind.MultiLineCommentTrivia)))
            return null;

        // What the sequence holds may be wider than what is computed; a value that needs a target has no type of its own.
        var own = model.GetTypeInfo(statement.Expression!).Type;
        var hasOwn = own is { IsAnonymousType: false, TypeKind: not TypeKind.Error };
        var written = KeptVariables.Name(hasOwn ? own! : type, model, place.Span.Start);
        var change = new TextChange(TextSpan.FromBounds(statement.SpanStart, statement.Expression!.SpanStart), (isSplit ? $"{name} = " : $"{(hasOwn ? "var" : written)} {name} = ") + string.Concat(comments.Select(comment => $"{comment} ")));
        return new KeptVariables(isSplit ? ImmutableArray.Create($"{written} {name};") : ImmutableArray<string>.Empty, ImmutableArray.Create(change));
    }

    public static string Statement(string name) => $"yield return {name};";
}
