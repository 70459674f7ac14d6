using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers;

/// <summary>Whether a rule can report at all, so that what is switched off costs nothing.</summary>
internal static class Severities
{
    /// <summary>In some tree of the compilation.</summary>
    public static bool MayReport(DiagnosticDescriptor rule, Compilation compilation) =>
        compilation.SyntaxTrees.Any(tree => IsEnabled(rule, compilation, tree, CancellationToken.None));

    public static bool IsEnabled(DiagnosticDescriptor rule, Compilation compilation, SyntaxTree tree, CancellationToken cancellation)
    {
        var options = compilation.Options;
        var provider = options.SyntaxTreeOptionsProvider;
        if (provider is not null
            && (provider.TryGetDiagnosticValue(tree, rule.Id, cancellation, out var severity) || provider.TryGetGlobalDiagnosticValue(rule.Id, cancellation, out severity)))
            return severity != ReportDiagnostic.Suppress;
        if (options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out severity))
            return severity != ReportDiagnostic.Suppress;
        return rule.IsEnabledByDefault && options.GeneralDiagnosticOption != ReportDiagnostic.Suppress;
    }
}
