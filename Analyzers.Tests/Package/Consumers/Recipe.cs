using System.Text.RegularExpressions;
using ModeLint.Analyzers.Tests.Verification;

namespace ModeLint.Analyzers.Tests.Package.Consumers;

/// <summary>One section of <c>docs/ci.md</c>: files to write, commands to run.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Files">Contents by name: of the blocks after a line that is nothing but a name and a colon.</param>
/// <param name="Commands">Lines of the shell blocks, and of the steps of workflow files.</param>
internal sealed partial record Recipe(string Title, IReadOnlyDictionary<string, string> Files, IReadOnlyList<string> Commands)
{
    public static readonly IReadOnlyList<Recipe> All = [.. Section().Split(Repository.Read("docs/ci.md")).Skip(1).Select(Parse)];

    /// <summary>Arguments of a command; quotes keep an argument together, in every shell.</summary>
    public static string[] Arguments(string command) => [.. Argument().Matches(command).Select(match => match.Value.Replace("\"", "", StringComparison.Ordinal))];

    private static Recipe Parse(string section)
    {
        var blocks = Block().Matches(section);
        return new(
            section.Split('\n')[0],
            blocks.Where(block => block.Groups["file"].Success).ToDictionary(block => block.Groups["file"].Value, block => block.Groups["text"].Value),
            [.. blocks.SelectMany(block => block.Groups["language"].Value switch
            {
                "sh" => block.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries),
                "yaml" => Step().Matches(block.Groups["text"].Value).Select(step => step.Groups["command"].Value),
                _ => [],
            })]);
    }

    [GeneratedRegex("^## ", RegexOptions.Multiline)]
    private static partial Regex Section();

    [GeneratedRegex(@"(^`(?<file>[^`\n]+)`:\n\n)?^```(?<language>\w+)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\s*- (run|script): (?<command>.+)$", RegexOptions.Multiline)]
    private static partial Regex Step();

    [GeneratedRegex("""("[^"]*"|[^\s"])+""")]
    private static partial Regex Argument();
}
