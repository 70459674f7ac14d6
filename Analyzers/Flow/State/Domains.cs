using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>All values of types that have few.</summary>
internal static class Domains
{
    public static readonly ImmutableArray<object> Boolean = ImmutableArray.Create<object>(true, false);

    /// <summary>Empty where the values are too many, or not known.</summary>
    public static ImmutableArray<object> Of(ITypeSymbol? type)
    {
        if (type?.SpecialType == SpecialType.System_Boolean)
            return Boolean;
        if (type is not { TypeKind: TypeKind.Enum } || type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: nameof(FlagsAttribute), ContainingNamespace.Name: nameof(System) }))
            return ImmutableArray<object>.Empty;
        return type.GetMembers().OfType<IFieldSymbol>().Where(field => field.ConstantValue is not null).Select(field => field.ConstantValue!).Distinct().ToImmutableArray();
    }
}
