using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>A property that a module has if all of its parts have it. <see cref="StructureProof"/> walks over the parts.</summary>
internal abstract class StructuralProperty
{
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _concerns = new(SymbolEqualityComparer.Default);

    protected StructuralProperty(ProgramAnalysis program) => Program = program;

    protected ProgramAnalysis Program { get; }

    protected KnownApis Apis => Program.Apis;

    /// <summary>What a description or an attribute says of objects of a type; null if nothing.</summary>
    public abstract bool? IsSaid(ITypeSymbol type);

    /// <summary>The description of a factory that says that the property depends on an argument, or is lacking; null if there is none.</summary>
    public abstract Description? OfFactory(IMethodSymbol method);

    /// <summary>An abstract base class of a library leaves the property to the classes that derive from it.</summary>
    public abstract bool IsLeftToDerived(INamedTypeSymbol libraryBase);

    /// <summary>The code of a class, or of a function, does nothing by which the property is lost.</summary>
    public abstract bool HoldsIn(SyntaxNode code, StructureProof proof);

    /// <summary>Running the function keeps the property.</summary>
    public abstract bool HoldsIn(IOperation function, StructureProof proof);

    /// <summary>A variable of the type may hold something that lacks the property.</summary>
    public bool Concerns(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Object } or IDynamicTypeSymbol ? ConcernsAnything
        : type is not null && _concerns.GetOrAdd(type, subject => MayHold(subject, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default)));

    /// <summary>A variable of no particular type may hold it.</summary>
    protected abstract bool ConcernsAnything { get; }

    /// <summary>Objects of the type are what the property is about.</summary>
    protected abstract bool IsAbout(ITypeSymbol type);

    private bool MayHold(ITypeSymbol? type, HashSet<ITypeSymbol> seen)
    {
        switch (type)
        {
            case null:
                return false;
            case var _ when IsAbout(type):
                return true;
            case IArrayTypeSymbol array:
                return MayHold(array.ElementType, seen);
            case INamedTypeSymbol { TypeKind: not TypeKind.Delegate and not TypeKind.Enum } named when seen.Add(named):
                // A class of the program may keep in a field what it runs.
                return named.TypeArguments.Any(argument => MayHold(argument, seen))
                    || named.Locations.Any(location => location.IsInSource) && named.GetMembers().OfType<IFieldSymbol>().Any(field => !field.IsStatic && MayHold(field.Type, seen));
            default:
                return false;
        }
    }
}
