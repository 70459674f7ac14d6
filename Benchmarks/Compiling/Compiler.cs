using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ModeLint.Benchmarks.Compiling;

/// <summary>What a compiler is given beside the sources.</summary>
/// <param name="Name">For the reader.</param>
/// <param name="Analyzers">Assemblies.</param>
/// <param name="Without">Rules of these assemblies that are off.</param>
internal sealed record Variant(string Name, IReadOnlyList<string> Analyzers, string Without = "");

/// <summary>One compilation.</summary>
/// <param name="Seconds">From the start of the compiler to its end, on the clock.</param>
/// <param name="ProcessorSeconds">What it took of all processors together.</param>
/// <param name="Methods">How many methods the runtime compiled to machine code for it; 0 with a server, which has done that before.</param>
/// <param name="AnalyzerSeconds">ExecutionTime: what the compiler says that all analyzers took, on all threads together.</param>
/// <param name="Reports">What ModeLint reported.</param>
internal sealed record Compilation(double Seconds, double ProcessorSeconds, int Methods, double AnalyzerSeconds, int Reports);

/// <summary>The SDK's own compiler: a new process each time, or the server that builds use by default.</summary>
internal sealed partial class Compiler : IDisposable
{
    private readonly string _output = Directory.CreateTempSubdirectory("modelint-benchmarks-").FullName;
    private readonly string _pipe = $"modelint-{Guid.NewGuid():N}";
    private readonly Dictionary<string, string> _hook;
    private Process? _server;

    private Compiler(bool isServer, string version)
    {
        IsServer = isServer;
        Version = version;
        _hook = new() { ["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location, [StartupHook.AnswerFile] = Path.Combine(_output, "answer") };
    }

    public bool IsServer { get; }

    public string Version { get; }

    private static string Program => Path.Combine(Places.Compiler, "csc.dll");

    /// <exception cref="BenchmarkException">The SDK that built this program is gone.</exception>
    public static async Task<Compiler> OpenAsync(bool isServer, CancellationToken cancellation)
    {
        if (!File.Exists(Program))
            throw new BenchmarkException($"There is no compiler at {Program}: build this program again.");
        var version = await Tool.RunAsync(Tool.DotNet, ["exec", Program, "-version"], ".", cancellation);
        var compiler = new Compiler(isServer, version.Output.Split(' ')[0].Trim());
        if (isServer)
            compiler._server = Tool.Start(Tool.DotNet, ["exec", Path.Combine(Places.Compiler, "VBCSCompiler.dll"), $"-pipename:{compiler._pipe}"], ".");
        return compiler;
    }

    /// <summary>Compiles, with the assembly and all that the project's build would write as the result.</summary>
    /// <exception cref="BenchmarkException">The sources have errors without their generators, or an analyzer did not run.</exception>
    public async Task<Compilation> CompileAsync(CompilerArguments subject, Variant variant, CancellationToken cancellation)
    {
        var response = Path.Combine(_output, "arguments.rsp");
        await File.WriteAllLinesAsync(response, subject.Arguments.Concat(Options(variant)).Select(Quote), cancellation);
        TimeSpan? before = _server is null ? null : Now(_server);
        string[] arguments = ["exec", Program, .. IsServer ? [$"-shared:{_pipe}"] : Array.Empty<string>(), "-noconfig", "-nologo", "@" + response];
        var run = await Tool.RunAsync(Tool.DotNet, arguments, subject.Folder, cancellation, IsServer ? null : _hook);
        if (run.ExitCode != 0)
            throw new BenchmarkException($"The compiler reports errors, without analyzers and generators of the project:\n{CompilerArguments.FirstErrors(run.Output)}");
        if (Broken().Match(run.Output) is { Success: true } broken)
            throw new BenchmarkException($"An analyzer did not run: {broken.Value}");
        var (processors, methods) = _server is null ? ReadAnswer() : (Now(_server) - before!.Value, 0);
        if (processors == TimeSpan.Zero)
            throw new BenchmarkException("The compiler did not use its server.");
        var time = AnalyzerTime().Match(run.Output);
        if (variant.Analyzers.Count > 0 != time.Success)
            throw new BenchmarkException($"The compiler does not say what '{variant.Name}' took.");
        return new(run.Elapsed.TotalSeconds, processors.TotalSeconds, methods, time.Success ? double.Parse(time.Groups["seconds"].Value, CultureInfo.InvariantCulture) : 0,
            Report().Matches(run.Output).Select(match => match.Value).Distinct().Count());
    }

    /// <summary>How long the compiler's process takes to begin, which a build that talks to the server itself does not pay.</summary>
    public static async Task<double> StartAsync(CancellationToken cancellation) =>
        (await Tool.RunAsync(Tool.DotNet, ["exec", Program, "-version"], ".", cancellation)).Elapsed.TotalSeconds;

    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            _server.WaitForExit();
        }

        _server?.Dispose();
        Directory.Delete(_output, recursive: true);
    }

    private (TimeSpan Processors, int Methods) ReadAnswer()
    {
        var words = File.ReadAllText(_hook[StartupHook.AnswerFile]).Split(' ');
        return (new TimeSpan(long.Parse(words[0], CultureInfo.InvariantCulture)), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static TimeSpan Now(Process server)
    {
        server.Refresh();
        return !server.HasExited ? server.TotalProcessorTime : throw new BenchmarkException("The compiler server has ended.");
    }

    private IEnumerable<string> Options(Variant variant)
    {
        yield return $"-out:{Path.Combine(_output, "subject.dll")}";
        yield return "-warnaserror-";
        yield return "-preferreduilang:en-US";
        if (variant.Without.Length > 0)
            yield return $"-nowarn:{variant.Without}";
        if (variant.Analyzers.Count > 0)
            yield return "-reportanalyzer";
        foreach (var analyzer in variant.Analyzers)
            yield return $"-analyzer:{analyzer}";
    }

    private static string Quote(string argument) => $"\"{argument.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    [GeneratedRegex(@"^Total analyzer execution time: <?(?<seconds>[\d.]+) seconds", RegexOptions.Multiline)]
    private static partial Regex AnalyzerTime();

    [GeneratedRegex(@"^.*\([\d,]+\): warning MODE\d+: .*$", RegexOptions.Multiline)]
    private static partial Regex Report();

    /// <summary>An analyzer that threw, could not be loaded, or is made for a newer compiler.</summary>
    [GeneratedRegex(@"(AD0001|CS803[2-4]|CS8040|CS8785|CS9057): .*")]
    private static partial Regex Broken();
}
