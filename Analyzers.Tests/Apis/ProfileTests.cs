using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Apis;

/// <summary>Every name that the analyzer knows is a name of the real library.</summary>
public class ProfileTests
{
    [Fact]
    public async Task Every_entry_for_TorchSharp_means_a_symbol_of_it()
    {
        var compilation = await Compile();
        var assembly = Library(compilation);
        var definitions = DefinitionsIn(assembly.GlobalNamespace).ToArray();
        var byName = definitions.ToLookup(definition => definition.Name);
        var entries = KnownApis.ForCompilation(compilation)!.Descriptions.Where(entry => entry.Assembly == "TorchSharp").ToArray();
        Assert.NotEmpty(entries);
        Assert.Empty(entries.Where(entry => !byName[entry.SimpleName].Any(definition => DocumentationIds.Means(entry.Id, definition))).Select(entry => entry.Id));
    }

    [Fact]
    public async Task Every_entry_for_the_runtime_means_a_symbol_of_it()
    {
        var compilation = (await Compile()).AddReferences(Runtime.Reference);
        var definitions = DefinitionsIn(((IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(Runtime.Reference)!).GlobalNamespace).ToArray();
        var entries = KnownApis.ForCompilation(compilation)!.Descriptions.Where(entry => entry.Assembly == "ModeLint.Runtime").ToArray();
        Assert.NotEmpty(entries);
        Assert.Empty(entries.Where(entry => !definitions.Any(definition => DocumentationIds.Means(entry.Id, definition))).Select(entry => entry.Id));
    }

    /// <summary>A layer of the runtime has weights exactly if its code adds some, or it is made of layers.</summary>
    [Fact]
    public async Task Every_layer_of_the_runtime_without_weights_is_described()
    {
        var compilation = (await Compile()).AddReferences(Runtime.Reference);
        var apis = KnownApis.ForCompilation(compilation)!;
        var layers = Repository.Files("Runtime/Layers").Select(path => (Type: compilation.GetTypeByMetadataName("ModeLint.Runtime." + Path.GetFileNameWithoutExtension(path)), Code: Repository.Read(path)))
            .Where(layer => apis.IsModule(layer.Type) && !apis.IsContainer(layer.Type)).ToArray();
        Assert.NotEmpty(layers);
        Assert.All(layers, layer => Assert.Equal(!layer.Code.Contains("AddWeight(", StringComparison.Ordinal), apis.FindType(layer.Type, DescriptionKind.Parameterless) is not null));
    }

    /// <summary>What TorchSharp says of a layer, and what it shows of one, agree.</summary>
    [Fact]
    public async Task No_layer_without_parameters_shows_a_parameter()
    {
        var compilation = await Compile();
        var apis = KnownApis.ForCompilation(compilation)!;
        var layers = DefinitionsIn(Library(compilation).GlobalNamespace).OfType<INamedTypeSymbol>().Where(type => apis.FindType(type, DescriptionKind.Parameterless) is not null).ToArray();
        Assert.True(layers.Length > 50);
        Assert.Empty(layers.SelectMany(type => type.GetMembers()).OfType<IPropertySymbol>().Where(member => apis.FindType(member.Type, DescriptionKind.Weight) is not null).Select(member => member.ToDisplayString()));
    }

    [Fact]
    public async Task Every_argument_that_an_entry_names_is_a_parameter()
    {
        var compilation = await Compile();
        var methods = DefinitionsIn(Library(compilation).GlobalNamespace).OfType<IMethodSymbol>().ToLookup(method => method.Name);
        foreach (var entry in KnownApis.ForCompilation(compilation)!.Descriptions.Where(entry => entry.Assembly == "TorchSharp"))
        {
            var meant = methods[entry.SimpleName].Where(method => DocumentationIds.Means(entry.Id, method)).ToArray();
            if (entry.Argument is { } ordinal)
            {
                Assert.All(meant, method => Assert.Equal(SpecialType.System_Boolean, method.Parameters[ordinal].Type.SpecialType));
            }

            if (entry.Unless is { } unless)
                Assert.True(meant.Any(method => method.Parameters.Any(parameter => parameter.Name == unless)), $"{entry.Id} has no parameter {unless}");
        }
    }

    [Fact]
    public async Task Every_switch_and_forward_belongs_to_a_module()
    {
        var compilation = await Compile();
        var apis = KnownApis.ForCompilation(compilation)!;
        var methods = DefinitionsIn(Library(compilation).GlobalNamespace).OfType<IMethodSymbol>().ToLookup(method => method.Name);
        var meant = apis.Descriptions.Where(entry => entry.Kind is DescriptionKind.Switch or DescriptionKind.Forward)
            .SelectMany(entry => methods[entry.SimpleName].Where(method => DocumentationIds.Means(entry.Id, method))).ToArray();
        Assert.NotEmpty(meant);
        Assert.All(meant, method => Assert.True(apis.IsModule(method.ContainingType), method.ToDisplayString()));
    }

    /// <summary>Layers declare overloads beside the ones that they inherit: a transformer, attention, recurrent layers.</summary>
    [Fact]
    public async Task Every_call_and_forward_of_a_module_is_a_forward()
    {
        var compilation = await Compile();
        var apis = KnownApis.ForCompilation(compilation)!;
        var methods = DefinitionsIn(Library(compilation).GlobalNamespace).OfType<IMethodSymbol>()
            .Where(method => method.Name is "call" or "forward" && !method.IsStatic && method.DeclaredAccessibility == Accessibility.Public && apis.FindType(method.ContainingType, DescriptionKind.Module) is not null).ToArray();
        Assert.True(methods.Length > 50);
        Assert.Empty(methods.Where(method => !apis.Is(method, DescriptionKind.Forward)).Select(method => method.ToDisplayString()));
    }

    [Fact]
    public async Task Every_layer_of_the_library_that_reads_the_mode_is_dependent_or_has_a_factory_that_is()
    {
        // These, and no others, read the flag: an inspection of the library's code (semantics of 0.107).
        var readers = new[] { "Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout", "FeatureAlphaDropout", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d" };
        var compilation = await Compile();
        var apis = KnownApis.ForCompilation(compilation)!;
        Assert.All(readers, name => Assert.NotNull(apis.FindType(compilation.GetTypeByMetadataName("TorchSharp.Modules." + name), DescriptionKind.Dependent)));
    }

    [Fact]
    public async Task Overriding_and_overloading_members_answer_for_what_they_override()
    {
        var compilation = await Compile();
        var apis = KnownApis.ForCompilation(compilation)!;
        var sequential = compilation.GetTypeByMetadataName("TorchSharp.Modules.Sequential")!;
        Assert.NotNull(apis.Find(sequential.GetMembers("train").Single(), DescriptionKind.Switch));
        Assert.NotNull(apis.Find(sequential.GetMembers("eval").Single(), DescriptionKind.Switch));
        Assert.All(sequential.GetMembers("forward"), member => Assert.NotNull(apis.Find(member, DescriptionKind.Forward)));
    }

    [Fact]
    public void Without_a_described_library_there_is_nothing_to_know() =>
        Assert.Null(KnownApis.ForCompilation(CSharpCompilation.Create("empty")));

    private static async Task<CSharpCompilation> Compile() => CSharpCompilation.Create("apis",
        references: (await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken)).Add(TorchReferences.TorchSharp));

    private static IAssemblySymbol Library(Compilation compilation) => (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(TorchReferences.TorchSharp)!;

    private static IEnumerable<ISymbol> DefinitionsIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            yield return member;
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var symbol in DefinitionsIn(inner))
                    yield return symbol;
            }
        }
    }
}
