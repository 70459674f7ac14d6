using System.Collections.Immutable;

namespace ModeLint.Analyzers.Apis;

/// <summary>
/// Reads descriptions: built-in profiles and, with the same grammar, those of users.
/// <c>[Assembly]</c> heads entries <c>kind documentation-id key=value …</c>; <c>#</c> begins a comment at the start of a line.
/// </summary>
internal static class DescriptionParser
{
    private static readonly Dictionary<string, DescriptionKind> s_kinds = Enum.GetValues(typeof(DescriptionKind)).Cast<DescriptionKind>()
        .ToDictionary(kind => kind == DescriptionKind.ReadsGradients ? "reads-gradients" : kind.ToString().ToLowerInvariant());

    private static readonly ImmutableHashSet<string> s_keys =
        ImmutableHashSet.Create("mode", "initial", "gradients", "argument", "unless", "receiver", "loads");

    private static readonly char[] s_blanks = { ' ', '\t' };

    /// <param name="text">The description.</param>
    /// <param name="report">Told (0-based line, sentence) of each line that cannot be understood; such a line has no effect.</param>
    public static ImmutableArray<Description> Parse(string text, Action<int, string> report)
    {
        var entries = ImmutableArray.CreateBuilder<Description>();
        string? assembly = null;
        var lines = text.Split('\n');
        for (var number = 0; number < lines.Length; number++)
        {
            var line = lines[number].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[' && line[line.Length - 1] == ']')
            {
                assembly = line.Substring(1, line.Length - 2).Trim();
                continue;
            }

            var words = line.Split(s_blanks, StringSplitOptions.RemoveEmptyEntries);
            if (assembly is null)
                report(number, $"'{line}' stands before any [Assembly] line");
            else if (!s_kinds.TryGetValue(words[0], out var kind))
                report(number, $"'{words[0]}' is no kind of entry");
            else if (words.Length < 2 || !DocumentationIds.IsWellFormed(words[1]))
                report(number, $"'{(words.Length < 2 ? line : words[1])}' is no documentation id (T:, M: or P: and a full name)");
            else if (TryParseValues(words, out var values, out var wrong))
                entries.Add(new Description(kind, assembly, words[1], values));
            else
                report(number, $"'{wrong}' is no known key=value");
        }

        return entries.ToImmutable();
    }

    private static bool TryParseValues(string[] words, out Dictionary<string, string> values, out string wrong)
    {
        values = new Dictionary<string, string>();
        foreach (var word in words.Skip(2))
        {
            var equals = word.IndexOf('=');
            wrong = word;
            if (equals < 1 || !s_keys.Contains(word.Substring(0, equals)))
                return false;
            values[word.Substring(0, equals)] = word.Substring(equals + 1);
        }

        wrong = "";
        return true;
    }
}
