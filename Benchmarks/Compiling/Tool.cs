using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ModeLint.Benchmarks.Compiling;

/// <summary>Exit code, standard output and error together, and how long the process lived.</summary>
internal sealed record ToolRun(int ExitCode, string Output, TimeSpan Elapsed);

/// <summary>Runs programs to their end.</summary>
internal static class Tool
{
    public static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";

    /// <exception cref="BenchmarkException">The program cannot be started.</exception>
    public static async Task<ToolRun> RunAsync(
        string program, IEnumerable<string> arguments, string folder, CancellationToken cancellation, IReadOnlyDictionary<string, string>? environment = null)
    {
        var watch = Stopwatch.StartNew();
        using var process = Start(program, arguments, folder, environment);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = process.StandardError.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var elapsed = watch.Elapsed;
            return new(process.ExitCode, await output + await error, elapsed);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <exception cref="BenchmarkException">The program cannot be started.</exception>
    public static Process Start(string program, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);

        // The compiler writes its times as the culture does; no node or server of MSBuild shall live on.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["UseSharedCompilation"] = "false";
        foreach (var variable in environment ?? new Dictionary<string, string>())
            start.Environment[variable.Key] = variable.Value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new BenchmarkException($"{program} could not be started: it is not on the PATH.");
        }
    }
}
