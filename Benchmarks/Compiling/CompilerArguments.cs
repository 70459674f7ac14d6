using System.Text.Json;

namespace ModeLint.Benchmarks.Compiling;

/// <summary>What the compiler is given for a project, without analyzers and without what it would write.</summary>
/// <param name="Folder">Where relative paths begin.</param>
/// <param name="Arguments">One argument each, unquoted.</param>
/// <param name="Analyzers">Assemblies with analyzers and generators that the project's own build gives to the compiler.</param>
internal sealed record CompilerArguments(string Folder, IReadOnlyList<string> Arguments, IReadOnlyList<string> Analyzers)
{
    private static readonly string[] s_outputs = ["/out:", "/refout:", "/pdb:", "/doc:", "/errorlog:", "/generatedfilesout:", "/sourcelink:"];
    private const int ErrorsShown = 10;

    /// <summary>Builds a project, so that all that it refers to is there, and asks for the command line of its compiler.</summary>
    /// <param name="project">Full path of a C# project.</param>
    /// <param name="cancellation">Kills the build.</param>
    /// <exception cref="BenchmarkException">It does not build, or it has several target frameworks.</exception>
    public static async Task<CompilerArguments> OfAsync(string project, CancellationToken cancellation)
    {
        var folder = Path.GetDirectoryName(project)!;
        var name = Path.GetFileName(project);
        var build = await Tool.RunAsync(Tool.DotNet, ["build", name, "-c", "Release", "-nologo", "-v", "q"], folder, cancellation);
        if (build.ExitCode != 0)
            throw new BenchmarkException($"{project} does not build:\n{FirstErrors(build.Output)}");

        // The file that does not exist makes the compiler's step out of date.
        var asked = await Tool.RunAsync(Tool.DotNet,
            ["msbuild", name, "-nologo", "-p:Configuration=Release", "-p:BuildProjectReferences=false", "-p:ProvideCommandLineArgs=true",
                "-p:SkipCompilerExecution=true", "-p:NonExistentFile=none", "-t:Build", "-getItem:CscCommandLineArgs"], folder, cancellation);
        if (asked.ExitCode != 0)
            throw new BenchmarkException($"The compiler's arguments of {project} cannot be found out:\n{FirstErrors(asked.Output)}");
        using var document = JsonDocument.Parse(asked.Output);
        var all = document.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray().Select(item => item.GetProperty("Identity").GetString()!).ToArray();
        return all.Length > 0 ? From(folder, all)
            : throw new BenchmarkException($"{project} gives nothing to the compiler. A project with several target frameworks cannot be measured.");
    }

    private static CompilerArguments From(string folder, string[] all) => new(
        folder,
        [.. all.Where(argument => argument != "/noconfig" && !Starts(argument, "/analyzer:") && !s_outputs.Any(output => Starts(argument, output)))],
        [.. all.Where(argument => Starts(argument, "/analyzer:")).Select(argument => argument["/analyzer:".Length..])]);

    /// <summary>The lines of a compiler or build that say what is wrong.</summary>
    public static string FirstErrors(string output) => string.Join('\n',
        output.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(": error ", StringComparison.Ordinal) || line.StartsWith("error ", StringComparison.Ordinal))
            .Distinct().Take(ErrorsShown).DefaultIfEmpty(output.Trim()));

    private static bool Starts(string argument, string option) => argument.StartsWith(option, StringComparison.OrdinalIgnoreCase);
}
