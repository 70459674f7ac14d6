using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Apis;

/// <summary>The attributes through which a library, or a user, speaks to the analyzers: compared by full name, so that a copy of their source works.</summary>
internal static class LibraryAttributes
{
    public const string TrainingFlag = "ModeLint.TrainingFlagAttribute";
    public const string InitialMode = "ModeLint.InitialModeAttribute";
    public const string ModeDependent = "ModeLint.ModeDependentAttribute";
    public const string ModeIndependent = "ModeLint.ModeIndependentAttribute";
    public const string DeliberateMode = "ModeLint.DeliberateModeAttribute";

    public static AttributeData? Find(ISymbol symbol, string fullName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass is { } type && fullName.EndsWith(type.Name, StringComparison.Ordinal) && type.ToDisplayString() == fullName)
                return attribute;
        }

        return null;
    }

    /// <summary>The attribute on the type or the nearest base type that has it.</summary>
    public static AttributeData? FindOnType(ITypeSymbol? type, string fullName)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (Find(type, fullName) is { } attribute)
                return attribute;
        }

        return null;
    }

    /// <summary>The parameter that takes the mode, also where an override does not repeat the attribute.</summary>
    public static IParameterSymbol? TrainingParameter(IMethodSymbol method)
    {
        for (var current = method.OriginalDefinition; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            foreach (var parameter in current.Parameters)
            {
                if (Find(parameter, TrainingFlag) is not null)
                    return method.OriginalDefinition.Parameters[parameter.Ordinal];
            }
        }

        return null;
    }

    /// <summary>True means evaluation there, as in <c>deterministic</c>.</summary>
    public static bool IsInverted(IParameterSymbol parameter)
    {
        for (var method = parameter.ContainingSymbol as IMethodSymbol; method is not null; method = method.OriginalDefinition.OverriddenMethod)
        {
            if (Find(method.OriginalDefinition.Parameters[parameter.Ordinal], TrainingFlag) is { } attribute)
                return attribute.NamedArguments.Any(argument => argument is { Key: "Inverted", Value.Value: true });
        }

        return false;
    }

    /// <summary>Somebody said that the mode is meant to be as it is: on the member, a containing type, or a local's declaration.</summary>
    public static bool IsDeliberate(ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (Find(symbol is IMethodSymbol { AssociatedSymbol: { } property } ? property : symbol, DeliberateMode) is not null || Find(symbol, DeliberateMode) is not null)
                return true;
        }

        return false;
    }
}
