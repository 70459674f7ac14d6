using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers;

/// <summary>All rules, with what users see of them before any code: title, message, default severity, help link.</summary>
internal static class Descriptors
{
    public const string Results = "ModeLint.Results";
    public const string Cost = "ModeLint.Cost";
    public const string Explicitness = "ModeLint.Explicitness";
    public const string Configuration = "ModeLint.Configuration";

    private static readonly string s_url = typeof(Descriptors).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(attribute => attribute.Key == "ModeLintUrl").Value!;

    public static readonly DiagnosticDescriptor EvaluationInTrainingMode = Rule(
        RuleIds.EvaluationInTrainingMode, Results,
        "Model is evaluated in training mode",
        "{0}",
        "Dropout and batch normalisation behave as in training: results are random or wrong, and batch statistics move.");

    public static readonly DiagnosticDescriptor EvaluationModeOnSomePathsOnly = Rule(
        RuleIds.EvaluationModeOnSomePathsOnly, Results,
        "Model is evaluated in training mode on some paths",
        "{0}",
        "One path switches the model to evaluation mode, another reaches the same forward in training mode.");

    public static readonly DiagnosticDescriptor EvaluationRecordsGradients = Rule(
        RuleIds.EvaluationRecordsGradients, Cost,
        "Evaluation records gradients",
        "{0}",
        "The graph for backward() is built and kept although nothing needs it: results are unaffected, memory and time are not.");

    public static readonly DiagnosticDescriptor TrainingArgumentMissing = Rule(
        RuleIds.TrainingArgumentMissing, Explicitness,
        "Forward call does not say which mode it wants",
        "{0}",
        "Without the argument, the library's default decides whether the layers behave as in training or as in evaluation.");

    public static readonly DiagnosticDescriptor InvalidDescription = Rule(
        RuleIds.InvalidDescription, Configuration,
        "ModeLint option or description cannot be understood",
        "{0}",
        "A setting with a typing error would otherwise be ignored in silence.",
        WellKnownDiagnosticTags.CompilationEnd);

    private static DiagnosticDescriptor Rule(string id, string category, string title, string message, string description, params string[] tags) =>
        new(id, title, message, category, DiagnosticSeverity.Warning, isEnabledByDefault: true, description, $"{s_url}docs/rules/{id}.md", tags);
}
