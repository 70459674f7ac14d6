using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Gate;

/// <summary>Nothing is registered where nothing can matter.</summary>
public class RegistrationTests
{
    private const string Relevant = """
        using TorchSharp;
        static class Program
        {
            static void Run(torch.Tensor x) => System.Console.WriteLine(torch.nn.Dropout(0.5).call(x).shape[0]);
        }
        """;

    [Fact]
    public async Task A_compilation_without_the_library() =>
        Assert.Equal(0, await ActionsFor("""
            static class Program { static void eval() { } static void train() { } static void Run() { eval(); train(); } }
            """, torchSharp: false));

    [Fact]
    public async Task A_compilation_with_the_library_and_nothing_of_it() =>
        Assert.Equal(0, await ActionsFor("""
            using System;
            static class Program { static int Sum(int a, int b) => a + b; static void Run() => Console.WriteLine(Sum(1, 2)); }
            """));

    [Fact]
    public async Task Tensors_alone() =>
        Assert.Equal(0, await ActionsFor("""
            using System;
            using TorchSharp;
            static class Program { static void Run() => Console.WriteLine(torch.zeros(3).add(1).sum().ToSingle()); }
            """));

    [Fact]
    public async Task Words_in_comments_strings_and_parts_of_names() =>
        Assert.Equal(0, await ActionsFor("""
            // eval, train, call
            static class Program { const string S = "eval() train() no_grad()"; static int evaluate, training_, callee; static string Run() => S + evaluate + training_ + callee; }
            """));

    [Fact]
    public async Task A_forward_makes_one_action() => Assert.Equal(1, await ActionsFor(Relevant));

    [Fact]
    public async Task An_escaped_identifier_is_seen() => Assert.Equal(1, await ActionsFor(Relevant.Replace(".call(", ".c\\u0061ll(", StringComparison.Ordinal)));

    [Theory]
    [InlineData("no_grad()")]
    [InlineData("inference_mode()")]
    [InlineData("set_grad_enabled(false)")]
    public async Task A_guard_makes_one_action(string guard) =>
        Assert.Equal(1, await ActionsFor("using TorchSharp; static class Program { static void Run() { using (torch." + guard + ") { } } }"));

    [Fact]
    public async Task With_every_rule_off_nothing_is_registered()
    {
        var off = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions(
            new ModeLintAnalyzer().SupportedDiagnostics.ToImmutableDictionary(rule => rule.Id, _ => ReportDiagnostic.Suppress));
        Assert.Equal(0, await ActionsFor(Relevant, options: off));
    }

    /// <summary>How many semantic model actions, the only kind there is, the analyzer registers for a source.</summary>
    private static async Task<int> ActionsFor(string source, bool torchSharp = true, CSharpCompilationOptions? options = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var references = await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, cancellation);
        var compilation = CSharpCompilation.Create("gate", new[] { CSharpSyntaxTree.ParseText(source, cancellationToken: cancellation) },
            torchSharp ? references.Add(TorchReferences.TorchSharp) : references, options ?? new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(cancellation), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var analyzer = new ModeLintAnalyzer();
        var analysis = compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(analyzer));
        await analysis.GetAllDiagnosticsAsync(cancellation);
        var telemetry = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, cancellation);
        Assert.Equal(0, telemetry.OperationActionsCount + telemetry.OperationBlockActionsCount + telemetry.OperationBlockStartActionsCount
            + telemetry.SymbolActionsCount + telemetry.SymbolStartActionsCount + telemetry.SyntaxNodeActionsCount + telemetry.SyntaxTreeActionsCount
            + telemetry.CodeBlockActionsCount + telemetry.CodeBlockStartActionsCount + telemetry.AdditionalFileActionsCount);
        return telemetry.SemanticModelActionsCount;
    }
}
