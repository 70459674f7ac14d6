using System.Text.RegularExpressions;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>What the documents say about the repository is so.</summary>
public partial class DocumentTests
{
    private static readonly Page s_readme = new("README.md");

    public static TheoryData<string> Documents => [.. Repository.Files().Where(path => path.EndsWith(".md", StringComparison.Ordinal)).Select(path => Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'))];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files_and_headings(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (var link in Link().Matches(Page.Prose(Repository.Read(document))).Select(match => match.Groups["target"].Value).Where(link => !link.Contains("://")))
        {
            var parts = link.Split('#');
            var target = parts[0].Length == 0 ? Path.Combine(Repository.Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(target), $"{document} links to {link}, which is no file.");
            if (parts.Length > 1)
                Assert.Contains(parts[1], Heading().Matches(Page.Prose(File.ReadAllText(target))).Select(match => Anchor(match.Groups["title"].Value.Trim())));
        }
    }

    [Theory]
    [InlineData("CONTRIBUTING.md")]
    [InlineData("Analyzers/README.md")]
    public void Files_that_are_named_exist(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        var named = Named().Matches(Repository.Read(document)).Select(match => match.Groups["path"].Value).Where(path => !path.Contains('<')).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(folder, path)), $"{document} names {path}, which does not exist."));
    }

    [Fact]
    public void The_readme_lists_the_rules_as_they_are()
    {
        var rows = Page.Rows(s_readme.Below("Rules"));
        Assert.Equal(["Rule", "Title", "Category", "Default", "Fix"], rows[0]);
        var rules = new ModeLintAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal);
        Assert.Equal(
            rules.Select(rule => $"[{rule.Id}](docs/rules/{rule.Id}.md) {rule.Title} {rule.Category} {rule.DefaultSeverity.ToString().ToLowerInvariant()} {(RulePageTests.Fixable.Contains(rule.Id) ? "yes" : "none")}"),
            rows.Skip(1).Select(row => string.Join(' ', row)));
    }

    [Fact]
    public async Task The_readme_shows_what_is_reported_and_that_the_repair_is_silent()
    {
        var snippets = s_readme.Blocks("csharp");
        Assert.Equal(2, snippets.Count);
        var shown = s_readme.Blocks("text")[0].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(shown, (await Example.Reports(InMethod(snippets[0]))).Select(Example.Message).Order(StringComparer.Ordinal));
        Assert.Empty(await Example.Reports(InMethod(snippets[1])));
    }

    [Fact]
    public void The_readme_names_the_commands_that_exist()
    {
        var commands = s_readme.Blocks("").Select(block => block.Trim()).ToArray();
        Assert.Contains("dotnet test ModeLint.sln", commands);
        Assert.Contains("\ndotnet test ModeLint.sln ", Repository.Read(".ci/run"), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, "ModeLint.sln")));
        var lint = commands.Single(command => command.StartsWith("dotnet run ", StringComparison.Ordinal)).Split(' ');
        Assert.All([lint[3], lint[5]], project => Assert.Single(Directory.GetFiles(Path.Combine(Repository.Root, project), "*.csproj")));
    }

    /// <summary>Those are run by tests.</summary>
    [Fact]
    public void The_readme_fails_builds_by_the_recipes()
    {
        var recipes = Repository.Read("docs/ci.md");
        var commands = s_readme.Blocks("").Where(block => block.StartsWith("dotnet build ", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(commands);
        Assert.All(commands, command => Assert.Contains("\n" + command, recipes, StringComparison.Ordinal));
    }

    /// <summary>On the line where the method begins, so that lines of messages are lines of the snippet.</summary>
    private static string InMethod(string statements) => "static class Readme { public static long Run(string weights, Tensor image) { " + statements + "} }";

    /// <summary>As GitHub makes one of a heading.</summary>
    private static string Anchor(string title) => Regex.Replace(title.ToLowerInvariant(), @"[^\w\- ]", "").Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    /// <summary>Code that looks like a path of the repository.</summary>
    [GeneratedRegex(@"`(?<path>[A-Z.a-z]+/[\w./<>]+|\w+(\.\w+)*\.(cs|md|txt|sln))`")]
    private static partial Regex Named();
}
