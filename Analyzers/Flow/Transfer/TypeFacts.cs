using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Questions about types that the transfer functions ask.</summary>
internal sealed class TypeFacts
{
    private readonly KnownApis _apis;
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _carriers = new(SymbolEqualityComparer.Default);

    public TypeFacts(KnownApis apis) => _apis = apis;

    /// <summary>A value of the type can hold a tensor, so a graph may travel in it.</summary>
    public bool CanHoldTensor(ITypeSymbol? type)
    {
        if (type is null || type.SpecialType is not SpecialType.None and not SpecialType.System_Object || type.TypeKind is TypeKind.Enum or TypeKind.Error)
            return type?.SpecialType == SpecialType.System_Object;
        return _carriers.GetOrAdd(type, Compute);

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

    /// <summary>What a parameter of the type becomes is followed as what a result becomes: no object with members of its own.</summary>
    public bool IsFollowedAsResult(ITypeSymbol type) =>
        type is ITypeParameterSymbol || type.SpecialType == SpecialType.System_Object || CanHoldTensor(type) && (!IsFollowed(type) || _apis.IsTensor(type) || IsCollection(type));

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
        || type is { IsTupleType: true } || IsStructOfProgram(type);

    /// <summary>A struct with code of its own: a scope, a holder.</summary>
    private static bool IsStructOfProgram(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct, DeclaringSyntaxReferences.IsEmpty: false };

    public static ITypeSymbol? TypeOf(ISymbol variable) => variable switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    /// <summary>Values that conditions can be about.</summary>
    public static bool IsComparable(ITypeSymbol? type) =>
        type is { TypeKind: TypeKind.Enum }
        || type?.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Char
            or (>= SpecialType.System_SByte and <= SpecialType.System_Double)
        || IsNullable(type) && IsComparable(((INamedTypeSymbol)type!).TypeArguments[0]);

    /// <summary>What people say with it is which of a few things to do.</summary>
    public static bool IsChoice(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String || IsNullable(type) && IsChoice(((INamedTypeSymbol)type).TypeArguments[0]);

    /// <summary>Two values need not be in any order.</summary>
    public static bool IsFloating(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    public static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The same type, or what is under a nullable one: a test for it is a test for null.</summary>
    public static bool IsUnderlying(ITypeSymbol? tested, ITypeSymbol? type) =>
        SymbolEqualityComparer.Default.Equals(tested, type) || IsNullable(type) && SymbolEqualityComparer.Default.Equals(tested, ((INamedTypeSymbol)type!).TypeArguments[0]);

    /// <summary>A value of the first type is one of the second.</summary>
    public static bool IsOrDerives(ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        if (type?.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default) == true)
            return true;
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type, ancestor))
                return true;
        }

        return false;
    }

    /// <summary>Its functions have no state and no side effects.</summary>
    public static bool IsPlainValue(ITypeSymbol? type) =>
        IsComparable(type) || IsNullable(type) || type?.SpecialType == SpecialType.System_Enum
        || type is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>A question about what a collection holds.</summary>
    public static bool AsksCollection(IMethodSymbol method) =>
        (IsCollection(method.ContainingType) || IsQueryOperators(method.ContainingType) || IsSpanOperators(method.ContainingType))
        && method.Name is "Contains" or "ContainsKey" or "ContainsValue" or "TryGetValue" or "IndexOf" or "Any" or "Count" or "LongCount";

    /// <summary>A method of a collection that does not change what it holds.</summary>
    public static bool KeepsContents(IMethodSymbol method) =>
        method.IsStatic || AsksCollection(method) || method.MethodKind is MethodKind.PropertyGet
        || method.Name is "GetEnumerator" or "MoveNext" or "ToArray" or "CopyTo" or "ToString" or "GetHashCode" or "Equals" or "Find" or "FindIndex" or "FindAll" or "Exists"
            or "TrueForAll" or "ForEach" or "GetRange" or "AsReadOnly" or "Peek" or "TryPeek" or "BinarySearch" or "ConvertAll" or "LastIndexOf";

    private static bool IsSpanOperators(INamedTypeSymbol type) => type is { Name: "MemoryExtensions", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsQueryOperators(INamedTypeSymbol type) =>
        type is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>The method says of itself that it never comes back.</summary>
    public static bool NeverReturns(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "DoesNotReturnAttribute" })
                return true;
        }

        return false;
    }

    /// <summary>The value of a bool parameter for which the method does not come back, if it says so.</summary>
    public static bool? DoesNotReturnIf(IParameterSymbol parameter)
    {
        if (parameter.Type.SpecialType != SpecialType.System_Boolean)
            return null;
        foreach (var attribute in parameter.GetAttributes())
        {
            if (attribute is { AttributeClass.Name: "DoesNotReturnIfAttribute", ConstructorArguments: { Length: 1 } arguments })
                return arguments[0].Value as bool?;
        }

        return null;
    }

    /// <summary>Code that runs whatever it is told to.</summary>
    public static bool IsReflection(IMethodSymbol method) =>
        method.ContainingNamespace is { Name: "Reflection", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
        || method is { Name: "DynamicInvoke", ContainingType.SpecialType: SpecialType.System_Delegate } or { Name: "InvokeMember", ContainingType: { Name: "Type", ContainingNamespace.Name: "System" } };

    /// <summary>A struct of the base class library that hands on what was put in: a pair, a nullable, a task.</summary>
    public static bool IsCarrier(ITypeSymbol? type) =>
        type is INamedTypeSymbol { IsValueType: true, IsGenericType: true } named && KnownApis.IsBaseClassLibrary(named.ContainingAssembly?.Name ?? "");

    /// <summary>Something that is walked: a collection, a lazy sequence, or the enumerator of one.</summary>
    public static bool IsSequence(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || type is INamedTypeSymbol { SpecialType: not SpecialType.System_String } named && (IsWalked(named) || named.AllInterfaces.Any(IsWalked));

    /// <summary>Type of what a walk meets; null if it is not told.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol named => (IsWalked(named) && named.IsGenericType ? named : named.AllInterfaces.FirstOrDefault(contract => contract.IsGenericType && IsWalked(contract)))?.TypeArguments[0],
        _ => null,
    };

    private static bool IsWalked(INamedTypeSymbol type) => type.OriginalDefinition.SpecialType is SpecialType.System_Collections_IEnumerable
        or SpecialType.System_Collections_IEnumerator or SpecialType.System_Collections_Generic_IEnumerable_T or SpecialType.System_Collections_Generic_IEnumerator_T
        || type is { MetadataName: "IAsyncEnumerable`1" or "IAsyncEnumerator`1" };

    public static bool IsCollection(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type?.OriginalDefinition.ContainingNamespace?.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) == true;
}
