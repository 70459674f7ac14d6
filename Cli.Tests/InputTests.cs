using System.Diagnostics;

namespace ModeLint.Cli.Tests;

/// <summary>Bad input: one sentence that names it, and status 2.</summary>
public sealed class InputTests
{
    [Theory]
    [InlineData("nowhere.csproj", "nowhere.csproj does not exist.")]
    [InlineData("code.cs", "code.cs is neither a C# project nor a solution (.csproj, .sln, .slnx).")]
    [InlineData("empty", "empty contains no C# project and no solution (.csproj, .sln, .slnx).")]
    [InlineData("two", "two contains more than one: name one of A.csproj, B.csproj.")]
    [InlineData("--fixx", "--fixx is not an option of modelint.")]
    public async Task Bad_input_gets_one_sentence(string path, string sentence)
    {
        using var workspace = new Workspace().Write("code.cs", "").Write("empty/notes.txt", "").Write("two/A.csproj", "").Write("two/B.csproj", "");

        var run = await workspace.LintAsync([path]);

        Assert.True(run is { Status: 2, Output: "" } && run.Progress.EndsWith($"{sentence}\n"), run.ToString());
        Assert.Single(run.Progress.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_sarif_file_that_is_a_folder_is_told_before_anything_is_built()
    {
        using var workspace = new Workspace().WriteProject("Net.csproj").Write("reports/notes.txt", "");

        var run = await workspace.LintAsync(["--sarif", "reports"]);

        Assert.True(run is { Status: 2, Output: "", Progress: "reports is a folder: --sarif takes the name of a file.\n" }, run.ToString());
    }

    [Fact]
    public async Task A_project_without_a_known_library_is_told_so()
    {
        using var workspace = new Workspace()
            .Write("Plain.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>""")
            .Write("Plain.cs", "class Plain;");

        var run = await workspace.LintAsync([]);

        Assert.True(run is { Status: 2, Output: "" }, run.ToString());
        Assert.EndsWith("\nNo C# project of Plain.csproj references a library that ModeLint knows (TorchSharp, ModeLint.Runtime).\n", run.Progress);
    }

    /// <summary>The compiler's option for reports has these two for separators, and no way to quote them.</summary>
    [Theory]
    [InlineData("Doe, John")]
    [InlineData("a;b")]
    public async Task A_temporary_folder_that_compilers_cannot_write_to_is_named(string folder)
    {
        using var workspace = new Workspace(temporary: folder).WriteProject("Net.csproj");

        var run = await workspace.LintAsync([]);

        Assert.True(run is { Status: 2, Output: "" } && run.Progress.StartsWith($"The folder for temporary files, {workspace.Temporary}"), run.ToString());
    }

    [Fact]
    public async Task A_build_that_fails_before_any_project_says_why()
    {
        using var workspace = new Workspace().Write("Torn.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\">");

        var run = await workspace.LintAsync([]);

        Assert.True(run is { Status: 2, Output: "" }, run.ToString());
        Assert.Contains("The build of Torn.csproj failed before any C# project was compiled:\n", run.Progress);
        Assert.Contains("error MSB4025", run.Progress);
    }

    [Fact]
    public async Task A_build_that_cannot_start_says_what_the_SDK_says()
    {
        using var workspace = new Workspace().WriteProject("Net.csproj").Write("global.json", """{ "sdk": { "version": "99.0.100" } }""");

        var run = await workspace.LintAsync([]);

        Assert.True(run is { Status: 2, Output: "" } && run.Progress.Contains("dotnet build ended with status"), run.ToString());
        Assert.Contains("99.0.100", run.Progress);
    }

    [Fact]
    public async Task A_terminal_gets_colour_and_with_NO_COLOR_none()
    {
        const string script = "/usr/bin/script";
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(script), "Needs the script command of Linux to have a terminal.");
        using var workspace = new Workspace();

        // The runtime itself sends a terminal one code when it opens it; colours and cursor moves are ours.
        const string style = @"\u001b\[[0-9;]*[A-Zm]";
        Assert.Matches(style, await OnTerminalAsync([]));
        Assert.DoesNotMatch(style, await OnTerminalAsync(new() { ["NO_COLOR"] = "1" }));

        async Task<string> OnTerminalAsync(Dictionary<string, string> environment)
        {
            environment["TERM"] = "xterm-256color";
            using var process = workspace.Start(["-qec", $"dotnet '{Workspace.Metadata("Tool")}' nowhere", "/dev/null"], environment, script);
            var run = await Workspace.EndAsync(process);
            Assert.True(run.Status == 2 && run.Output.Contains("nowhere does not exist."), run.ToString());
            return run.Output;
        }
    }

    [Fact]
    public async Task An_interrupt_ends_the_build_and_removes_the_temporary_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send an interrupt to one process.");
        Assert.SkipWhen(IsInterruptIgnored(), "Interrupts are ignored here, as in what a script starts in the background.");
        using var workspace = new Workspace().WriteProject("Net.csproj").Write("Evaluation.cs", Code.Buggy());
        using var process = workspace.Start([Workspace.Metadata("Tool")]);
        Assert.Equal("restoring Net.csproj", await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken));

        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        var run = await Workspace.EndAsync(process);

        Assert.True(run is { Status: 2, Output: "" } && run.Progress.EndsWith("Interrupted.\n"), run.ToString());
        Assert.Empty(Directory.GetFileSystemEntries(workspace.Temporary, "modelint-*"));
    }

    private static bool IsInterruptIgnored()
    {
        const string status = "/proc/self/status";
        var mask = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return mask is not null && (Convert.ToUInt64(mask["SigIgn:".Length..].Trim(), 16) & 0b10) != 0;
    }
}
