namespace ModeLint.Cli.Tests;

/// <summary>What projects bring along, and what must neither hide a finding nor be lost.</summary>
public sealed class OwnBuildTests
{
    [Fact]
    public async Task A_finding_in_two_frameworks_is_printed_once()
    {
        using var workspace = new Workspace()
            .WriteProject("Net.csproj", frameworks: "<TargetFrameworks>net10.0;netstandard2.0</TargetFrameworks>").Write("Evaluation.cs", Code.Buggy());

        var run = await workspace.LintAsync([]);

        Assert.True(run.Status == 1 && run.Output.Contains("\n1 finding in 1 file\n"), run.ToString());
        Assert.Contains("compiling Net net10.0\n", run.Progress);
        Assert.Contains("compiling Net netstandard2.0\n", run.Progress);
    }

    [Fact]
    public async Task Analyzers_of_the_project_itself_give_way_and_switched_off_ones_run()
    {
        // A reference such as the package makes; the compiler would say CS8034 of this file.
        using var workspace = new Workspace()
            .WriteProject("Net.csproj", "<RunAnalyzers>false</RunAnalyzers>", """<Analyzer Include="old/ModeLint.Analyzers.dll" />""")
            .Write("Evaluation.cs", Code.Buggy())
            .Write("old/ModeLint.Analyzers.dll", "not an assembly")
            .Write("Directory.Build.targets", """
                <Project>
                  <Target Name="Count" AfterTargets="ModeLintAnalyze">
                    <ItemGroup><Ours Include="@(Analyzer->WithMetadataValue('Filename', 'ModeLint.Analyzers'))" /></ItemGroup>
                    <Error Code="TEST1" Text="@(Ours)" Condition="'@(Ours->Count())' != '1'" />
                  </Target>
                </Project>
                """);

        var run = await workspace.LintAsync([]);

        Assert.True(run.Status == 1 && run.Output.Contains("MODE101 Evaluation.cs:12:26\n"), run.ToString());
    }

    [Fact]
    public async Task A_finding_that_the_project_makes_an_error_is_a_finding_and_not_a_failure()
    {
        using var workspace = new Workspace()
            .WriteProject("Net.csproj").Write("Evaluation.cs", Code.Buggy())
            .Write(".editorconfig", "root = true\n[*.cs]\ndotnet_diagnostic.MODE101.severity = error\n");

        var run = await workspace.LintAsync([]);

        Assert.True(run.Status == 1 && run.Output.Contains("\n1 finding in 1 file\n"), run.ToString());
    }

    [Fact]
    public async Task A_project_that_wants_no_analysis_is_named_and_left_alone()
    {
        using var workspace = new Workspace()
            .WriteProject("Net.csproj", "<ModeLintAnalysisMode>None</ModeLintAnalysisMode>").Write("Evaluation.cs", Code.Buggy());

        var run = await workspace.LintAsync([]);

        Assert.True(run is { Status: 0, Output: "Switched off: Net.csproj (net10.0): its ModeLintAnalysisMode is None.\nNo findings.\n" }, run.ToString());
    }

    [Fact]
    public async Task Spaces_semicolons_and_other_alphabets_in_paths_are_nothing_special()
    {
        using var workspace = new Workspace("my code; übung 100%", "kurz & gut 100% ü")
            .WriteProject("Das Netz;1/Net.csproj").Write("Das Netz;1/Auswertung.cs", Code.Buggy());

        var run = await workspace.LintAsync(["Das Netz;1"]);

        Assert.True(run.Status == 1 && run.Output.Contains($"MODE101 {Path.Combine("Das Netz;1", "Auswertung.cs")}:12:26\n"), run.ToString());
    }

    [Fact]
    public async Task Hooks_that_the_user_set_in_the_environment_and_in_the_project_still_run()
    {
        using var workspace = new Workspace();
        workspace
            .WriteProject("Net.csproj")
            .Write("One.cs", $"#if BY_ENVIRONMENT\n{Code.Buggy("One")}#endif\n")
            .Write("Two.cs", $"#if BY_PROJECT\n{Code.Buggy("Two")}#endif\n")
            .Write("environment.targets", Define("BY_ENVIRONMENT"))
            .Write("project.targets", Define("BY_PROJECT"))
            .Write("Directory.Build.props", """
                <Project>
                  <PropertyGroup>
                    <CustomAfterMicrosoftCommonTargets>$(MSBuildThisFileDirectory)project.targets</CustomAfterMicrosoftCommonTargets>
                  </PropertyGroup>
                </Project>
                """);

        var run = await workspace.LintAsync([], new() { ["CustomAfterDirectoryBuildTargets"] = Path.Combine(workspace.Root, "environment.targets") });

        Assert.True(run.Status == 1 && run.Output.Contains("MODE101 One.cs:") && run.Output.Contains("MODE101 Two.cs:"), run.ToString());

        static string Define(string symbol) =>
            $"<Project><PropertyGroup><DefineConstants>$(DefineConstants);{symbol}</DefineConstants></PropertyGroup></Project>";
    }
}
