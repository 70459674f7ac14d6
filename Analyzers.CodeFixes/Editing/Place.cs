using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Where a fix acts: consecutive statements of one list, one embedded statement, or the expression of an expression body.</summary>
internal sealed class Place
{
    private Place(SyntaxNode first, SyntaxNode last)
    {
        First = first;
        Last = last;
    }

    public SyntaxNode First { get; }

    public SyntaxNode Last { get; }

    public TextSpan Span => TextSpan.FromBounds(First.SpanStart, Last.Span.End);

    public bool IsExpressionBody => First is ExpressionSyntax;

    /// <summary>The statement of an <c>if</c>, a loop or a <c>using</c> without braces.</summary>
    public bool IsEmbedded => First is StatementSyntax && First.Parent is (StatementSyntax and not BlockSyntax) or ElseClauseSyntax;

    public IEnumerable<StatementSyntax> Statements => IsExpressionBody ? Enumerable.Empty<StatementSyntax>() : Siblings((StatementSyntax)First).Where(statement => Span.Contains(statement.Span));

    /// <summary>The other statements of the list.</summary>
    public IEnumerable<StatementSyntax> Others => IsExpressionBody ? Enumerable.Empty<StatementSyntax>() : Siblings((StatementSyntax)First).Where(statement => !Span.Contains(statement.Span));

    /// <summary>The statement in front, in the same list.</summary>
    public StatementSyntax? Previous => Others.LastOrDefault(other => other.Span.End <= Span.Start);

    /// <summary>The statement behind, in the same list.</summary>
    public StatementSyntax? Next => Others.FirstOrDefault(other => other.SpanStart >= Span.End);

    /// <summary>Nothing else stands in the list.</summary>
    public bool IsWhole => !IsExpressionBody && !Others.Any();

    /// <summary>The function, member or program that runs it.</summary>
    public SyntaxNode Body => BodyOf(First);

    /// <summary>The innermost place of a node; null where no statement can stand in front of it or where it runs later.</summary>
    public static Place? Of(SyntaxNode node)
    {
        for (var (child, parent) = (node, node.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax when child is ExpressionSyntax:
                    return CanBecomeBlock(parent) ? new Place(child, child) : null;
                case QueryExpressionSyntax query when child != query.FromClause:
                case FromClauseSyntax { Parent: QueryBodySyntax }:
                    // Runs when the sequence is enumerated.
                    return null;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return null;
                case StatementSyntax statement and not BlockSyntax:
                    return statement.Parent is LabeledStatementSyntax ? null : new Place(statement, statement);
            }
        }

        return null;
    }

    /// <summary>The statements at exactly this span; null if there are none.</summary>
    public static Place? At(SyntaxNode root, TextSpan span)
    {
        if (!root.FullSpan.Contains(span))
            return null;
        var first = root.FindToken(span.Start).Parent?.AncestorsAndSelf().OfType<StatementSyntax>().LastOrDefault(statement => statement.SpanStart == span.Start && statement.Span.End <= span.End && statement is not BlockSyntax);
        var last = first is null ? null : Siblings(first).FirstOrDefault(statement => statement.Span.End == span.End);
        return first is null || last is null || first.Parent is LabeledStatementSyntax ? null : new Place(first, last);
    }

    /// <summary>The smallest place that holds both; null if they are not in one body.</summary>
    public static Place? Union(Place? one, Place? other)
    {
        while (one is not null && other is not null)
        {
            if (one.Span.Contains(other.Span))
                return one;
            if (other.Span.Contains(one.Span))
                return other;
            if (one.IsExpressionBody || other.IsExpressionBody)
                return null;
            if (List(one.First) is { } list && list == List(other.First))
                return one.First.SpanStart < other.First.SpanStart ? new Place(one.First, other.Last) : new Place(other.First, one.Last);
            if (one.Depth >= other.Depth)
                one = one.Outer;
            else
                other = other.Outer;
        }

        return null;
    }

    /// <summary>From another statement of the list, in front, to the end of the place.</summary>
    public Place From(StatementSyntax first) => new(first, Last);

    /// <summary>From the beginning of the place to another statement of the list, behind.</summary>
    public Place To(StatementSyntax last) => new(First, last);

    /// <summary>From here to the end of the list.</summary>
    public Place ToEnd() => IsExpressionBody ? this : new Place(First, Siblings((StatementSyntax)First).Last());

    public bool IsWithin(Place other) => other.Span.Contains(Span);

    public bool Crosses(Place other) => Span.OverlapsWith(other.Span) && !IsWithin(other) && !other.IsWithin(this);

    /// <summary>The statement that has this one as its own.</summary>
    public Place? Outer => First.Parent is { } parent && BodyOf(parent) == Body ? Of(First) : null;

    /// <summary>All nodes that run here, those of lambdas and local functions left out.</summary>
    public IEnumerable<SyntaxNode> Nodes() => (IsExpressionBody ? new[] { First } : (IEnumerable<SyntaxNode>)Statements).SelectMany(node => node.DescendantNodesAndSelf(inner =>
        inner == First || inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)));

    public static SyntaxNode BodyOf(SyntaxNode node) => node.AncestorsAndSelf().First(ancestor =>
        ancestor is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax || ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax);

    /// <summary>All nodes of a body; the types beside top-level statements are bodies of their own.</summary>
    public static IEnumerable<SyntaxNode> NodesOf(SyntaxNode body) =>
        body is CompilationUnitSyntax unit ? unit.Members.OfType<GlobalStatementSyntax>().SelectMany(statement => statement.DescendantNodes()) : body.DescendantNodes();

    private int Depth => First.Ancestors().Count();

    private static SyntaxNode? List(SyntaxNode statement) => statement.Parent switch
    {
        BlockSyntax or SwitchSectionSyntax => statement.Parent,
        GlobalStatementSyntax => statement.Parent.Parent,
        _ => null,
    };

    private static IReadOnlyList<StatementSyntax> Siblings(StatementSyntax statement) => List(statement) switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        CompilationUnitSyntax unit => unit.Members.OfType<GlobalStatementSyntax>().Select(global => global.Statement).ToArray(),
        _ => new[] { statement },
    };

    /// <summary>Comments between the arrow and the expression have no place in a block.</summary>
    private static bool CanBecomeBlock(SyntaxNode function)
    {
        var arrow = function switch
        {
            LambdaExpressionSyntax lambda => lambda.ArrowToken,
            ArrowExpressionClauseSyntax clause => clause.ArrowToken,
            _ => default,
        };
        return arrow.GetPreviousToken().TrailingTrivia.Concat(arrow.LeadingTrivia).Concat(arrow.TrailingTrivia).Concat(arrow.GetNextToken().LeadingTrivia)
            .All(trivia => string.IsNullOrWhiteSpace(trivia.ToString()));
    }
}
