using System.Globalization;
using System.Runtime.InteropServices;
using ModeLint.Benchmarks.Compiling;
using ModeLint.Benchmarks.Measuring;
using ModeLint.Benchmarks.Subjects;

namespace ModeLint.Benchmarks;

/// <summary>Markdown on standard output, so that it can be kept; what goes on, on standard error.</summary>
internal static class Report
{
    private static readonly string[] s_columns = ["Clock, s", "Processors, s", "ExecutionTime, s", "ExecutionTime / clock", "Beyond empty, clock", "Beyond empty, processors"];

    public static void Progress(string text) => Console.Error.WriteLine(text);

    /// <summary>Where and with what it is measured.</summary>
    public static void WriteHead(string compiler, int rounds) => Write(string.Create(CultureInfo.InvariantCulture,
        $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}; compiler {compiler}; {rounds} rounds: median (quartiles)."));

    /// <summary>What ModeLint does with a subject.</summary>
    public static void Write(Subject subject)
    {
        var seen = subject.Inspection;
        Write($"## {subject.Title}");
        Write(string.Create(CultureInfo.InvariantCulture, $"{seen.Lines:n0} lines in {seen.Files} files. ModeLint registers {seen.Actions} actions, analyses {seen.Bodies} bodies and reports {seen.Reports} times."));
    }

    /// <summary>What it costs.</summary>
    public static void Write(Subject subject, Rounds rounds, bool isServer)
    {
        var rows = new List<string[]> { (string[])[isServer ? "With a server" : "In new processes", .. s_columns, .. isServer ? Array.Empty<string>() : ["Methods compiled"]] };
        foreach (var variant in rounds.Variants)
        {
            rows.Add([
                variant.Name, Seconds(rounds.Seconds(variant)), Seconds(rounds.ProcessorSeconds(variant)),
                .. rounds.IsBaseline(variant) ? ["", "", "", ""] : new[]
                {
                    Seconds(rounds.ExecutionTime(variant)), Share(rounds.ExecutionShare(variant)), Share(rounds.PassShare(variant)), Share(rounds.ProcessorShare(variant)),
                },
                .. isServer ? Array.Empty<string>() : [rounds.Methods(variant).Median.ToString("n0", CultureInfo.InvariantCulture)]]);
        }

        Write(Table(rows));
        if (subject.Limit is { } limit)
        {
            var shares = new[] { rounds.ExecutionShare(Subject.ModeLint), rounds.PassShare(Subject.ModeLint), rounds.ProcessorShare(Subject.ModeLint) }.Select(share => Verdict(share.Median, limit)).ToArray();
            Write($"At most {Percent(limit)}: ExecutionTime {shares[0]}; beyond empty {shares[1]} on the clock, {shares[2]} of the processors.");
        }
    }

    private static void Write(string paragraph) => Console.Out.Write(paragraph + "\n\n");

    private static string Table(List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        rows.Insert(1, [.. widths.Select(width => new string('-', width))]);
        return string.Join('\n', rows.Select(row => $"| {string.Join(" | ", row.Select((cell, column) => cell.PadRight(widths[column])))} |"));
    }

    private static string Verdict(double share, double limit) => $"{Percent(share)} ({(share <= limit ? "holds" : "does not hold")})";

    private static string Seconds(Spread spread) => string.Create(CultureInfo.InvariantCulture, $"{spread.Median:f3} ({spread.Lower:f3}–{spread.Upper:f3})");

    private static string Share(Spread spread) => $"{Percent(spread.Median)} ({Percent(spread.Lower)} – {Percent(spread.Upper)})";

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.##} %");
}
