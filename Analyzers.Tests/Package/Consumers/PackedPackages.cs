using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>
/// The packages, packed once from a copy of the sources without git history, in a folder feed outside the tree; beside it the
/// projects that install them. Those share a package cache of their own; what the tests restored anyway is found as a fallback,
/// so nothing is downloaded.
/// </summary>
public sealed class PackedPackages : IAsyncLifetime
{
    private static readonly string[] s_sources = ["Analyzers", "Analyzers.CodeFixes", "Analyzers.Package", "Runtime"];

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("modelint-consumers-");

    /// <summary>Of this run alone, so that no package in the fallback is taken for it.</summary>
    internal string Version { get; } = $"{typeof(ModeLintAnalyzer).Assembly.GetName().Version!.ToString(3)}-test.{Guid.NewGuid():N}";

    /// <summary>The build of all <see cref="Scenario"/>s at once.</summary>
    internal Lazy<Task<Run>> Scenarios { get; }

    internal string Feed => Path.Combine(_root.FullName, "feed");

    internal string Consumers => Path.Combine(_root.FullName, "the consumers");

    public PackedPackages() => Scenarios = new(BuildScenariosAsync);

    internal string File(string id) => Path.Combine(Feed, $"{id}.{Version}.nupkg");

    public async ValueTask InitializeAsync()
    {
        await PackAsync("source", Feed);
        Directory.CreateDirectory(Consumers);
        System.IO.File.Copy(Path.Combine(Repository.Root, "global.json"), Path.Combine(Consumers, "global.json"));
        await WriteAsync("NuGet.config", $"""
            <configuration>
              <packageSources><clear /><add key="feed" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{Repository.Metadata("RestoredPackages")}" /></fallbackPackageFolders>
            </configuration>
            """);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await WriteAsync(name, "<Project />");
        await WriteAsync(".editorconfig", "root = true\n");
    }

    public ValueTask DisposeAsync()
    {
        _root.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Packs a fresh copy of the sources as a build server does.</summary>
    internal async Task PackAsync(string folder, string output)
    {
        var copy = Folder(folder);
        foreach (var file in s_sources.SelectMany(Repository.Files).Concat(Directory.EnumerateFiles(Repository.Root)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(Repository.Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (Path.GetFileName(file) != ".git")
                System.IO.File.Copy(file, target);
        }

        foreach (var project in (string[])["Analyzers.Package", "Runtime"])
            (await Dotnet.RunAsync(copy, ["pack", project, "-o", output, $"-p:PackageVersion={Version}"], ("CI", "true"))).Succeeded();
    }

    internal string Folder(string name) => Path.Combine(_root.FullName, name);

    /// <summary>Runs <c>dotnet</c> below <see cref="Consumers"/>.</summary>
    internal Task<Run> RunAsync(string folder, params string[] arguments) =>
        Dotnet.RunAsync(Path.Combine(Consumers, folder), arguments, ("NUGET_PACKAGES", Folder("package cache")));

    private async Task<Run> BuildScenariosAsync()
    {
        var projects = Scenario.All.Select(scenario => scenario.Write(this)).ToList();
        await WriteAsync("scenarios/All.slnx", $"<Solution>{string.Concat(projects.Select(project => $"""<Project Path="{project}" />"""))}</Solution>");
        return await RunAsync("scenarios", "build");
    }

    private Task WriteAsync(string file, string text) => System.IO.File.WriteAllTextAsync(Path.Combine(Consumers, file), text);
}

/// <summary>Classes that build with the packages: one after another, each build takes all the machine has.</summary>
[CollectionDefinition(Name)]
public sealed class ConsumerCollection : ICollectionFixture<PackedPackages>
{
    public const string Name = "Consumers";
}
