using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Names that a fix writes: new ones, and the shortest one that means what it should at a place.</summary>
internal sealed class Names
{
    private static readonly string[] s_noGrad = { "torch.no_grad()", "no_grad()", "TorchSharp.torch.no_grad()", "global::TorchSharp.torch.no_grad()" };

    private readonly Dictionary<SyntaxNode, HashSet<string>> _taken = new();

    /// <summary>A name that nothing around the place uses; each is given once.</summary>
    public string Unique(Place place, string name)
    {
        var taken = Taken(place);
        var candidate = name;
        for (var i = 1; !taken.Add(candidate); i++)
            candidate = name + i;
        return candidate;
    }

    public bool IsTaken(Place place, string name) => Taken(place).Contains(name);

    /// <summary>A call of <c>torch.no_grad</c> that binds there; null without TorchSharp.</summary>
    public static string? NoGrad(SemanticModel model, int position) => s_noGrad.FirstOrDefault(text =>
        Bind(model, position, text) is IMethodSymbol { Name: "no_grad", IsStatic: true } method && method.ContainingType.ToDisplayString() == "TorchSharp.torch");

    public static ISymbol? Bind(SemanticModel model, int position, string expression) => Bind(model, position, SyntaxFactory.ParseExpression(expression));

    public static ISymbol? Bind(SemanticModel model, int position, ExpressionSyntax expression) =>
        expression.ContainsDiagnostics ? null : model.GetSpeculativeSymbolInfo(position, expression, SpeculativeBindingOption.BindAsExpression).Symbol;

    /// <summary>Written twice, it is the same object both times: names and members, nothing that runs.</summary>
    public static bool CanBeRepeated(string text) =>
        SyntaxFactory.ParseExpression(text) is { ContainsDiagnostics: false } expression
        && expression.DescendantNodesAndSelf().All(static node => node is SimpleNameSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or BaseExpressionSyntax or ElementAccessExpressionSyntax
            or BracketedArgumentListSyntax or ArgumentSyntax or LiteralExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax or TypeSyntax or PostfixUnaryExpressionSyntax { OperatorToken.Text: "!" });

    /// <summary>The variable at which an expression begins.</summary>
    public static string Root(string text) => text.Split('.', '[', '(', '!', '?')[0];

    public static bool IsUsed(ISymbol symbol, IEnumerable<SyntaxNode> nodes, SemanticModel model) => nodes.OfType<IdentifierNameSyntax>().Any(name =>
        name.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, symbol));

    private HashSet<string> Taken(Place place)
    {
        var member = place.First.Ancestors().First(ancestor => ancestor is CompilationUnitSyntax || ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax);
        if (!_taken.TryGetValue(member, out var taken))
            _taken.Add(member, taken = new HashSet<string>(member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) || token.IsKind(SyntaxKind.UnderscoreToken)).Select(token => token.ValueText)));
        return taken;
    }
}
