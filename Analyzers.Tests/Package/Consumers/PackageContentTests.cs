using System.IO.Compression;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>What is in the packages, no more and no less, and what they say of themselves.</summary>
[Collection(ConsumerCollection.Name)]
public partial class PackageContentTests(PackedPackages packages)
{
    public static TheoryData<string> Ids => ["ModeLint", "ModeLint.Runtime"];

    [Theory]
    [InlineData("ModeLint",
        "README.md", "analyzers/dotnet/cs/ModeLint.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/ModeLint.Analyzers.dll", "build/ModeLint.Results.globalconfig",
        "build/ModeLint.Strict.globalconfig", "build/ModeLint.props", "buildTransitive/ModeLint.props", "icon.png")]
    [InlineData("ModeLint.Runtime", "README.md", "icon.png", "lib/net8.0/ModeLint.Runtime.dll", "lib/net8.0/ModeLint.Runtime.xml")]
    public void Holds(string id, params string[] files) => Assert.Equal(files, Contents(id).Keys.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("ModeLint", "developmentDependency", "true")]
    [InlineData("ModeLint", "dependencies", null)]
    [InlineData("ModeLint.Runtime", "developmentDependency", null)]
    [InlineData("ModeLint.Runtime", "dependencies", "net8.0: TorchSharp")]
    public void Depends(string id, string element, string? value)
    {
        var found = Metadata(id, element);
        Assert.Equal(value, element != "dependencies" || found is null ? found?.Value
            : string.Join("; ", found.Elements().Select(group => $"{group.Attribute("targetFramework")!.Value}: {string.Join(", ", group.Elements().Select(dependency => dependency.Attribute("id")!.Value))}")));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Says_what_it_is(string id)
    {
        Assert.Equal(packages.Version, Metadata(id, "version")!.Value);
        Assert.Equal("MIT", Metadata(id, "license")!.Value);
        Assert.Equal("expression", Metadata(id, "license")!.Attribute("type")!.Value);
        Assert.Equal("README.md", Metadata(id, "readme")!.Value);
        Assert.Equal("icon.png", Metadata(id, "icon")!.Value);
        Assert.Equal("ModeLint contributors", Metadata(id, "authors")!.Value);
        Assert.Equal(Repository.Url, Metadata(id, "projectUrl")!.Value);
        Assert.Equal($"{Repository.Url}CHANGELOG.md", Metadata(id, "releaseNotes")!.Value);
        Assert.Equal(Repository.Url, Metadata(id, "repository")!.Attribute("url")!.Value);
        Assert.InRange(Metadata(id, "description")!.Value.Length, 100, 400);
        Assert.NotEmpty(Metadata(id, "tags")!.Value.Split(' '));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_readme_links_to_files_of_the_repository_by_their_address(string id)
    {
        var links = Link().Matches(System.Text.Encoding.UTF8.GetString(Contents(id)["README.md"])).Select(match => match.Groups["target"].Value).ToArray();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.StartsWith(Repository.Url, link));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Its_assemblies_carry_their_symbols(string id) => Assert.All(Assemblies(id), assembly =>
    {
        using var reader = new PEReader(new MemoryStream(assembly.Value));
        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
        Assert.Contains(reader.ReadDebugDirectory(), entry => entry.Type == DebugDirectoryEntryType.Reproducible);
    });

    [Fact]
    public async Task The_same_sources_in_another_folder_make_the_same_packages()
    {
        await packages.PackAsync("source in another folder", packages.Folder("second feed"));
        foreach (var row in Ids)
        {
            var again = Contents(Path.Combine(packages.Folder("second feed"), Path.GetFileName(packages.File(row.Data))), _ => true);
            var once = Contents(packages.File(row.Data), _ => true);
            Assert.Equal(once.Keys.Order(), again.Keys.Order());
            Assert.All(once, file => Assert.True(file.Value.AsSpan().SequenceEqual(again[file.Key]), $"{file.Key} differs"));
        }
    }

    private IEnumerable<KeyValuePair<string, byte[]>> Assemblies(string id)
    {
        var assemblies = Contents(id).Where(file => file.Key.EndsWith(".dll", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(assemblies);
        return assemblies;
    }

    /// <summary>Files by path, without those of the container format.</summary>
    private Dictionary<string, byte[]> Contents(string id) =>
        Contents(packages.File(id), path => !path.StartsWith("_rels/", StringComparison.Ordinal) && !path.StartsWith("package/", StringComparison.Ordinal) && path != "[Content_Types].xml" && !path.EndsWith(".nuspec", StringComparison.Ordinal));

    private XElement? Metadata(string id, string element)
    {
        var nuspec = XDocument.Load(new MemoryStream(Contents(packages.File(id), path => path == $"{id}.nuspec").Values.Single()));
        return nuspec.Root!.Elements().Single().Elements().SingleOrDefault(each => each.Name.LocalName == element);
    }

    private static Dictionary<string, byte[]> Contents(string package, Func<string, bool> include)
    {
        using var archive = ZipFile.OpenRead(package);
        return archive.Entries.Where(entry => include(entry.FullName)).ToDictionary(entry => entry.FullName, entry =>
        {
            using var stream = entry.Open();
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        });
    }

    [GeneratedRegex(@"\]\((?<target>[^)]+)\)")]
    private static partial Regex Link();
}
