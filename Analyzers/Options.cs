using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Rules;

namespace ModeLint.Analyzers;

/// <summary>The options in <c>.editorconfig</c>; each is documented on the configuration page, and a bad value is reported as MODE901.</summary>
internal static class Options
{
    /// <summary>Words, separated by commas, that say in a method's name that it evaluates.</summary>
    public const string EvaluationNames = "modelint.evaluation_names";

    /// <summary>MODE201 speaks in test methods too.</summary>
    public const string IncludeTests = "modelint.MODE201.include_tests";

    private static readonly ImmutableArray<string> s_evaluationNames = ImmutableArray.Create(
        "validate", "validation", "test", "eval", "evaluate", "evaluation", "predict", "prediction", "infer", "inference", "generate", "sample", "score", "classify");

    public static ImmutableArray<string> ReadEvaluationNames(AnalyzerConfigOptions options) =>
        options.TryGetValue(EvaluationNames, out var text) ? Words(text) : s_evaluationNames;

    public static bool ReadIncludeTests(AnalyzerConfigOptions options) =>
        options.TryGetValue(IncludeTests, out var text) && bool.TryParse(text, out var include) && include;

    /// <summary>Sentences about values that cannot be understood.</summary>
    public static IEnumerable<string> Problems(AnalyzerConfigOptions options, string where)
    {
        if (options.TryGetValue(IncludeTests, out var text) && !bool.TryParse(text, out _))
            yield return $"'{text}' is no value of {IncludeTests} in the configuration of {where}: use true or false";
        if (options.TryGetValue(EvaluationNames, out var names) && Words(names).IsEmpty)
            yield return $"{EvaluationNames} in the configuration of {where} names no word: separate words by commas";
        foreach (var key in options.Keys.Where(key => key.StartsWith("modelint.", StringComparison.OrdinalIgnoreCase)))
        {
            if (!key.Equals(EvaluationNames, StringComparison.OrdinalIgnoreCase) && !key.Equals(IncludeTests, StringComparison.OrdinalIgnoreCase))
                yield return $"'{key}' in the configuration of {where} is no option of ModeLint";
        }
    }

    /// <summary>A name contains one of the words as a word of its own: <c>RunValidation</c>, <c>predict_one</c>.</summary>
    public static bool HasWord(string name, ImmutableArray<string> words)
    {
        var start = 0;
        for (var position = 1; position <= name.Length; position++)
        {
            if (position < name.Length && !(char.IsUpper(name[position]) && !char.IsUpper(name[position - 1])) && name[position] != '_')
                continue;
            var part = name.Substring(start, position - start).Trim('_');
            if (words.Contains(part, StringComparer.OrdinalIgnoreCase))
                return true;
            start = position;
        }

        return false;
    }

    private static ImmutableArray<string> Words(string text) =>
        text.Split(',', ';').Select(word => word.Trim()).Where(word => word.Length > 0).ToImmutableArray();
}
