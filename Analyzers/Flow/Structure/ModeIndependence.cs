using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>A forward is the same in both modes (F6.1).</summary>
internal sealed class ModeIndependence : StructuralProperty
{
    private readonly HashSet<string> _modeNames;
    private readonly HashSet<string> _forwardNames;

    public ModeIndependence(ProgramAnalysis program)
        : base(program)
    {
        _modeNames = new HashSet<string>(Apis.Names(DescriptionKind.Reads, DescriptionKind.Functional, DescriptionKind.Dependent));
        _forwardNames = new HashSet<string>(Apis.Names(DescriptionKind.Forward));
    }

    protected override bool ConcernsAnything => true;

    protected override bool IsAbout(ITypeSymbol type) =>
        Apis.IsModule(type)
        || type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && invoke.Parameters.Select(parameter => parameter.Type).Append(invoke.ReturnType).Any(Program.Types.CanHoldTensor);

    public override bool? IsSaid(ITypeSymbol type)
    {
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeDependent) is not null || Apis.FindType(type, DescriptionKind.Dependent) is not null)
            return false;
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.ModeIndependent) is not null)
            return true;

        // What a library says of a base class does not speak for what a class of the program adds to it.
        return type.DeclaringSyntaxReferences.IsEmpty && (Apis.FindType(type, DescriptionKind.Independent) ?? Apis.FindType(type, DescriptionKind.Modeless)) is not null ? true : null;
    }

    public override Description? OfFactory(IMethodSymbol method) => Apis.Find(method, DescriptionKind.Dependent);

    public override bool IsLeftToDerived(INamedTypeSymbol libraryBase) => true;

    /// <summary>No reading of the mode, no function with a mode of its own, no mode-dependent layer made or run on the way.</summary>
    public override bool HoldsIn(SyntaxNode code, StructureProof proof)
    {
        var model = Program.ModelOf(code.SyntaxTree);
        foreach (var name in code.DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var isOfMode = _modeNames.Contains(name.Identifier.ValueText);
            if (!isOfMode && !_forwardNames.Contains(name.Identifier.ValueText))
                continue;
            var symbol = model.GetSymbolInfo(name).Symbol;
            var call = name.Parent?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } around && model.GetSymbolInfo(around).Symbol is { } called
                && SymbolEqualityComparer.Default.Equals(called, symbol) ? model.GetOperation(around) as IInvocationOperation : null;
            if (!(isOfMode ? IsHarmless(symbol, call, proof) : call is null || RunsProven(call, proof)))
                return false;
        }

        return true;
    }

    private bool IsHarmless(ISymbol? symbol, IInvocationOperation? call, StructureProof proof)
    {
        if (Apis.Is(symbol, DescriptionKind.Reads))
            return false;
        if (Apis.Find(symbol, DescriptionKind.Functional) is { } functional)
            return functional.Unless is { } unless && call?.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == unless) is { } decisive && proof.IsZero(decisive.Value);
        return !Apis.Is(symbol, DescriptionKind.Dependent) || symbol is ITypeSymbol || call is not null && (proof.IsSkipped(call.Syntax) || proof.OfExpression(call));
    }

    /// <summary>A module that is no part of the object: its own parts are looked at as such, and for what it is handed somebody else answers.</summary>
    private bool RunsProven(IInvocationOperation call, StructureProof proof) =>
        !Apis.Is(call.TargetMethod, DescriptionKind.Forward)
        || call.Instance is not IMemberReferenceOperation { Instance: not IInstanceReferenceOperation } and not IInvocationOperation and not IObjectCreationOperation
        || proof.OfExpression(call.Instance);

    public override bool HoldsIn(IOperation function, StructureProof proof) => function switch
    {
        IMethodReferenceOperation { Instance: { } module } => proof.OfExpression(module),
        IMethodReferenceOperation { Method: var method } when Apis.IsKnownLibrary(method.ContainingAssembly) => !Apis.Is(method, DescriptionKind.Functional),
        IMethodReferenceOperation { Method: var method } => BodyGraph.NodeOf(method.OriginalDefinition) is { } body && HoldsIn(body, proof),
        IAnonymousFunctionOperation lambda => HoldsIn(lambda.Syntax, proof)
            && lambda.Body.Descendants().All(read => read is not ILocalReferenceOperation and not IParameterReferenceOperation and not IMemberReferenceOperation || !Apis.IsModule(read.Type) || proof.OfExpression(read)),
        _ => false,
    };
}
