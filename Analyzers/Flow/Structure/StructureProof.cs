using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>
/// One attempt to prove that objects have a property, by walking over what they are made of: types, the contents of variables, factories.
/// What cannot be proven may hold or not.
/// </summary>
internal sealed partial class StructureProof
{
    private const int MaximalSteps = 4000;
    private const int MaximalCalls = 8;
    private const int MaximalDepth = 200;

    private readonly ProgramAnalysis _program;
    private readonly StructuralProperty _property;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _knownTypes;
    private readonly HashSet<ITypeSymbol> _openTypes = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IParameterSymbol> _elements = new(SymbolEqualityComparer.Default);
    private HashSet<ISymbol> _openVariables = new(SymbolEqualityComparer.Default);
    private Arguments? _arguments;
    private int _open;
    private int _steps;

    // What was found so far holds only together with a question that is still open.
    private bool _isConditional;

    public StructureProof(ProgramAnalysis program, StructuralProperty property, ConcurrentDictionary<ITypeSymbol, bool> knownTypes)
    {
        _program = program;
        _property = property;
        _knownTypes = knownTypes;
    }

    private KnownApis Apis => _program.Apis;

    /// <summary>Of what the expression yields where a call with these arguments has led to it.</summary>
    public bool OfExpression(IOperation operation, Arguments? context) => With(context, () => IsSkipped(operation.Syntax) || OfExpression(operation));

    /// <summary>Of any object of the type.</summary>
    public bool OfType(ITypeSymbol? type) => type switch
    {
        null => false,
        _ when !_property.Concerns(type) => true,
        IArrayTypeSymbol array => OfType(array.ElementType),
        INamedTypeSymbol named when IsInSource(named) && (named.IsAbstract || _program.HasDerivedTypes(named)) => false,
        _ => OfExactly(type),
    };

    /// <summary>Of an object whose class is this one and no other.</summary>
    public bool OfExactly(ITypeSymbol? type)
    {
        if (type is null)
            return false;
        if (_knownTypes.TryGetValue(type, out var known))
            return known;

        var result = Once(_openTypes, type, ifOpen: true, () => With(null, () => Compute(type)));
        if (_steps < MaximalSteps && (_open == 0 || !_isConditional))
            _knownTypes.TryAdd(type, result);
        return result;
    }

    /// <summary>Of whatever a variable can hold: what is assigned to it or put into it, or else objects of its type.</summary>
    public bool OfVariable(ISymbol variable)
    {
        var type = Transfer.TypeFacts.TypeOf(variable);
        if (!_property.Concerns(type))
            return true;
        return Once(_openVariables, variable, ifOpen: true, () => IsFilledWithProven(variable) || OfType(type));
    }

    private bool IsFilledWithProven(ISymbol variable)
    {
        if (variable is IParameterSymbol parameter)
            return _elements.Contains(parameter) || OfPassed(parameter, OfExpression) && _program.Contents.Of(parameter)?.IsAll(OfExpression) == true;
        return _program.Contents.Of(variable) is { Assigned.IsEmpty: false } contents && contents.IsAll(value => IsSkipped(value.Syntax) || OfExpression(value));
    }

    /// <summary>What the call that is looked at passes for a parameter or, if there is none, what all calls pass.</summary>
    private bool OfPassed(IParameterSymbol parameter, Func<IOperation, bool> isProven) =>
        Arguments.Find(_arguments, parameter) is var (value, context) ? With(context, () => isProven(value))
        : _program.Contents.PassedTo(parameter) is { IsEmpty: false } passed && passed.All(isProven);

    private bool Compute(ITypeSymbol type)
    {
        if (_property.IsSaid(type) is { } said)
            return said;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named)
            return false;
        if (IsInSource(named))
            return named.TypeKind != TypeKind.Interface && OfParts(named);

        // A collection or carrier is what it may hold.
        return (KnownApis.IsBaseClassLibrary(named.ContainingAssembly?.Name ?? "") || Apis.IsContainer(named)) && !named.TypeArguments.IsEmpty && named.TypeArguments.All(OfType);
    }

    /// <summary>A class of the compilation: its base, its members, what its constructor captures, and its code.</summary>
    private bool OfParts(INamedTypeSymbol type) =>
        OfBase(type.BaseType)
        && type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && (!field.IsImplicitlyDeclared || field.AssociatedSymbol is IPropertySymbol)).All(field => OfVariable(field.AssociatedSymbol ?? field))
        && type.InstanceConstructors.Where(IsPrimary).SelectMany(constructor => constructor.Parameters).All(OfVariable)
        && type.DeclaringSyntaxReferences.All(reference => _property.HoldsIn(reference.GetSyntax(), this));

    private bool OfBase(INamedTypeSymbol? type)
    {
        if (type is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType })
            return true;
        if (IsInSource(type) || !Apis.IsModule(type))
            return OfExactly(type);
        return _property.IsSaid(type) ?? (type.IsAbstract && Apis.IsKnownLibrary(type.ContainingAssembly) && _property.IsLeftToDerived(type));
    }

    private static bool IsPrimary(IMethodSymbol constructor) => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax and not RecordDeclarationSyntax);

    // A tuple is declared where it is written, but its class is the library's.
    private static bool IsInSource(ITypeSymbol type) => type is { IsTupleType: false, DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>Answers a question that is not open already. A cycle adds nothing of its own, except where each round has other arguments.</summary>
    private bool Once<T>(HashSet<T> open, T question, bool ifOpen, Func<bool> prove)
    {
        if (_open > MaximalDepth || !open.Add(question))
        {
            _isConditional = true;
            return ifOpen && _open <= MaximalDepth;
        }

        _open++;
        var result = prove();
        _open--;
        open.Remove(question);
        return result;
    }

    private bool With(Arguments? arguments, Func<bool> prove)
    {
        if (arguments == _arguments)
            return prove();
        var before = (_arguments, _openVariables);
        (_arguments, _openVariables) = (arguments, new HashSet<ISymbol>(SymbolEqualityComparer.Default));
        var result = prove();
        (_arguments, _openVariables) = before;
        return result;
    }
}
