using ModeLint.Cli.Reports;
using Spectre.Console;

namespace ModeLint.Cli.Output;

/// <summary>Tells the user what was found.</summary>
internal sealed class Report(Screen screen)
{
    private static readonly Style s_rule = new(Color.Yellow, decoration: Decoration.Bold);
    private static readonly Style s_place = new(decoration: Decoration.Bold);
    private static readonly Style s_cause = new(Color.Aqua);
    private static readonly Style s_failure = new(Color.Red, decoration: Decoration.Bold);
    private const int ErrorsShown = 10;

    private readonly IAnsiConsole _console = screen.Findings;
    private readonly CodeFrame _frame = new(screen.Findings);

    /// <summary>Writes findings, then what could not be analysed, then the summary.</summary>
    /// <param name="result">What is there now.</param>
    /// <param name="before">What was there before the fixes, or null if nothing was fixed.</param>
    public void Write(LintResult result, LintResult? before)
    {
        var findings = result.Shown;
        foreach (var finding in findings)
            Write(finding);
        WriteFailures(result);
        WriteSummary(findings, before?.Shown);
    }

    /// <summary>Writes why the command cannot go on.</summary>
    public void Write(CommandException failure)
    {
        screen.Progress.Write(TerminalText.Readable(failure.Message), s_failure);
        screen.Progress.WriteLine();
        WriteLines(screen.Progress, failure.Details);
    }

    private void Write(Finding finding)
    {
        _console.Write(finding.Rule.Id, s_rule);
        if (finding.Where is not null)
            _console.Write($" {Name(finding.Where)}", s_place);
        _console.WriteLine();
        WriteWrapped(_console, finding.Message);
        if (finding.Where is { } where)
            _frame.Write(where, around: 2, s_rule);
        foreach (var place in finding.Related)
        {
            _console.Write($"  see {Name(place)}", s_cause);
            _console.WriteLine();
            _frame.Write(place, around: 0, s_cause);
        }

        _console.WriteLine();
    }

    private void WriteFailures(LintResult result)
    {
        foreach (var project in result.Projects.Where(project => project.SwitchedOff))
            _console.WriteLine($"Switched off: {TerminalText.Readable(project.Name)}: its ModeLintAnalysisMode is None.");
        foreach (var project in result.NotAnalyzed)
        {
            var reason = !project.Compiled ? "the build stopped before it was compiled"
                : project.HasErrors ? "it does not compile" : "the analyzers did not run to their end";
            _console.Write($"Not analysed: {TerminalText.Readable(project.Name)}: {reason}.", s_failure);
            _console.WriteLine();
        }

        if (result.Errors.Count == 0)
            return;
        _console.WriteLine("The build reports:");
        WriteLines(_console, result.Errors);
        _console.WriteLine();
    }

    private void WriteSummary(IReadOnlyList<Finding> left, IReadOnlyList<Finding>? before)
    {
        var all = before ?? left;
        if (all.Count == 0)
        {
            _console.WriteLine("No findings.");
            return;
        }

        _console.WriteLine(before is null
            ? $"{Count(left)} in {Files(left)}"
            : $"{Count(before)} in {Files(before)}, {Math.Max(0, before.Count - left.Count)} fixed, {left.Count} left");
        var rules = all.Concat(left).Select(finding => finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var width = rules.Max(rule => rule.Title.Length);
        foreach (var rule in rules)
        {
            var count = left.Count(finding => finding.Rule.Id == rule.Id);
            var counts = before is null ? $"{count,5}" : $"{before.Count(finding => finding.Rule.Id == rule.Id),5} → {count}";
            _console.Write($"  {rule.Id}", s_rule);
            _console.Write(counts);
            var indent = rule.Id.Length + counts.Length + 4;
            var lines = TerminalText.Wrap($"{TerminalText.Readable(rule.Title).PadRight(width)}  {rule.HelpLink}", _console.Profile.Width - indent);
            _console.WriteLine("  " + string.Join($"\n{new string(' ', indent)}", lines.Select(line => line.TrimEnd())));
        }
    }

    private static void WriteLines(IAnsiConsole console, IReadOnlyList<string> lines)
    {
        foreach (var line in lines.Take(ErrorsShown))
            WriteWrapped(console, line);
        if (lines.Count > ErrorsShown)
            console.WriteLine($"  … and {lines.Count - ErrorsShown} more.");
    }

    private static void WriteWrapped(IAnsiConsole console, string text)
    {
        foreach (var line in TerminalText.Wrap(TerminalText.Readable(text), console.Profile.Width - 2))
            console.WriteLine($"  {line}");
    }

    private static string Name(Place place) => TerminalText.Readable($"{ShortPath.Of(place.File)}:{place.StartLine}:{place.StartColumn}");

    private static string Count(IReadOnlyList<Finding> findings) => findings.Count == 1 ? "1 finding" : $"{findings.Count} findings";

    private static string Files(IReadOnlyList<Finding> findings)
    {
        var files = findings.Select(finding => finding.Where?.File).OfType<string>().Distinct().Count();
        return files == 1 ? "1 file" : $"{files} files";
    }
}
