using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>
/// How switches and guards stand to each other, whichever a fix put there first: <c>eval()</c> in front of the guard, a mode that is put
/// back inside of a guard is saved inside of it too.
/// </summary>
internal static class Scopes
{
    /// <summary>Where a switch goes: in front of a guard that covers nothing but the place, and of declarations that only wait for their values.</summary>
    public static Place ForSwitch(Place place, Func<Place, bool> accepts)
    {
        while (GuardAround(place) is { } guard && (place.IsWhole || guard.First == place.First.Parent) && accepts(guard))
            place = guard;
        while (BeforeDeclaration(place) is { } wider && accepts(wider))
            place = wider;
        return place;
    }

    /// <summary>Where a line stands that only has to come first: in front of the guards that the place is the beginning of.</summary>
    public static Place InFront(Place place, Func<Place, bool> isPossible)
    {
        while ((GuardAround(place) ?? BeforeDeclaration(place) ?? DeclaredGuards(place)) is { } outer && isPossible(outer))
            place = outer;
        return place;
    }

    /// <summary>The place from its first statement on that is more than a declaration without a value.</summary>
    public static Place WithoutDeclarations(Place place) =>
        place.Statements.FirstOrDefault(statement => Variables(statement) is null) is { } first ? place.From(first) : place;

    private static Place? BeforeDeclaration(Place place) =>
        place.Previous is { } declaration && Variables(declaration) is { Count: > 0 } names && names.All(name => Mentions(place.Nodes(), name)) ? place.From(declaration) : null;

    /// <summary>The declarations of guards directly in front of a place.</summary>
    public static Place? DeclaredGuards(Place place)
    {
        var extended = place;
        while (extended.Previous is LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0, AwaitKeyword.RawKind: 0 } declaration && declaration.Declaration.Variables.All(variable => IsGuard(variable.Initializer?.Value)))
            extended = extended.From(declaration);
        return extended.Span == place.Span ? null : extended;
    }

    /// <summary>Where a guard with braces goes: around what saves a mode that is put back inside, and what puts one back that is saved inside.</summary>
    public static Place ForGuard(Place place)
    {
        var wide = place;
        while (wide.Next is { } restore && Restored(restore) is { } saved && wide.Statements.Any(statement => Saved(statement) == saved))
            wide = wide.To(restore);
        while (wide.Previous is ExpressionStatementSyntax { Expression: var call } eval && Forwards.NameOf(call) == "eval" && wide.From(eval).Previous is { } save
            && Saved(save) is { } saved && wide.Nodes().OfType<ExpressionStatementSyntax>().Any(statement => Restored(statement) == saved))
            wide = wide.From(save);
        if (wide.First == place.First)
            return wide;
        while (wide.Previous is { } declaration && Variables(declaration) is { Count: > 0 } names
            && names.All(name => Mentions(wide.Nodes(), name) && !wide.Others.Any(other => other != declaration && Mentions(other.DescendantNodes(), name))))
            wide = wide.From(declaration);
        return wide;
    }

    /// <summary>Where a guard without braces goes: in front of a <c>try</c> that is there for the mode only.</summary>
    public static Place ForDeclaration(Place place) =>
        place is { IsWhole: true, First.Parent: BlockSyntax { Parent: TryStatementSyntax { Catches.Count: 0, Finally.Block.Statements: { Count: 1 } ends } whole } block } && whole.Block == block
        && ends[0] is ExpressionStatementSyntax { Expression: var call } && Forwards.NameOf(call) == "train" && place.Outer is { } outer ? outer : place;

    /// <summary>A statement that gives another variable's model the mode back that it had.</summary>
    public static bool IsRestoreOfAnother(ExpressionStatementSyntax statement, string? receiver) =>
        receiver is not null && Restored(statement) is { } saved && statement.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(Forwards.Receiver).FirstOrDefault() is { } other
        && Names.Root(other) is var root && root != Names.Root(receiver) && root != "this" && Names.Root(receiver) != "this"
        && Place.NodesOf(Place.BodyOf(statement)).OfType<LocalDeclarationStatementSyntax>().Any(save => Saved(save) == saved);

    /// <summary>The guard, or any <c>using</c> without braces, that begins with the place.</summary>
    private static Place? GuardAround(Place place)
    {
        var begins = !place.IsExpressionBody && place.First.Parent switch
        {
            UsingStatementSyntax => true,
            BlockSyntax { Parent: UsingStatementSyntax scope } block => IsGuard(scope.Expression) && block.Statements[0] == place.First,
            _ => false,
        };
        return begins ? place.Outer : null;
    }

    private static bool IsGuard(ExpressionSyntax? value) => value is not null && Forwards.NameOf(value) is "no_grad" or "inference_mode";

    /// <summary>Names of a declaration without values.</summary>
    private static IReadOnlyList<string>? Variables(StatementSyntax statement) =>
        statement is LocalDeclarationStatementSyntax { Modifiers.Count: 0, UsingKeyword.RawKind: 0 } local && local.Declaration.Variables.All(variable => variable.Initializer is null)
            ? local.Declaration.Variables.Select(variable => variable.Identifier.ValueText).ToArray() : null;

    /// <summary>The variable in which a statement keeps a mode.</summary>
    private static string? Saved(StatementSyntax statement)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } || variables[0].Initializer is not { Value: var value })
            return null;
        var read = value is BinaryExpressionSyntax coalescing ? coalescing.Left : value;
        var member = read switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax binding } => binding.Name,
            IdentifierNameSyntax name => name,
            _ => null,
        };
        return member?.Identifier.ValueText == "training" ? variables[0].Identifier.ValueText : null;
    }

    /// <summary>The variable with which a statement puts a mode back.</summary>
    private static string? Restored(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: var expression } && (expression as InvocationExpressionSyntax ?? (expression as ConditionalAccessExpressionSyntax)?.WhenNotNull as InvocationExpressionSyntax) is { } call
        && Forwards.NameOf(call) == "train" && call.ArgumentList.Arguments.Count == 1 && call.ArgumentList.Arguments[0].Expression is IdentifierNameSyntax name ? name.Identifier.ValueText : null;

    private static bool Mentions(IEnumerable<SyntaxNode> nodes, string name) => nodes.OfType<IdentifierNameSyntax>().Any(identifier => identifier.Identifier.ValueText == name);
}
