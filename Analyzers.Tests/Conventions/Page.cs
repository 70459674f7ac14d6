using System.Text.RegularExpressions;
using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>A Markdown file of the repository as tests read it: title, sections, tables and fenced blocks.</summary>
internal sealed partial class Page(string path)
{
    public string Text { get; } = Repository.Read(path);

    public string Title => Text.Split('\n')[0].TrimStart('#', ' ');

    /// <summary>Headings of the second level, in their order.</summary>
    public IReadOnlyList<string> Sections => [.. Heading().Matches(Text).Select(match => match.Groups["title"].Value)];

    /// <summary>The text between one heading of the second level and the next.</summary>
    public string Below(string section)
    {
        var heading = Heading().Matches(Text).FirstOrDefault(match => match.Groups["title"].Value == section)
            ?? throw new InvalidOperationException($"{path} has no section '{section}'.");
        var start = heading.Index + heading.Length;
        var end = Heading().Match(Text, start);
        return end.Success ? Text[start..end.Index] : Text[start..];
    }

    /// <summary>Contents of the fenced blocks with exactly this info string: <c>csharp bad</c>.</summary>
    public IReadOnlyList<string> Blocks(string info) =>
        [.. Fence().Matches(Text).Where(match => match.Groups["info"].Value == info).Select(match => match.Groups["text"].Value)];

    /// <summary>Cells of the table rows of a text, without headings and rules.</summary>
    public static IReadOnlyList<string[]> Rows(string text) =>
        [.. TableRow().Matches(text).Select(match => match.Value.Trim().Trim('|').Split('|').Select(cell => cell.Trim()).ToArray())
            .Where(cells => !cells.All(cell => cell.All(character => character is '-' or ':')))];

    /// <summary>Text without its fenced blocks.</summary>
    public static string Prose(string text) => Fence().Replace(text, "");

    [GeneratedRegex(@"^## (?<title>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^```(?<info>[^\n`]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^\|.*\|[ ]*$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
