using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Testing;
using ModeLint.Analyzers.CodeFixes;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>What a rule's page says about the rule is so, and its examples do what it says of them.</summary>
public class RulePageTests
{
    private static readonly string[] s_sections = ["Cause", "Why it matters", "How to fix", "When it is silent", "When to suppress", "Examples"];

    public static TheoryData<string> Rules => [.. new ModeLintAnalyzer().SupportedDiagnostics.Select(rule => rule.Id)];

    public static TheoryData<string> RulesAboutCode => [.. new ModeLintAnalyzer().SupportedDiagnostics.Select(rule => rule.Id).Where(id => id != RuleIds.InvalidDescription)];

    internal static IEnumerable<string> Fixable => typeof(ModeLintFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract)
        .SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Title_category_and_severity_are_the_descriptors(string id)
    {
        var rule = RuleOf(id);
        var page = PageOf(id);
        Assert.Equal($"{id}: {rule.Title}", page.Title);
        Assert.Equal(s_sections, page.Sections);
        var facts = Page.Rows(page.Text[..page.Text.IndexOf("## ", StringComparison.Ordinal)]).Where(row => row.Length == 2 && row[0].Length > 0).ToDictionary(row => row[0], row => row[1]);
        Assert.Equal(rule.Category, facts["Category"]);
        Assert.Equal(rule.DefaultSeverity.ToString().ToLowerInvariant(), facts["Default severity"]);
        Assert.Equal(Fixable.Contains(id), facts["Fix"] != "none");
    }

    [Theory]
    [MemberData(nameof(RulesAboutCode))]
    public async Task A_bad_example_reports_its_rule_and_nothing_else(string id)
    {
        var examples = PageOf(id).Blocks("csharp bad");
        Assert.NotEmpty(examples);
        foreach (var example in examples)
        {
            var reports = await Example.Reports(example);
            Assert.NotEmpty(reports);
            Assert.All(reports, report => Assert.Equal(id, report.Id));
            Assert.Equal(Example.Marks(example), reports.Select(Example.Place));
        }
    }

    [Theory]
    [MemberData(nameof(RulesAboutCode))]
    public async Task A_good_example_is_silent(string id)
    {
        var examples = PageOf(id).Blocks("csharp good");
        Assert.NotEmpty(examples);
        foreach (var example in examples)
            Assert.Empty((await Example.Reports(example)).Select(Example.Message));
    }

    [Theory]
    [MemberData(nameof(RulesAboutCode))]
    public async Task A_report_that_is_shown_is_what_an_example_gets(string id)
    {
        var page = PageOf(id);
        var shown = page.Blocks("text report").SelectMany(block => block.Split('\n', StringSplitOptions.RemoveEmptyEntries)).ToArray();
        Assert.NotEmpty(shown);
        var real = new List<string>();
        foreach (var example in page.Blocks("csharp bad"))
            real.AddRange((await Example.Reports(example)).Select(Example.Message));
        Assert.All(shown, report => Assert.True(real.Contains(report), $"Shown:\n{report}\nReported:\n{string.Join('\n', real)}"));
    }

    [Fact]
    public async Task Examples_of_configuration()
    {
        var page = PageOf(RuleIds.InvalidDescription);
        var bad = page.Blocks("ini bad");
        var shown = page.Blocks("text report");
        Assert.NotEmpty(bad);
        Assert.Equal(bad.Count, shown.Count);
        foreach (var (example, report) in bad.Zip(shown))
            await Configured(example, report.Trim()[$"warning {RuleIds.InvalidDescription}: ".Length..]);
        Assert.NotEmpty(page.Blocks("ini good"));
        foreach (var example in page.Blocks("ini good"))
            await Configured(example);
    }

    /// <summary>The settings of a file that runs no model.</summary>
    private static async Task Configured(string settings, string? message = null)
    {
        var test = new AnalyzerTest("");
        test.TestState.Sources.Clear();
        test.TestState.Sources.Add(("/Program.cs", "static class Program { }"));
        test.TestState.AnalyzerConfigFiles.Add(("/.editorconfig", "root = true\n" + settings));
        if (message is not null)
            test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult(RuleIds.InvalidDescription, DiagnosticSeverity.Warning).WithMessage(message));
        await test.RunAsync(TestContext.Current.CancellationToken);
    }

    private static DiagnosticDescriptor RuleOf(string id) => new ModeLintAnalyzer().SupportedDiagnostics.Single(rule => rule.Id == id);

    private static Page PageOf(string id) => new($"docs/rules/{id}.md");
}
