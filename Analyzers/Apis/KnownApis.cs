using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Apis;

/// <summary>
/// What the referenced libraries mean in one compilation. A symbol is recognised by assembly, full name and kind, so nothing of a
/// library has to be loaded to look for what a program may not use, and a type that two references define is known in both.
/// A method answers for what it overrides.
/// </summary>
internal sealed class KnownApis
{
    private static readonly ImmutableArray<Description> s_builtIn = ReadBuiltIn();

    private readonly Dictionary<string, ImmutableArray<Description>> _byName;
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<Description>> _bySymbol = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _libraries;

    private KnownApis(Compilation compilation, ImmutableArray<Description> descriptions)
    {
        Compilation = compilation;
        Contents = compilation.GetSpecialType(SpecialType.System_Collections_IEnumerable);
        Descriptions = descriptions;
        _libraries = new HashSet<string>(descriptions.Select(entry => entry.Assembly));
        _byName = descriptions.GroupBy(entry => entry.SimpleName).ToDictionary(group => group.Key, group => group.ToImmutableArray());
    }

    public Compilation Compilation { get; }

    /// <summary>Names what a collection holds, as a field names what is in it.</summary>
    public ITypeSymbol Contents { get; }

    public ImmutableArray<Description> Descriptions { get; }

    /// <summary>Identifiers without which a text can neither run a model nor switch or guard one.</summary>
    public static ImmutableArray<string> SeedNames { get; } = s_builtIn
        .Where(entry => entry.Kind is DescriptionKind.Forward or DescriptionKind.Switch or DescriptionKind.Guard)
        .Select(entry => entry.SimpleName).Concat(new[] { "Apply" }).Distinct().ToImmutableArray();

    /// <summary>Forwards of state-style modules: an override runs parts, which are judged where the whole is.</summary>
    public static ImmutableHashSet<string> OverridableForwards { get; } = s_builtIn
        .Where(entry => entry.Kind == DescriptionKind.Forward).Select(entry => entry.SimpleName).ToImmutableHashSet();

    /// <summary>Null in a compilation that references no described library: nothing is registered then.</summary>
    public static KnownApis? ForCompilation(Compilation compilation)
    {
        var names = new HashSet<string>(compilation.ReferencedAssemblyNames.Select(identity => identity.Name));
        if (compilation.AssemblyName is { } own)
            names.Add(own);
        var referenced = s_builtIn.Where(entry => names.Contains(entry.Assembly)).ToImmutableArray();
        return referenced.IsEmpty && compilation.GetTypesByMetadataName(LibraryAttributes.TrainingFlag).IsEmpty ? null : new KnownApis(compilation, referenced);
    }

    /// <summary>The entry of one kind for a symbol, for its definition, or for what it overrides.</summary>
    public Description? Find(ISymbol? symbol, DescriptionKind kind)
    {
        if (symbol is null)
            return null;
        foreach (var entry in DescriptionsOf(symbol))
        {
            if (entry.Kind == kind)
                return entry;
        }

        return null;
    }

    public bool Is(ISymbol? symbol, DescriptionKind kind) => Find(symbol, kind) is not null;

    /// <summary>Simple names of everything that is described as one of these kinds.</summary>
    public IEnumerable<string> Names(params DescriptionKind[] kinds) =>
        Descriptions.Where(entry => kinds.Contains(entry.Kind)).Select(entry => entry.SimpleName).Distinct();

    /// <summary>A type that is, derives from, implements, or is constrained to a described type of this kind.</summary>
    public Description? FindType(ITypeSymbol? type, DescriptionKind kind)
    {
        if (type is ITypeParameterSymbol parameter)
            return parameter.ConstraintTypes.Select(constraint => FindType(constraint, kind)).FirstOrDefault(entry => entry is not null);
        if (type is not INamedTypeSymbol)
            return null;
        foreach (var entry in DescriptionsOf(type))
        {
            if (entry.Kind == kind)
                return entry;
        }

        return null;
    }

