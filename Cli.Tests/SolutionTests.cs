using System.Text.Json.Nodes;

namespace ModeLint.Cli.Tests;

public sealed class SolutionTests
{
    [Fact]
    public async Task Warnings_as_errors_hide_no_project_and_one_sarif_file_holds_all()
    {
        const string strict = "<TreatWarningsAsErrors>true</TreatWarningsAsErrors><WarningsAsErrors>MODE101</WarningsAsErrors>";
        using var workspace = new Workspace()
            // The package's preset Strict is a file of this name.
            .Write("ModeLint.Strict.globalconfig", "is_global = true\nglobal_level = -100\ndotnet_analyzer_diagnostic.category-ModeLint.Results.severity = error\n")
            .WriteProject("lib/Lib.csproj", strict, """<EditorConfigFiles Include="..\ModeLint.Strict.globalconfig" />""").Write("lib/Lib.cs", Code.Buggy("Lib"))
            .WriteProject("app/App.csproj", strict, """<ProjectReference Include="..\lib\Lib.csproj" />""").Write("app/App.cs", Code.Buggy("App"))
            .WriteSolution("All.slnx", "app/App.csproj", "lib/Lib.csproj");

        var run = await workspace.LintAsync(["--sarif", "all.sarif"]);

        Assert.True(run.Status == 1 && run.Output.Contains("\n2 findings in 2 files\n"), run.ToString());
        var sarif = JsonNode.Parse(workspace.Read("all.sarif"))!;
        Assert.Equal("2.1.0", sarif["version"]!.GetValue<string>());
        var single = Assert.Single(sarif["runs"]!.AsArray())!;
        Assert.True(single["invocations"]![0]!["executionSuccessful"]!.GetValue<bool>());
        var driver = single["tool"]!["driver"]!;
        Assert.Equal("ModeLint", driver["name"]!.GetValue<string>());
        Assert.Equal(
            ["App.cs", "Lib.cs"],
            single["results"]!.AsArray().Select(result => Path.GetFileName(new Uri(Location(result!)["artifactLocation"]!["uri"]!.GetValue<string>()).LocalPath)));
        Assert.All(single["results"]!.AsArray(), result =>
        {
            Assert.Equal("warning", result!["level"]!.GetValue<string>());
            Assert.NotEmpty(result["message"]!["text"]!.GetValue<string>());
            Assert.Equal(12, Location(result)["region"]!["startLine"]!.GetValue<int>());
            Assert.Equal(result["ruleId"]!.GetValue<string>(), driver["rules"]![result["ruleIndex"]!.GetValue<int>()]!["id"]!.GetValue<string>());
        });

        static JsonNode Location(JsonNode result) => result["locations"]![0]!["physicalLocation"]!;
    }

    /// <summary>Two projects of one name, too: they must not share a folder.</summary>
    [Fact]
    public async Task A_project_that_does_not_compile_is_named_and_so_are_its_dependents_while_others_are_reported()
    {
        using var workspace = new Workspace()
            .WriteProject("good/Net.csproj").Write("good/Good.cs", Code.Buggy("Good"))
            .WriteProject("broken/Net.csproj").Write("broken/Broken.cs", Code.Buggy("Broken") + "}")
            .WriteProject("user/User.csproj", items: """<ProjectReference Include="..\broken\Net.csproj" />""").Write("user/User.cs", Code.Buggy("User"))
            .WriteSolution("All.slnx", "broken/Net.csproj", "good/Net.csproj", "user/User.csproj");

        var run = await workspace.LintAsync(["All.slnx", "--sarif", "all.sarif"]);

        Assert.True(run.Status == 2 && run.Output.Contains($"MODE101 {Path.Combine("good", "Good.cs")}:12:26\n"), run.ToString());
        Assert.Contains($"Not analysed: {Path.Combine("broken", "Net.csproj")} (net10.0): it does not compile.\n", run.Output);
        Assert.Contains($"Not analysed: {Path.Combine("user", "User.csproj")} (net10.0): the build stopped before it was compiled.\n", run.Output);
        Assert.Contains("error CS1022", run.Output);
        Assert.Contains("\n1 finding in 1 file\n", run.Output);
        var invocation = JsonNode.Parse(workspace.Read("all.sarif"))!["runs"]![0]!["invocations"]![0]!;
        Assert.False(invocation["executionSuccessful"]!.GetValue<bool>());
        Assert.Equal(2, invocation["toolExecutionNotifications"]!.AsArray().Count);
    }

    /// <summary>A declaration error stops the analyzers like a syntax error; one within a body does not, but is no clean build either.</summary>
    [Theory]
    [InlineData("public class Twice; public class Twice;", "it does not compile", false)]
    [InlineData("public class Odd { int M() => nowhere; }", "error CS0103", true)]
    public async Task Code_with_errors_is_never_clean(string code, string reason, bool reported)
    {
        using var workspace = new Workspace().WriteProject("Net.csproj").Write("Good.cs", Code.Buggy()).Write("Bad.cs", code);

        var run = await workspace.LintAsync([]);

        Assert.True(run.Status == 2 && run.Output.Contains(reason), run.ToString());
        Assert.Equal(reported, run.Output.Contains("MODE101 Good.cs:12:26\n"));
    }
}
