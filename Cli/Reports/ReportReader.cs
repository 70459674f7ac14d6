using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ModeLint.Cli.Reports;

/// <summary>Reads what <c>ModeLint.After.targets</c> made the builds and compilers write. SARIF is read as 2.1.0.</summary>
internal static partial class ReportReader
{
    /// <summary>Reads a folder of reports, in a stable order.</summary>
    public static IReadOnlyList<ProjectReport> ReadAll(string folder) =>
        [.. Directory.GetFiles(folder, "*.project").Order(StringComparer.Ordinal).Select(Read)];

    private static ProjectReport Read(string marker)
    {
        var lines = File.ReadAllLines(marker);
        var libraries = Path.ChangeExtension(marker, ".libraries");
        var compiled = File.Exists(libraries);
        var run = ReadRun(Path.ChangeExtension(marker, ".sarif"));
        var results = Objects(run?["results"]).ToList();
        var rules = ReadRules(run);

        // The compiler lists the rules of every analyzer that it ran; where it stopped at a syntax error, there are none.
        // AD0001 says that an analyzer threw.
        var analyzed = rules.Count > 0
            && !results.Exists(result => Text(result["ruleId"]) == "AD0001" && Text(result["message"]?["text"])?.Contains("ModeLint") == true);
        return new(
            Path.GetFileNameWithoutExtension(marker),
            lines[0],
            Field("framework="),
            SwitchedOff: Field("mode=").Equals("None", StringComparison.OrdinalIgnoreCase),
            Compiled: compiled,
            HasErrors: results.Exists(result => Text(result["level"]) == "error" && Text(result["ruleId"]) is { } id && !rules.ContainsKey(id)),
            Analyzed: analyzed,
            KnowsLibrary: compiled && File.ReadAllText(libraries).Trim().Length > 0,
            ReadFindings(results, rules, Path.GetDirectoryName(lines[0])!));

        string Field(string name) => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
    }

    private static JsonObject? ReadRun(string sarif)
    {
        if (!File.Exists(sarif))
            return null;
        try
        {
            using var stream = File.OpenRead(sarif);
            return JsonNode.Parse(stream)?["runs"]?[0] as JsonObject;
        }
        catch (JsonException)
        {
            return null; // A compiler that was killed while writing: the project counts as not analysed.
        }
    }

    private static Dictionary<string, Rule> ReadRules(JsonObject? run)
    {
        var rules = new Dictionary<string, Rule>();
        foreach (var json in Objects(run?["tool"]?["driver"]?["rules"]))
        {
            if (Text(json["id"]) is { } id && OwnId().IsMatch(id))
                rules[id] = new(id, Text(json["shortDescription"]?["text"]) ?? id, Text(json["helpUri"]), json);
        }

        return rules;
    }

    private static List<Finding> ReadFindings(List<JsonObject> results, Dictionary<string, Rule> rules, string folder)
    {
        var findings = new List<Finding>();
        foreach (var json in results)
        {
            if (Text(json["ruleId"]) is not { } id || !rules.TryGetValue(id, out var rule))
                continue;
            var where = Objects(json["locations"]).Select(location => ReadPlace(location, folder)).FirstOrDefault();
            var related = Objects(json["relatedLocations"]).Select(location => ReadPlace(location, folder)).OfType<Place>().ToList();
            var shown = Text(json["level"]) is not "note" and not "none" && json["suppressions"] is not JsonArray { Count: > 0 };
            findings.Add(new(rule, Text(json["message"]?["text"]) ?? rule.Title, where, related, shown, Text(json["level"]) == "error", json));
        }

        return findings;
    }

    private static Place? ReadPlace(JsonObject location, string folder)
    {
        if (location["physicalLocation"] is not JsonObject place || Text(place["artifactLocation"]?["uri"]) is not { } uri)
            return null;
        var file = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile
            ? absolute.LocalPath
            : Path.GetFullPath(Uri.UnescapeDataString(uri), folder);
        var region = place["region"];
        var line = Number(region?["startLine"]) ?? 1;
        var column = Number(region?["startColumn"]) ?? 1;
        return new(file, line, column, Number(region?["endLine"]) ?? line, Number(region?["endColumn"]) ?? column);
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? array) => (array as JsonArray)?.OfType<JsonObject>() ?? [];

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    [GeneratedRegex(@"^MODE\d+$")]
    private static partial Regex OwnId();
}
