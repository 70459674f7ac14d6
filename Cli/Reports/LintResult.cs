namespace ModeLint.Cli.Reports;

/// <summary>What one build of everything has shown.</summary>
/// <param name="projects">All C# projects that the build came to, one for each target framework.</param>
/// <param name="errors">Errors of the build, other than findings.</param>
internal sealed class LintResult(IReadOnlyList<ProjectReport> projects, IReadOnlyList<string> errors)
{
    /// <summary>Errors of the build, other than findings, as the build printed them.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;

    /// <summary>All C# projects that the build came to.</summary>
    public IReadOnlyList<ProjectReport> Projects { get; } = projects;

    /// <summary>Those of which nothing is known, because the compiler stopped before the analyzers or never started.</summary>
    public IReadOnlyList<ProjectReport> NotAnalyzed { get; } = [.. projects.Where(project => project is { Analyzed: false, SwitchedOff: false })];

    /// <summary>Each finding once, suppressed ones included, in the order of files and lines.</summary>
    public IReadOnlyList<Finding> Findings { get; } =
    [
        .. projects.SelectMany(project => project.Findings).DistinctBy(finding => finding.Identity)
            .OrderBy(finding => finding.Where?.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Where?.StartLine)
            .ThenBy(finding => finding.Where?.StartColumn)
            .ThenBy(finding => finding.Rule.Id, StringComparer.Ordinal),
    ];

    /// <summary>The findings that a build would show.</summary>
    public IReadOnlyList<Finding> Shown => [.. Findings.Where(finding => finding.Shown)];

    /// <summary>True if there is no project or error that could hide a finding.</summary>
    public bool IsComplete => NotAnalyzed.Count == 0 && Errors.Count == 0;
}
