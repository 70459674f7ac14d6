using System.Diagnostics;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>Runs the SDK as a user would, and leaves no process behind.</summary>
internal static class Dotnet
{
    /// <summary>An analyzer that the compiler cannot load, does not run, or that throws: never, in any log.</summary>
    private static readonly string[] s_never = ["CS8032", "CS9057", "AD0001", "could not load", "Unable to load"];

    /// <summary>Runs <c>dotnet</c> in a folder; the variables are added to those of a user's shell.</summary>
    public static async Task<Run> RunAsync(string folder, IEnumerable<string> arguments, params (string Name, string Value)[] variables)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // `dotnet test` tells its children where its own MSBuild is: a user's shell does not.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in ((string, string)[])[
            ("MSBUILDDISABLENODEREUSE", "1"), ("DOTNET_CLI_USE_MSBUILD_SERVER", "0"), ("UseSharedCompilation", "false"),
            ("DOTNET_CLI_UI_LANGUAGE", "en"), ("DOTNET_NOLOGO", "1"), .. variables])
            start.Environment[name] = value;

        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var run = new Run(process.ExitCode, $"dotnet {string.Join(' ', arguments)}\n{await output}{await error}");
            Assert.All(s_never, text => Assert.DoesNotContain(text, run.Output, StringComparison.OrdinalIgnoreCase));
            return run;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
