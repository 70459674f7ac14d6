using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow;

/// <summary>Whether a switch of a whole reaches the part that a member holds (F1.3). Unknown counts as no: what is not reached for certain is unknown.</summary>
internal sealed class Registration
{
    private readonly KnownApis _apis;
    private readonly ConcurrentDictionary<ISymbol, bool> _reached = new(SymbolEqualityComparer.Default);

    public Registration(KnownApis apis) => _apis = apis;

    public bool Reaches(ISymbol? member) => member is not null && _reached.GetOrAdd(member, Compute);

    private bool Compute(ISymbol member) =>
        !member.IsStatic
        && member is IFieldSymbol or IPropertySymbol
        && member.ContainingType is { } holder
        && _apis.IsModule(holder)
        && _apis.IsModule((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type)
        && holder.InstanceConstructors.Any(CallsRegistration);

    private static bool CallsRegistration(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference =>
        reference.GetSyntax().DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call =>
            call is { Expression: IdentifierNameSyntax { Identifier.ValueText: "RegisterComponents" }, ArgumentList.Arguments.Count: 0 }
            && call.Parent is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: ConstructorDeclarationSyntax } } or ArrowExpressionClauseSyntax));
}
