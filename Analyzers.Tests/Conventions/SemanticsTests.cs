using System.Reflection;
using System.Text.RegularExpressions;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>The clauses that tests and comments cite are those of the document, and each clause has a test.</summary>
public partial class SemanticsTests
{
    private static readonly string s_text = new Page("docs/semantics.md").Text;

    private static readonly string[] s_clauses = [.. Clause().Matches(s_text).Select(match => match.Groups["number"].Value)];

    private static readonly string[] s_sections = [.. Section().Matches(s_text).Select(match => match.Groups["number"].Value)];

    [Fact]
    public void Clauses_are_listed_once_and_below_their_section()
    {
        Assert.NotEmpty(s_clauses);
        Assert.Equal(s_clauses.Distinct(), s_clauses);
        Assert.Equal(s_clauses.Order(StringComparer.Ordinal), s_clauses);
        Assert.Equal(s_sections, s_clauses.Select(clause => clause.Split('.')[0]).Distinct());
    }

    [Fact]
    public void Tests_are_named_after_clauses_and_every_clause_has_tests()
    {
        var named = typeof(SemanticsTests).Assembly.GetTypes().SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes().Any(attribute => attribute is FactAttribute))
            .Select(method => TestName().Match(method.Name)).Where(match => match.Success).Select(match => match.Value.TrimEnd('_').Replace('_', '.'));
        Assert.Equal(s_clauses, named.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Test_classes_are_named_after_clauses_or_sections()
    {
        var named = typeof(SemanticsTests).Assembly.GetTypes().Select(type => TestName().Match(type.Name)).Where(match => match.Success)
            .Select(match => match.Value.TrimEnd('_').Replace('_', '.')).ToArray();
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, s_clauses.Concat(s_sections)));
    }

    [Fact]
    public void Comments_cite_clauses_or_sections()
    {
        var cited = new[] { "Analyzers", "Analyzers.CodeFixes", "Analyzers.Tests", "docs" }.SelectMany(Repository.Files).Where(path => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".md", StringComparison.Ordinal))
            .SelectMany(path => Citation().Matches(Repository.Read(path)).Select(match => (path, match.Value))).ToArray();
        Assert.NotEmpty(cited);
        Assert.All(cited, citation => Assert.Contains(citation.Value, s_clauses.Concat(s_sections)));
    }

    [GeneratedRegex(@"^- \*\*(?<number>F\d(\.\d)?)\*\* ", RegexOptions.Multiline)]
    private static partial Regex Clause();

    [GeneratedRegex(@"^## (?<number>F\d) ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^F\d_(\d_)?")]
    private static partial Regex TestName();

    [GeneratedRegex(@"\bF[1-9](\.\d)?\b")]
    private static partial Regex Citation();
}
