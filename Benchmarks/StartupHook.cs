using System.Globalization;
using System.Runtime;

/// <summary>
/// The runtime calls this in the compiler's process before the compiler begins, and the process says at its end what it took: from outside,
/// nobody can ask a process that has ended.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable that names the file for the answer: processor time in ticks, and how many methods were compiled to machine code.</summary>
    public const string AnswerFile = "MODELINT_BENCHMARKS_ANSWER";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(AnswerFile) is { Length: > 0 } path)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllText(path, string.Create(CultureInfo.InvariantCulture, $"{Environment.CpuUsage.TotalTime.Ticks} {JitInfo.GetCompiledMethodCount()}"));
    }
}
