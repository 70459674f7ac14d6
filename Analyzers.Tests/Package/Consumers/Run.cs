using System.Text.RegularExpressions;
using Xunit;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>How a run of <c>dotnet</c> ended and what it printed.</summary>
internal sealed partial record Run(int Status, string Output)
{
    public Run Succeeded() => Check(Status == 0, "should have succeeded");

    public Run Failed() => Check(Status != 0, "should have failed");

    /// <summary>
    /// What ModeLint says about a project, in order: <c>warning MODE101 Program.cs(6)</c>, followed by the framework where
    /// the project has several.
    /// </summary>
    public IReadOnlyList<string> Findings(string project) =>
    [
        .. Finding().Matches(Output).Where(match => match.Groups["project"].Value == project)
            .Select(match => $"{match.Groups["what"]} {match.Groups["file"]}({match.Groups["line"]}) {match.Groups["framework"]}".TrimEnd())
            .Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Exactly these findings; none means that the project was built without any.</summary>
    public Run Found(string project, params string[] expected)
    {
        var findings = Findings(project);
        return Check(expected.Order(StringComparer.Ordinal).SequenceEqual(findings),
            $"{project} should have\n  {string.Join("\n  ", expected)}\nand has\n  {string.Join("\n  ", findings)}");
    }

    private Run Check(bool holds, string message)
    {
        Assert.True(holds, $"{message}\nstatus {Status}\n{Output}");
        return this;
    }

    [GeneratedRegex(@"(?<file>[^\\/\r\n]+)\((?<line>\d+),\d+\): (?<what>(warning|error|info) MODE(LINT)?\d+)\b.*\[.*?(?<project>[^\\/\r\n]+)\.csproj(::TargetFramework=(?<framework>[\w.]+))?\]\s*$", RegexOptions.Multiline)]
    private static partial Regex Finding();
}
