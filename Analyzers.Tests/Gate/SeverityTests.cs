using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gate;

/// <summary>With every rule off no flow analysis runs, in whatever way it was switched off; one rule alone brings it back.</summary>
public class SeverityTests
{
    private static readonly ImmutableArray<DiagnosticDescriptor> s_rules = new ModeLintAnalyzer().SupportedDiagnostics;

    private static string IdsOff => string.Join('\n', s_rules.Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = none"));

    private static string CategoriesOff => string.Join('\n', s_rules.Select(rule => $"dotnet_analyzer_diagnostic.category-{rule.Category}.severity = none").Distinct());

    public static TheoryData<string> Off => [IdsOff, CategoriesOff, "dotnet_analyzer_diagnostic.severity = none"];

    public static TheoryData<string> On =>
    [
        "",
        "dotnet_analyzer_diagnostic.severity = error",
        $"{IdsOff}\ndotnet_diagnostic.MODE101.severity = silent",
        $"{CategoriesOff}\ndotnet_diagnostic.MODE101.severity = warning",
        $"{CategoriesOff}\ndotnet_analyzer_diagnostic.category-ModeLint.Results.severity = warning",
        "dotnet_analyzer_diagnostic.severity = none\ndotnet_analyzer_diagnostic.category-ModeLint.Cost.severity = suggestion",
    ];

    [Theory]
    [MemberData(nameof(Off))]
    public async Task Nothing_runs(string settings)
    {
        Assert.Equal(0, await ActionsUnder($"root = true\n[*.cs]\n{settings}\n"));
        Assert.Equal(0, await ActionsUnder($"is_global = true\n{settings}\n"));
    }

    [Theory]
    [MemberData(nameof(On))]
    public async Task The_analysis_runs(string settings)
    {
        Assert.Equal(1, await ActionsUnder($"root = true\n[*.cs]\n{settings}\n"));
        Assert.Equal(1, await ActionsUnder($"is_global = true\n{settings}\n"));
    }

    /// <summary>How many semantic model actions, the only kind there is, are registered.</summary>
    private static async Task<int> ActionsUnder(string config)
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var workspace = new AdhocWorkspace();
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "severities", "severities", LanguageNames.CSharp, filePath: "/severities.csproj",
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: [.. await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, cancellation), TorchReferences.TorchSharp]));
        project = project.AddDocument("Program.cs", """
            using TorchSharp;
            static class Program { static void Run(torch.Tensor x) => System.Console.WriteLine(torch.nn.Dropout(0.5).call(x).shape[0]); }
            """, filePath: "/Program.cs").Project;
        project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(config), filePath: "/.editorconfig").Project;
        var analyzer = new ModeLintAnalyzer();
        var analysis = (await project.GetCompilationAsync(cancellation))!.WithAnalyzers([analyzer], project.AnalyzerOptions);
        await analysis.GetAnalyzerDiagnosticsAsync(cancellation);
        return (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, cancellation)).SemanticModelActionsCount;
    }
}
