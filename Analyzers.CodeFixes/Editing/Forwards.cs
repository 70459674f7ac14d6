using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ModeLint.Analyzers.CodeFixes.Editing;

/// <summary>Calls, read from syntax.</summary>
internal static class Forwards
{
    public static bool IsForward(InvocationExpressionSyntax call) => NameOf(call) is "call" or "forward" or "Apply";

    public static bool IsTensor(ITypeSymbol? type) => type?.Name == "Tensor" && type.ContainingType?.Name == "torch";

    /// <summary>The name of the method that a node calls; null for anything else.</summary>
    public static string? NameOf(SyntaxNode node) => (node as InvocationExpressionSyntax)?.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    /// <summary>What a method is called on, as written.</summary>
    public static string? Receiver(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax access => access.Expression.ToString(),
        MemberBindingExpressionSyntax => call.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>(access => access.WhenNotNull.Span.Contains(call.Span))?.Expression.ToString(),
        SimpleNameSyntax => "this",
        _ => null,
    };
}
