using System.Text.Json.Nodes;

namespace ModeLint.Cli.Tests;

/// <summary>One project with one bug, built before, so that the user's own build would have nothing to do.</summary>
public sealed class BuiltProject : IAsyncLifetime
{
    private readonly Workspace _workspace = new();

    internal Run Lint { get; private set; } = null!;

    internal IReadOnlyList<string> Before { get; private set; } = [];

    internal IReadOnlyList<string> After { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        _workspace.WriteProject("Net.csproj").Write("Evaluation.cs", Code.Buggy());
        await _workspace.BuildAsync("Net.csproj");
        Before = _workspace.Snapshot();
        Lint = await _workspace.LintAsync([]);
        After = _workspace.Snapshot();
    }

    public ValueTask DisposeAsync()
    {
        _workspace.Dispose();
        return default;
    }
}

public sealed class OneProjectTests(BuiltProject project) : IClassFixture<BuiltProject>
{
    [Fact]
    public void A_finding_is_found_in_a_project_that_is_up_to_date() =>
        Assert.True(project.Lint.Status == 1 && project.Lint.Output.Contains("MODE101 Evaluation.cs:12:26\n"), project.Lint.ToString());

    [Fact]
    public void A_finding_shows_its_line_underlined_and_the_text_of_the_source_as_it_is() =>
        Assert.Contains("""
              10 │         using (no_grad())
              11 │         {
              12 │             var logits = model.forward(images); // [red]not markup[/] ü
                 │                          ^^^^^^^^^^^^^^^^^^^^^
              13 │             return logits.argmax(1).eq(labels).sum().item<long>();
              14 │         }
            """.ReplaceLineEndings("\n"), project.Lint.Output);

    [Fact]
    public void The_cause_is_shown_as_a_frame_of_its_own() =>
        Assert.Matches(@"  see Evaluation\.cs:\d+:\d+\n +\d+ │ .+\n +│ +\^+\n", project.Lint.Output);

    [Fact]
    public void The_summary_counts_by_rule() =>
        Assert.Matches(@"\n1 finding in 1 file\n  MODE101 +1  Model is evaluated in training mode +https://\S+MODE101\.md\n$", project.Lint.Output);

    [Fact]
    public void Progress_goes_to_standard_error() =>
        Assert.Equal("restoring Net.csproj\ncompiling Net net10.0\n", project.Lint.Progress);

    [Fact]
    public void Redirected_output_holds_no_escape_codes() =>
        Assert.DoesNotContain('\u001b', project.Lint.Output + project.Lint.Progress);

    [Fact]
    public void Nothing_in_the_users_folder_changes() => Assert.Equal(project.Before, project.After);
}

public sealed class CleanProjectTests
{
    [Fact]
    public async Task A_clean_project_is_clean_and_what_the_user_suppressed_is_in_the_sarif_file_only()
    {
        using var workspace = new Workspace()
            .WriteProject("Net.csproj").Write("Right.cs", Code.Correct("Right")).Write("Suppressed.cs", Code.Suppressed("Suppressed"));

        var run = await workspace.LintAsync(["Net.csproj", "--sarif", "reports/all.sarif"]);

        Assert.True(run is { Status: 0, Output: "No findings.\n" }, run.ToString());
        var result = Assert.Single(JsonNode.Parse(workspace.Read("reports/all.sarif"))!["runs"]![0]!["results"]!.AsArray());
        Assert.Equal("inSource", result!["suppressions"]![0]!["kind"]!.GetValue<string>());
    }
}
