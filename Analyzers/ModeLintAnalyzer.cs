using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Gate;
using ModeLint.Analyzers.Rules;

namespace ModeLint.Analyzers;

/// <summary>The one runner: source → Apis → Gate → Flow → Rules → diagnostics.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModeLintAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Tests and fuzzing let exceptions through; users never see one.</summary>
    internal static bool ThrowOnError { get; set; }

    /// <summary>Told, by tests and benchmarks, of each analysis when its compilation ends.</summary>
    internal static Action<ProgramAnalysis>? Observer { get; set; }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rule.All.Select(rule => rule.Descriptor).Append(Descriptors.InvalidDescription).ToImmutableArray();

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext context)
    {
        var compilation = context.Compilation;
        if (KnownApis.ForCompilation(compilation) is not { } apis)
            return;
        if (Rule.All.Any(rule => Severities.MayReport(rule.Descriptor, compilation, context.Options)))
        {
            var relevant = RelevantCode.Create(compilation, KnownApis.SeedNames, KnownApis.OverridableForwards, context.CancellationToken);
            if (!relevant.IsEmpty)
            {
                var program = new Lazy<ProgramAnalysis>(() => Observe(new ProgramAnalysis(apis, relevant)), LazyThreadSafetyMode.ExecutionAndPublication);
                context.RegisterSemanticModelAction(model => Analyse(model, program));
            }
        }

        if (Severities.MayReport(Descriptors.InvalidDescription, compilation, context.Options))
            context.RegisterCompilationEndAction(ReportOptionProblems);
    }

    private static void Analyse(SemanticModelAnalysisContext context, Lazy<ProgramAnalysis> program)
    {
        var tree = context.SemanticModel.SyntaxTree;
        var enabled = new HashSet<string>(Rule.All.Select(rule => rule.Descriptor).Where(rule => Severities.IsEnabled(rule, context.SemanticModel.Compilation, context.Options, tree, context.CancellationToken)).Select(rule => rule.Id));
        if (enabled.Count == 0)
            return;
        try
        {
            if (program.Value.Relevant.In(tree).IsEmpty)
                return;
            var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree);
            var words = Options.ReadEvaluationNames(options);
            var judge = new Judge(program.Value, name => Options.HasWord(name, words));
            var report = new TreeReport(program.Value, judge, enabled, Options.ReadIncludeTests(options), tree, context.CancellationToken);
            foreach (var diagnostic in report.Diagnostics())
            {
                if (context.FilterSpan is not { } span || span.IntersectsWith(diagnostic.Location.SourceSpan))
                    context.ReportDiagnostic(diagnostic);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !ThrowOnError)
        {
            // A defect of ours must not cost users their build: this tree has no reports.
            if (program.IsValueCreated)
                program.Value.CountFailure();
        }
    }

    private static void ReportOptionProblems(CompilationAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var problems = context.Compilation.SyntaxTrees
            .SelectMany(tree => Options.Problems(provider.GetOptions(tree), Path.GetFileName(tree.FilePath)))
            .GroupBy(problem => problem).Select(group => group.Key).OrderBy(problem => problem, StringComparer.Ordinal);
        foreach (var problem in problems)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.InvalidDescription, Location.None, problem));
    }

    private static ProgramAnalysis Observe(ProgramAnalysis program)
    {
        Observer?.Invoke(program);
        return program;
    }
}
