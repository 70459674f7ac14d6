using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>There are no parameters, so no graph is recorded for them (F3).</summary>
internal sealed class ParameterFreedom : StructuralProperty
{
    private readonly HashSet<string> _requiringNames;

    public ParameterFreedom(ProgramAnalysis program)
        : base(program) => _requiringNames = new HashSet<string>(Apis.Names(DescriptionKind.Requires));

    protected override bool ConcernsAnything => false;

    protected override bool IsAbout(ITypeSymbol type) => Apis.IsModule(type) || Apis.FindType(type, DescriptionKind.Weight) is not null;

    public override bool? IsSaid(ITypeSymbol type)
    {
        if (Apis.FindType(type, DescriptionKind.Weight) is not null)
            return false;
        return type.DeclaringSyntaxReferences.IsEmpty && (Apis.FindType(type, DescriptionKind.Parameterless) ?? Apis.FindType(type, DescriptionKind.Modeless)) is not null ? true : null;
    }

    public override Description? OfFactory(IMethodSymbol method) => Apis.Find(method, DescriptionKind.Parameterless);

    /// <summary>Layers show their parameters as members.</summary>
    public override bool IsLeftToDerived(INamedTypeSymbol libraryBase)
    {
        for (var type = libraryBase; type is not null; type = type.BaseType)
        {
            if (type.GetMembers().Any(member => Apis.FindType((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, DescriptionKind.Weight) is not null))
                return false;
        }

        return true;
    }

    /// <summary>Nothing makes, takes or registers a parameter or a module with parameters, and no tensor is asked for gradients.</summary>
    public override bool HoldsIn(SyntaxNode code, StructureProof proof)
    {
        var model = Program.ModelOf(code.SyntaxTree);
        foreach (var node in code.DescendantNodes())
        {
            if (node is SimpleNameSyntax name && _requiringNames.Contains(name.Identifier.ValueText) && !IsHarmless(model.GetSymbolInfo(name).Symbol))
                return false;
            if (node is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax && model.GetOperation(node) is { } operation && !Keeps(operation, proof) && !proof.IsSkipped(node))
                return false;
        }

        return true;
    }

    public override bool HoldsIn(IOperation function, StructureProof proof) => true;

    /// <summary>An argument of the same name has the same meaning.</summary>
    private bool IsHarmless(ISymbol? symbol) =>
        !Apis.Is(symbol, DescriptionKind.Requires) && !(symbol is IParameterSymbol && Apis.IsKnownLibrary(symbol.ContainingAssembly));

    private bool Keeps(IOperation operation, StructureProof proof)
    {
        if (operation is not IInvocationOperation call)
            return proof.OfExpression(operation);
        if (Apis.Is(call.TargetMethod, DescriptionKind.Weight))
            return false;
        if (Apis.Is(call.TargetMethod, DescriptionKind.Forward))
            return call.Instance is IInstanceReferenceOperation or null || proof.OfExpression(call.Instance);
        return !Apis.IsKnownLibrary(call.TargetMethod.ContainingAssembly)
            || (!Concerns(call.Type) || proof.OfExpression(call)) && call.Arguments.All(argument => proof.OfExpression(argument.Value));
    }
}
