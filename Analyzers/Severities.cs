using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace ModeLint.Analyzers;

/// <summary>Whether a rule can report at all, so that what is switched off costs nothing: by its id, its category, or with all rules of all analyzers.</summary>
internal static class Severities
{
    /// <summary>In some tree of the compilation.</summary>
    public static bool MayReport(DiagnosticDescriptor rule, Compilation compilation, AnalyzerOptions options) =>
        compilation.SyntaxTrees.Any(tree => IsEnabled(rule, compilation, options, tree, CancellationToken.None));

    public static bool IsEnabled(DiagnosticDescriptor rule, Compilation compilation, AnalyzerOptions analyzerOptions, SyntaxTree tree, CancellationToken cancellation)
    {
        var options = compilation.Options;
        var provider = options.SyntaxTreeOptionsProvider;
        if (provider is not null
            && (provider.TryGetDiagnosticValue(tree, rule.Id, cancellation, out var severity) || provider.TryGetGlobalDiagnosticValue(rule.Id, cancellation, out severity)))
            return severity != ReportDiagnostic.Suppress;
        if (options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out severity))
            return severity != ReportDiagnostic.Suppress;
        if (!rule.IsEnabledByDefault || options.GeneralDiagnosticOption == ReportDiagnostic.Suppress)
            return false;
        var settings = analyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(tree);
        return !(settings.TryGetValue($"dotnet_analyzer_diagnostic.category-{rule.Category}.severity", out var value) || settings.TryGetValue("dotnet_analyzer_diagnostic.severity", out value))
            || !value.Equals("none", StringComparison.OrdinalIgnoreCase);
    }
}
