using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ModeLint.Cli.Building;

/// <summary>Runs the .NET SDK as a child process, with our files hooked into whatever MSBuild it starts.</summary>
internal static class DotNet
{
    private static readonly string s_hooks = Path.Combine(AppContext.BaseDirectory, "build");

    /// <summary>Runs <c>dotnet</c> to its end, or kills it with all its children.</summary>
    /// <param name="arguments">Arguments, unquoted.</param>
    /// <param name="folder">Working folder.</param>
    /// <param name="reports">Folder for the compilers' reports.</param>
    /// <param name="artifacts">Folder in place of the projects' bin and obj.</param>
    /// <param name="line">Called with each line of output, one at a time.</param>
    /// <param name="cancellation">Kills the child.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CommandException">There is no SDK to be started.</exception>
    public static async Task<int> RunAsync(
        IEnumerable<string> arguments, string folder, string reports, string artifacts, Action<string> line, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        SetEnvironment(start.Environment, reports, artifacts);

        using var process = new Process { StartInfo = start };
        var gate = new object();
        void Receive(object sender, DataReceivedEventArgs e)
        {
            if (e.Data is not { } text)
                return;
            lock (gate)
                line(text);
        }

        process.OutputDataReceived += Receive;
        process.ErrorDataReceived += Receive;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw new CommandException($"The .NET SDK could not be started: '{start.FileName}' is not on the PATH.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw;
        }

        return process.ExitCode;
    }

    /// <summary>So that MSBuild takes no semicolon in a path for a separator, and no percent sign for an escape.</summary>
    public static string Escape(string path) => path.Replace("%", "%25").Replace(";", "%3B");

    private static void SetEnvironment(IDictionary<string, string?> environment, string reports, string artifacts)
    {
        // Each hook is a list by convention: SDKs and projects append to it, and so do we. The better known
        // CustomAfterMicrosoftCommonTargets holds one file, which a project that sets its own would replace.
        Append(environment, "CustomAfterDirectoryBuildProps", "ModeLint.Settings.props");
        Append(environment, "BeforeMicrosoftNETSdkTargets", "ModeLint.Project.props");
        Append(environment, "CustomAfterDirectoryBuildTargets", "ModeLint.After.targets");
        environment["ModeLintOutput"] = Escape(reports);
        environment["ArtifactsPath"] = Escape(artifacts);

        // Leave no process behind, and none of a foreign process's choices in front: these pin another SDK than the project's.
        environment["MSBUILDDISABLENODEREUSE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["UseSharedCompilation"] = "false";
        environment.Remove("MSBuildSDKsPath");
        environment.Remove("MSBuildExtensionsPath");
        environment.Remove("MSBUILD_EXE_PATH");

        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_FORCE_UTF8_ENCODING"] = "1";
    }

    private static void Append(IDictionary<string, string?> environment, string hook, string file)
    {
        var path = Escape(Path.Combine(s_hooks, file));
        environment[hook] = environment.TryGetValue(hook, out var others) && !string.IsNullOrEmpty(others) ? $"{others};{path}" : path;
    }
}
