using System.Reflection;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>Ids, descriptors, release files, folders and documents say the same about the rules.</summary>
public class DescriptorTests
{
    private static readonly DiagnosticDescriptor[] s_rules = [.. new ModeLintAnalyzer().SupportedDiagnostics.OrderBy(rule => rule.Id, StringComparer.Ordinal)];

    /// <summary>Names of rules by id: the names of the constants.</summary>
    private static readonly Dictionary<string, string> s_stems = typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .ToDictionary(field => (string)field.GetRawConstantValue()!, field => field.Name);

    [Fact]
    public void Each_id_has_one_descriptor() => Assert.Equal(s_stems.Keys.Order(StringComparer.Ordinal), s_rules.Select(rule => rule.Id));

    [Fact]
    public void Descriptors_are_named_after_their_ids() => Assert.All(s_rules, rule => Assert.Same(rule, typeof(Descriptors).GetField(s_stems[rule.Id])?.GetValue(null)));

    [Fact]
    public void A_help_link_leads_to_the_page_of_the_rule() => Assert.All(s_rules, rule =>
    {
        Assert.Equal($"{Repository.Url}docs/rules/{rule.Id}.md", rule.HelpLinkUri);
        Assert.NotEmpty(Repository.Read($"docs/rules/{rule.Id}.md"));
    });

    [Fact]
    public void Pages_and_their_index_are_about_the_rules_that_exist()
    {
        var pages = Repository.Files("docs/rules").Select(path => Path.GetFileNameWithoutExtension(path)).Where(name => name != "README").Order(StringComparer.Ordinal);
        Assert.Equal(s_rules.Select(rule => rule.Id), pages);
        var index = Repository.Read("docs/rules/README.md").Split('\n').Where(line => line.StartsWith("- [MODE", StringComparison.Ordinal));
        Assert.Equal(s_rules.Select(rule => $"- [{rule.Id}]({rule.Id}.md): {rule.Title}"), index);
    }

    [Fact]
    public void Release_files_have_a_row_for_each_rule()
    {
        var rows = new[] { "Shipped", "Unshipped" }.SelectMany(name => Repository.Read($"Analyzers/AnalyzerReleases.{name}.md").Split('\n'))
            .Where(line => line.StartsWith("MODE", StringComparison.Ordinal)).Order(StringComparer.Ordinal);
        Assert.Equal(s_rules.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {s_stems[rule.Id]}"), rows);
    }

    [Fact]
    public void Ids_are_in_the_range_of_their_category()
    {
        var ranges = Repository.Read("Analyzers/DiagnosticCategoryAndIdRanges.txt").Split('\n').Where(line => line.StartsWith("ModeLint.", StringComparison.Ordinal))
            .Select(line => line.Split(": ")).ToDictionary(parts => parts[0], parts => parts[1].Split(", ").Select(range => range.Split('-')));
        Assert.All(s_rules, rule => Assert.Contains(ranges[rule.Category],
            range => string.CompareOrdinal(range[0], rule.Id) <= 0 && string.CompareOrdinal(rule.Id, range[^1]) <= 0));
    }

    [Fact]
    public void The_changes_name_each_rule() => Assert.All(s_rules, rule =>
        Assert.Contains($"- {rule.Id}: {rule.Title} ({rule.DefaultSeverity.ToString().ToLowerInvariant()}", Repository.Read("CHANGELOG.md"), StringComparison.Ordinal));

    [Fact]
    public void A_rule_and_its_tests_stand_under_its_family_and_name() => Assert.All(Rules.Rule.All, rule =>
    {
        var stem = s_stems[rule.Descriptor.Id];
        Assert.Equal(stem, rule.GetType().Name);
        var family = rule.GetType().Namespace!.Split('.')[^1];
        foreach (var file in new[] { $"Analyzers/Rules/{family}/{stem}.cs", $"Analyzers.Tests/{family}/{stem}/Reports.cs", $"Analyzers.Tests/{family}/{stem}/DoesNotReport.cs" })
            Assert.True(File.Exists(Path.Combine(Repository.Root, file)), $"{file} is missing.");
    });
}
