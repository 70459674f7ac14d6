using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ModeLint.Cli.Reports;

/// <summary>
/// Writes the findings of all projects as one SARIF 2.1.0 file with one run: code scanning services keep one run per tool.
/// Suppressed findings are in it, marked as such.
/// </summary>
internal static class SarifFile
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // source text stays readable; the file is never embedded in a page
    };

    /// <summary>Writes the file, its folder as well if that is missing.</summary>
    /// <exception cref="CommandException">The file cannot be written.</exception>
    public static void Write(string path, LintResult result)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            File.WriteAllText(path, Create(result).ToJsonString(s_format) + "\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CommandException($"{path} cannot be written: {e.Message}");
        }
    }

    private static JsonObject Create(LintResult result)
    {
        var rules = result.Findings.Select(finding => finding.Rule).DistinctBy(rule => rule.Id).OrderBy(rule => rule.Id, StringComparer.Ordinal).ToList();
        var assembly = typeof(SarifFile).Assembly;
        return new()
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject
                {
                    ["driver"] = new JsonObject
                    {
                        ["name"] = "ModeLint",
                        ["semanticVersion"] = assembly.GetName().Version!.ToString(3),
                        ["informationUri"] = assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(attribute => attribute.Key == "ModeLintUrl").Value,
                        ["rules"] = new JsonArray([.. rules.Select(WithoutMeasurements)]),
                    },
                },
                ["invocations"] = new JsonArray(new JsonObject
                {
                    ["executionSuccessful"] = result.IsComplete,
                    ["toolExecutionNotifications"] = new JsonArray([.. result.NotAnalyzed.Select(Notification)]),
                }),
                ["results"] = new JsonArray([.. result.Findings.Select(finding => WithRuleIndex(finding, rules.FindIndex(rule => rule.Id == finding.Rule.Id)))]),
                ["columnKind"] = "utf16CodeUnits",
            }),
        };
    }

    private static JsonNode WithoutMeasurements(Rule rule)
    {
        var json = rule.Json.DeepClone();
        if (json["properties"] is JsonObject properties)
        {
            properties.Remove("executionTimeInSeconds");
            properties.Remove("executionTimeInPercentage");
        }

        return json;
    }

    private static JsonNode WithRuleIndex(Finding finding, int index)
    {
        var json = finding.Json.DeepClone();
        json["ruleIndex"] = index;
        return json;
    }

    private static JsonNode Notification(ProjectReport project) => new JsonObject
    {
        ["level"] = "error",
        ["message"] = new JsonObject { ["text"] = $"{project.Name} was not analysed." },
    };
}
