using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers;
using ModeLint.Analyzers.Flow;
using ModeLint.Benchmarks.Compiling;

namespace ModeLint.Benchmarks.Subjects;

/// <summary>What ModeLint does with a subject, seen from inside: no time is measured here.</summary>
/// <param name="Lines">Of all sources.</param>
/// <param name="Files">Sources.</param>
/// <param name="Actions">Actions that ModeLint registered, whatever their kind.</param>
/// <param name="Bodies">Bodies that it analysed.</param>
/// <param name="Reports">Warnings of its rules.</param>
internal sealed record Inspection(int Lines, int Files, int Actions, int Bodies, int Reports)
{
    /// <summary>Analyses a subject once, in this process.</summary>
    /// <exception cref="BenchmarkException">It does not compile, or the analysis failed somewhere.</exception>
    public static async Task<Inspection> OfAsync(CompilerArguments subject, CancellationToken cancellation)
    {
        var arguments = CSharpCommandLineParser.Default.Parse(subject.Arguments, subject.Folder, sdkDirectory: null);
        var settings = new Settings(arguments);
        var trees = arguments.SourceFiles.Select(file => Parse(file.Path, arguments.ParseOptions)).ToArray();
        var compilation = CSharpCompilation.Create(arguments.CompilationName, trees,
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Path.Combine(subject.Folder, reference.Reference), reference.Properties)),
            arguments.CompilationOptions.WithStrongNameProvider(new DesktopStrongNameProvider(arguments.KeyFileSearchPaths)).WithSyntaxTreeOptionsProvider(settings.Severities));
        if (compilation.GetDiagnostics(cancellation).FirstOrDefault(diagnostic => diagnostic.DefaultSeverity == DiagnosticSeverity.Error) is { } error)
            throw new BenchmarkException($"The sources have errors without their generators: {error}");

        var programs = new ConcurrentBag<ProgramAnalysis>();
        ModeLintAnalyzer.Observer = programs.Add;
        ModeLintAnalyzer.ThrowOnError = true;
        var analyzer = new ModeLintAnalyzer();
        var analysis = compilation.WithAnalyzers([analyzer], new AnalyzerOptions([], settings));
        var reports = await analysis.GetAnalyzerDiagnosticsAsync(cancellation);
        if (reports.FirstOrDefault(report => report.Id == "AD0001") is { } failure)
            throw new BenchmarkException($"The analysis failed: {failure.GetMessage()}");
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, cancellation);
        return new(
            trees.Sum(tree => tree.GetText(cancellation).Lines.Count), trees.Length, Count(telemetry), programs.Sum(program => program.Summaries.Analysed),
            reports.Count(report => report is { Severity: DiagnosticSeverity.Warning or DiagnosticSeverity.Error, IsSuppressed: false }));
    }

    private static int Count(Microsoft.CodeAnalysis.Diagnostics.Telemetry.AnalyzerTelemetryInfo telemetry) =>
        telemetry.AdditionalFileActionsCount + telemetry.CodeBlockActionsCount + telemetry.CodeBlockEndActionsCount + telemetry.CodeBlockStartActionsCount
        + telemetry.CompilationActionsCount + telemetry.CompilationEndActionsCount + telemetry.OperationActionsCount + telemetry.OperationBlockActionsCount
        + telemetry.OperationBlockEndActionsCount + telemetry.OperationBlockStartActionsCount + telemetry.SemanticModelActionsCount + telemetry.SymbolActionsCount
        + telemetry.SymbolEndActionsCount + telemetry.SymbolStartActionsCount + telemetry.SyntaxNodeActionsCount + telemetry.SyntaxTreeActionsCount;

    private static SyntaxTree Parse(string path, CSharpParseOptions options)
    {
        using var stream = File.OpenRead(path);
        return CSharpSyntaxTree.ParseText(SourceText.From(stream, Encoding.UTF8), options, path);
    }
}
