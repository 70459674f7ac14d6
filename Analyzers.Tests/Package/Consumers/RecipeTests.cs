using System.Text.Json;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>The recipes of <c>docs/ci.md</c> do what the page says, on a solution with one project that has findings and one that has none.</summary>
[Collection(ConsumerCollection.Name)]
public class RecipeTests(PackedPackages packages)
{
    private static readonly string[] s_failing = ["A command", "A command, by category", "In the build files", "In .editorconfig", "GitHub Actions", "Azure Pipelines"];

    private const string Scanning = "Code scanning";
    private const string Verifying = "Nothing left to fix";
    private const string Repairing = "Apply the fixes";

    public static TheoryData<string> Failing => new(s_failing);

    [Fact]
    public void Every_recipe_is_run() => Assert.Equal([.. s_failing, Scanning, Verifying, Repairing], Recipe.All.Select(recipe => recipe.Title));

    [Theory]
    [MemberData(nameof(Failing))]
    public async Task Fails_where_results_are_wrong_and_nowhere_else(string title)
    {
        var (run, _) = await FollowAsync(title);
        run.Failed().Found("Wrong", Sources.At("error MODE101"), Sources.At("warning MODE201")).Found("Right");
        Assert.Contains("Right.dll", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_one_log_for_each_project_and_framework()
    {
        var (run, folder) = await FollowAsync(Scanning);
        run.Succeeded();
        Assert.Equal(["Right-net10.0.sarif", "Wrong-net10.0.sarif"], Directory.GetFiles(folder, "*.sarif").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["MODE101", "MODE201"], Results(Path.Combine(folder, "Wrong-net10.0.sarif")));
        Assert.Empty(Results(Path.Combine(folder, "Right-net10.0.sarif")));
    }

    [Fact]
    public async Task Fails_where_a_fix_would_change_something()
    {
        var (run, folder) = await FollowAsync(Verifying);
        Assert.Contains("Program.cs", run.Failed().Output, StringComparison.Ordinal);
        Assert.Equal(Sources.Wrong, Program(folder, "Wrong"));
    }

    [Fact]
    public async Task Repairs()
    {
        var (run, folder) = await FollowAsync(Repairing);
        run.Succeeded();
        Assert.Contains(Program(folder, "Wrong"), Sources.Repaired);
        Assert.Equal(Sources.Right, Program(folder, "Right"));

        // What is repaired passes the recipe that fails where something is left.
        foreach (var command in Recipe.All.Single(recipe => recipe.Title == Verifying).Commands)
            (await packages.RunAsync(folder, Recipe.Arguments(command)[1..])).Succeeded();
    }

    private async Task<(Run Run, string Folder)> FollowAsync(string title)
    {
        var recipe = Recipe.All.Single(recipe => recipe.Title == title);
        var folder = Path.Combine(packages.Consumers, $"recipe {title}");
        new Project { Program = Sources.Wrong }.Write(Path.Combine(folder, "Wrong"), "Wrong", packages.Version);
        new Project { Program = Sources.Right }.Write(Path.Combine(folder, "Right"), "Right", packages.Version);
        File.WriteAllText(Path.Combine(folder, "All.slnx"), """<Solution><Project Path="Wrong/Wrong.csproj" /><Project Path="Right/Right.csproj" /></Solution>""");
        foreach (var (name, text) in recipe.Files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
            File.WriteAllText(Path.Combine(folder, name), text);
        }

        var command = Recipe.Arguments(Assert.Single(recipe.Commands));
        Assert.Equal("dotnet", command[0]);
        return (await packages.RunAsync(folder, command[1..]), folder);
    }

    private static string Program(string folder, string project) => File.ReadAllText(Path.Combine(folder, project, "Program.cs")).ReplaceLineEndings("\n");

    /// <summary>Our ids in a log, in order.</summary>
    private static string[] Results(string log)
    {
        using var sarif = JsonDocument.Parse(File.ReadAllText(log));
        Assert.Equal("2.1.0", sarif.RootElement.GetProperty("version").GetString());
        return [.. sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("ruleId").GetString()!).Where(id => id.StartsWith("MODE", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }
}
