using System.Text.RegularExpressions;
using ModeLint.Cli.Reports;

namespace ModeLint.Cli.Building;

/// <summary>Lints and fixes one target by means of the SDK's own commands.</summary>
internal sealed partial class Linter(BuildTarget target, Workplace workplace, Action<string> progress)
{
    // As ModeLint.After.targets prints it for each project.
    private const string ProgressMark = "modelint: ";
    private bool _built;

    /// <summary>Builds everything, the analyzers included.</summary>
    /// <exception cref="CommandException">No project was reached, or none that concerns us.</exception>
    public async Task<LintResult> LintAsync(CancellationToken cancellation)
    {
        var result = await BuildAsync([], cancellation);

        // A finding that .editorconfig makes an error has kept the projects that depend on its own from being built.
        return result.Projects.Any(project => !project.Compiled) && result.Findings.Any(finding => finding.IsError)
            ? await BuildAsync(result.Projects, cancellation)
            : result;
    }

    private async Task<LintResult> BuildAsync(IReadOnlyList<ProjectReport> before, CancellationToken cancellation)
    {
        progress(_built ? $"building {target.Name} again" : $"restoring {target.Name}");
        var reports = workplace.NewReports();
        foreach (var project in before)
        {
            var raised = project.Findings.Where(finding => finding.IsError).Select(finding => finding.Rule.Id).Distinct();
            File.WriteAllText(Path.Combine(reports, $"{project.Key}.lowered"), string.Join(';', raised));
        }

        var errors = new List<string>();
        var output = new List<string>();
        // The artifacts path as a property: the SDK's own option for it does not escape a semicolon.
        // UseSharedCompilation also as a global property: a project may set it, and a compiler server keeps our files open.
        List<string> arguments =
        [
            "build", target.Name, $"-p:ArtifactsPath={DotNet.Escape(workplace.Artifacts)}", "--nologo", "--verbosity", "minimal",
            "-clp:NoSummary", "-tl:off", "-nodeReuse:false", "-p:UseSharedCompilation=false",
        ];
        if (_built)
            arguments.AddRange(["--no-restore", "--no-incremental"]);
        var exit = await DotNet.RunAsync(arguments, target.Folder, reports, workplace.Artifacts, Read, cancellation);
        _built = true;

        var projects = ReportReader.ReadAll(reports);
        if (exit != 0 && errors.Count == 0 && !projects.SelectMany(project => project.Findings).Any())
            errors.AddRange([.. output.TakeLast(5), $"dotnet build ended with status {exit}."]);
        if (projects.Count == 0)
        {
            throw errors.Count > 0
                ? new CommandException($"The build of {target.Name} failed before any C# project was compiled:", errors)
                : new CommandException($"{target.Name} contains no C# project that is built.");
        }

        if (projects.All(project => project.Compiled && !project.KnowsLibrary))
            throw new CommandException($"No C# project of {target.Name} references a library that ModeLint knows (TorchSharp, ModeLint.Runtime).");
        return new(projects, errors);

        void Read(string line)
        {
            var text = line.Trim();
            if (text.Length > 0)
                output.Add(text);
            if (text.StartsWith(ProgressMark, StringComparison.Ordinal))
                progress($"compiling {text[ProgressMark.Length..].Trim()}");
            else if (ErrorLine().Match(text) is { Success: true } error && !error.Groups["code"].Value.StartsWith("MODE", StringComparison.Ordinal) && !errors.Contains(text))
                errors.Add(text);
        }
    }

    /// <summary>Lets <c>dotnet format</c> apply the fixes of some rules, in all files.</summary>
    /// <exception cref="CommandException">It failed.</exception>
    public async Task FixAsync(IEnumerable<string> rules, CancellationToken cancellation)
    {
        progress($"fixing {target.Name}");
        var output = new List<string>();
        var exit = await DotNet.RunAsync(
            ["format", "analyzers", target.Name, "--severity", "warn", "--verbosity", "quiet", "--diagnostics", .. rules],
            target.Folder, workplace.NewReports(), workplace.Artifacts, output.Add, cancellation);
        if (exit != 0)
            throw new CommandException($"dotnet format could not fix {target.Name} (status {exit}):", output);
    }

    // MSBuild's canonical form; its words are the same in every language.
    [GeneratedRegex(@"(^|: |\) ?: )error (?<code>[A-Z]+[0-9]+)\s*:")]
    private static partial Regex ErrorLine();
}
