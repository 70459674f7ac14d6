using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Questions about types that the transfer functions ask.</summary>
internal sealed class TypeFacts
{
    private readonly KnownApis _apis;
    private readonly Dictionary<ITypeSymbol, bool> _carriers = new(SymbolEqualityComparer.Default);

    public TypeFacts(KnownApis apis) => _apis = apis;

    /// <summary>A value of the type can hold a tensor, so a graph may travel in it.</summary>
    public bool CanHoldTensor(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType is not SpecialType.None and not SpecialType.System_Object || type.TypeKind is TypeKind.Enum or TypeKind.Error)
            return type?.SpecialType == SpecialType.System_Object;
        if (!_carriers.TryGetValue(type, out var can))
        {
            _carriers[type] = false;
            _carriers[type] = can = Compute(type);
        }

        return can;

        bool Compute(ITypeSymbol subject) => subject switch
        {
            IArrayTypeSymbol array => CanHoldTensor(array.ElementType),
            ITypeParameterSymbol => true,
            IDynamicTypeSymbol => true,
            _ when _apis.IsTensor(subject) => true,
            _ when _apis.FindType(subject, DescriptionKind.Plain) is not null => false,
            INamedTypeSymbol { TypeKind: TypeKind.Delegate } => true,
            INamedTypeSymbol { IsGenericType: true } generic => generic.TypeArguments.Any(CanHoldTensor) || IsOpenSource(generic),
            INamedTypeSymbol named => IsOpenSource(named),
            _ => false,
        };

        // A class of the program may have any field; a class of another library is not followed but holds what it computes.
        bool IsOpenSource(ITypeSymbol subject) =>
            subject.Locations.Any(location => location.IsInSource) || _apis.IsModule(subject)
            || (subject.ContainingAssembly is { } assembly && _apis.IsKnownLibrary(assembly) && !KnownApis.IsBaseClassLibrary(assembly.Name) && subject.TypeKind == TypeKind.Class);
    }

    /// <summary>A tensor, or a collection or tuple of tensors.</summary>
    public bool IsMadeOfTensors(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => IsMadeOfTensors(array.ElementType),
        INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named => _apis.IsTensor(named) || named.TypeArguments.Any(IsMadeOfTensors),
        _ => false,
    };

    /// <summary>Objects that the analysis follows: modules, their holders, guards, collections.</summary>
    public static bool IsFollowed(ITypeSymbol? type) =>
        type is { IsReferenceType: true, SpecialType: not SpecialType.System_String }
        || type is ITypeParameterSymbol { IsValueType: false }
        || type is { IsTupleType: true };

    /// <summary>Values that conditions can be about.</summary>
    public static bool IsComparable(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum }
        || type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Char
            or (>= SpecialType.System_SByte and <= SpecialType.System_UInt64);

    public static bool IsCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type?.OriginalDefinition.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;
}
