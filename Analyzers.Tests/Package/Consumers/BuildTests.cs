using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>From a build that says what is wrong to one that is clean.</summary>
[Collection(ConsumerCollection.Name)]
public class BuildTests(PackedPackages packages)
{
    [Fact]
    public async Task An_id_as_an_error_fails_the_build()
    {
        Write("Fails", new());
        (await packages.RunAsync("Fails", "build", "-warnaserror:MODE101")).Failed().Found("Fails", Sources.At("error MODE101"), Sources.At("warning MODE201"));
    }

    [Fact]
    public async Task The_preset_Strict_fails_the_build()
    {
        Write("Strict", new(Properties: "<ModeLintAnalysisMode>Strict</ModeLintAnalysisMode>"));
        (await packages.RunAsync("Strict", "build")).Failed().Found("Strict", Sources.At("error MODE101"), Sources.At("warning MODE201"));
    }

    [Fact]
    public async Task The_command_that_adds_the_package_keeps_it_from_projects_that_reference_the_project()
    {
        Write("Added", new(""));
        (await packages.RunAsync("Added", "add", "package", "ModeLint", "--version", packages.Version)).Succeeded();
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", File.ReadAllText(Path.Combine(packages.Consumers, "Added", "Added.csproj")), StringComparison.Ordinal);
        (await packages.RunAsync("Added", "build", "--no-restore")).Succeeded().Found("Added", Sources.Reports);

        // What is up to date is not compiled again.
        (await packages.RunAsync("Added", "build", "--no-restore")).Succeeded().Found("Added");
        (await packages.RunAsync("Added", "build", "--no-restore", "--no-incremental")).Succeeded().Found("Added", Sources.Reports);
    }

    [Fact]
    public async Task The_fixes_are_applied_by_dotnet_format_and_the_build_is_clean()
    {
        Write("Formatted", new());
        (await packages.RunAsync("Formatted", "format", "analyzers")).Succeeded();
        var program = Path.Combine(packages.Consumers, "Formatted", "Program.cs");
        Assert.Contains(File.ReadAllText(program).ReplaceLineEndings("\n"), Sources.Repaired);
        (await packages.RunAsync("Formatted", "build", "-warnaserror")).Succeeded().Found("Formatted");

        (await packages.RunAsync("Formatted", "format", "analyzers", "--verify-no-changes")).Succeeded();
    }

    private void Write(string name, Project project) => project.Write(Path.Combine(packages.Consumers, name), name, packages.Version);
}