    /// <summary>An object with a mode: a described module type, or an interface whose members run one.</summary>
    public bool IsModule(ITypeSymbol? type) =>
        FindType(type, DescriptionKind.Module) is not null
        || type is { TypeKind: TypeKind.Interface } && type.GetMembers().Any(member => Is(member, DescriptionKind.Forward));

    /// <summary>A library's module that is made of the modules it is given. A class that derives from it may hold others beside.</summary>
    public bool IsContainer(ITypeSymbol? type) => type is { DeclaringSyntaxReferences.IsEmpty: true } && FindType(type, DescriptionKind.Container) is not null;

    public bool IsTensor(ITypeSymbol? type) => FindType(type, DescriptionKind.Tensor) is not null;

    /// <summary>
    /// Code that is known not to switch modes or gradients on its own: the base class library and described libraries
    /// (whose switches are described).
    /// </summary>
    public bool IsKnownLibrary(IAssemblySymbol? assembly) =>
        assembly is not null && !SymbolEqualityComparer.Default.Equals(assembly, Compilation.Assembly)
        && (_libraries.Contains(assembly.Name) || IsBaseClassLibrary(assembly.Name));

    /// <summary>A described library: what it computes may be made of tensors.</summary>
    public bool IsTensorLibrary(IAssemblySymbol? assembly) => IsKnownLibrary(assembly) && !IsBaseClassLibrary(assembly!.Name);

    public static bool IsBaseClassLibrary(string assembly) =>
        assembly is "mscorlib" or "netstandard" or "System" or "WindowsBase"
        || assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal)
        || assembly is "Microsoft.CSharp" or "Microsoft.VisualBasic.Core" or "Microsoft.Win32.Primitives" or "Microsoft.Win32.Registry";

    private ImmutableArray<Description> DescriptionsOf(ISymbol symbol)
    {
        var definition = (symbol is IMethodSymbol { ReducedFrom: { } unreduced } ? unreduced : symbol).OriginalDefinition;
        return _bySymbol.TryGetValue(definition, out var known) ? known : _bySymbol.GetOrAdd(definition, definition switch
        {
            INamedTypeSymbol type => WithBases(type),
            IMethodSymbol or IPropertySymbol => WithOverridden(definition),
            _ => ImmutableArray<Description>.Empty,
        });
    }

    private ImmutableArray<Description> WithBases(INamedTypeSymbol type)
    {
        var found = Own(type);
        foreach (var contract in type.AllInterfaces)
            found = found.AddRange(Own(contract.OriginalDefinition));
        return type.BaseType is { } parent ? found.AddRange(DescriptionsOf(parent)) : found;
    }

    private ImmutableArray<Description> WithOverridden(ISymbol member)
    {
        for (var current = member; current is not null;)
        {
            if (Own(current.OriginalDefinition) is { IsEmpty: false } entries)
                return entries;
            current = current switch
            {
                IMethodSymbol method => method.OverriddenMethod,
                IPropertySymbol property => property.OverriddenProperty,
                _ => null,
            };
        }

        // "returns T:Extensions" speaks for every method of the type.
        return member.ContainingType is { } type ? Own(type.OriginalDefinition).WhereAsArray(entry => entry.Kind == DescriptionKind.Returns) : ImmutableArray<Description>.Empty;
    }

    private ImmutableArray<Description> Own(ISymbol definition) =>
        _byName.TryGetValue(definition.Name, out var candidates)
            ? candidates.WhereAsArray(entry => DocumentationIds.Means(entry.Id, definition) && definition.ContainingAssembly?.Name == entry.Assembly)
            : ImmutableArray<Description>.Empty;

    private static ImmutableArray<Description> ReadBuiltIn()
    {
        var assembly = typeof(KnownApis).GetTypeInfo().Assembly;
        var entries = ImmutableArray.CreateBuilder<Description>();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".txt", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            entries.AddRange(DescriptionParser.Parse(reader.ReadToEnd(), (line, why) => throw new InvalidOperationException($"{name}({line + 1}): {why}")));
        }

        return entries.ToImmutable();
    }
}
