using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>
/// How the variables that statements declare stay in scope for what follows when the statements get a block of their own: the declarations
/// that have to stand in front of the block, and what becomes of the old ones.
/// </summary>
internal sealed class KeptVariables
{
    public static readonly KeptVariables None = new(ImmutableArray<string>.Empty, ImmutableArray<TextChange>.Empty);

    private static readonly SymbolDisplayFormat s_type = SymbolDisplayFormat.MinimallyQualifiedFormat.AddMiscellaneousOptions(
        SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    public KeptVariables(ImmutableArray<string> declarations, ImmutableArray<TextChange> changes)
    {
        Declarations = declarations;
        Changes = changes;
    }

    public ImmutableArray<string> Declarations { get; }

    public ImmutableArray<TextChange> Changes { get; }

    /// <summary>Something else declares the variables.</summary>
    public KeptVariables WithoutDeclarations() => new(ImmutableArray<string>.Empty, Changes);

    /// <summary>Null if something cannot be kept: it lives to the end of the list (<c>using</c>), has no name for its type, or cannot be assigned later.</summary>
    public static KeptVariables? Of(Place place, SemanticModel model)
    {
        var others = place.Others.ToArray();
        if (others.Any(other => other.SpanStart > place.Span.End) && place.Statements.Any(statement => statement is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 }))
            return null;
        var scope = place.First.Parent is SwitchSectionSyntax { Parent: SwitchStatementSyntax whole } ? whole.Sections.SelectMany(section => section.Statements).Where(statement => !place.Span.Contains(statement.Span)) : others;
        var outside = scope.SelectMany(other => other.DescendantNodes()).ToArray();
        var declarations = new List<SyntaxNode>();
        foreach (var statement in place.Statements)
        {
            foreach (var node in statement.DescendantNodesAndSelf())
            {
                if (node is not (VariableDeclaratorSyntax or SingleVariableDesignationSyntax or LocalFunctionStatementSyntax or LabeledStatementSyntax))
                    continue;
                if (model.GetDeclaredSymbol(node) is not { } symbol || !Names.IsUsed(symbol, outside, model))
                    continue;
                if (Declaration(node) is not { } declaration)
                    return null;
                if (!declarations.Contains(declaration))
                    declarations.Add(declaration);
            }
        }

        // One declaration declares all its variables in front, or none.
        var lines = ImmutableArray.CreateBuilder<string>();
        foreach (var node in declarations.SelectMany(declaration => declaration.DescendantNodes(inner => inner is VariableDeclarationSyntax or DeclarationExpressionSyntax or VariableDesignationSyntax)))
        {
            if (node is not (VariableDeclaratorSyntax or SingleVariableDesignationSyntax))
                continue;
            if (model.GetDeclaredSymbol(node) is not ILocalSymbol { IsRef: false, IsConst: false, Type: { IsRefLikeType: false } type } local || HasNoName(type))
                return null;
            lines.Add($"{TypeName(node, local, model)} {Escape(local.Name)};");
        }

        return new KeptVariables(lines.ToImmutable(), declarations.SelectMany(Assign).ToImmutableArray());
    }

    /// <summary>A type as it is written at a position.</summary>
    public static string Name(ITypeSymbol type, SemanticModel model, int position) => type.ToMinimalDisplayString(model, position, s_type);

    /// <summary>The whole declaration that can become an assignment.</summary>
    private static SyntaxNode? Declaration(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Parent: LocalDeclarationStatementSyntax { Modifiers.Count: 0 }, Type: not RefTypeSyntax } declaration }
            when declaration.Variables.All(variable => variable.Initializer is { Value: not InitializerExpressionSyntax }) || declaration.Variables.All(variable => variable.Initializer is null) => declaration,
        SingleVariableDesignationSyntax => node.FirstAncestorOrSelf<DeclarationExpressionSyntax>(),
        _ => null,
    };

    private static IEnumerable<TextChange> Assign(SyntaxNode declaration)
    {
        if (declaration is DeclarationExpressionSyntax expression)
        {
            // Written out, a type decides what an overload or a conversion sees: the variable has it still.
            yield return new TextChange(WithSpace(expression.Type), "");
            yield break;
        }

        var variables = ((VariableDeclarationSyntax)declaration).Variables;
        if (variables[0].Initializer is null)
        {
            var lines = declaration.SyntaxTree.GetText();
            var line = lines.Lines.GetLineFromPosition(declaration.SpanStart);
            var isAlone = line.ToString().Trim() == declaration.Parent!.ToString();
            var last = declaration.Parent.GetTrailingTrivia().FirstOrDefault(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia));
            yield return new TextChange(isAlone ? line.SpanIncludingLineBreak : TextSpan.FromBounds(declaration.SpanStart, last == default ? declaration.Parent.FullSpan.End : last.SpanStart), "");
            yield break;
        }

        yield return new TextChange(WithSpace(((VariableDeclarationSyntax)declaration).Type), "");
        foreach (var separator in variables.GetSeparators())
            yield return new TextChange(separator.Span, ";");
    }

    private static TextSpan WithSpace(TypeSyntax type) => type.GetTrailingTrivia().All(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)) ? TextSpan.FromBounds(type.SpanStart, type.FullSpan.End) : type.Span;

    private static string TypeName(SyntaxNode node, ILocalSymbol local, SemanticModel model)
    {
        var written = node.Parent is VariableDeclarationSyntax declaration ? declaration.Type : (node.Parent as DeclarationExpressionSyntax)?.Type;
        if (written is not null and not { IsVar: true })
            return written.ToString();

        // The type of 'var' admits null wherever null could be assigned; what is assigned here decides, if nothing else is.
        var value = (node as VariableDeclaratorSyntax)?.Initializer?.Value;
        var neverNull = value is not null && model.GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull
            && !Place.BodyOf(node).DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => assignment.Left.ToString() == local.Name);
        var type = neverNull ? local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : local.Type;
        return Name(type, model, node.SpanStart);
    }

    private static bool HasNoName(ITypeSymbol type) => type switch
    {
        { IsAnonymousType: true } or { TypeKind: TypeKind.Error or TypeKind.FunctionPointer } => true,
        IArrayTypeSymbol array => HasNoName(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasNoName),
        _ => false,
    };

    private static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : $"@{name}";
}
