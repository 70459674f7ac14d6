using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModeLint.Analyzers;

/// <summary>The one runner: source → Apis → Gate → Flow → Rules → diagnostics.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModeLintAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        Descriptors.EvaluationInTrainingMode,
        Descriptors.EvaluationModeOnSomePathsOnly,
        Descriptors.EvaluationRecordsGradients,
        Descriptors.TrainingArgumentMissing,
        Descriptors.InvalidDescription);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
    }
}
