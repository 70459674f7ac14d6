using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Transfer;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Flow;

/// <summary>F4.8: the result is a function of the compilation, whatever is asked first, and by how many threads.</summary>
public class F4_8_OneComputationTests
{
    private const string Callee = """
        using System;
        using TorchSharp;
        using static TorchSharp.torch;
        static class Callee
        {
            public static void Prepare(Net model, int depth) { if (depth == 0) model.eval(); else Caller.Again(model, depth - 1); }
            public static void Show(Net model, Tensor x)
            {
                using (no_grad())
                    Console.WriteLine(model.call(x).ToSingle());
            }
            public static Tensor Relay(Net model, Tensor x) => model.call(x);
        }
        """;

    private const string Caller = """
        using System;
        using TorchSharp;
        using static TorchSharp.torch;
        static class Caller
        {
            public static void Again(Net model, int depth) => Callee.Prepare(model, depth);
            public static void Right(Tensor x) { var model = new Net(); model.eval(); Callee.Show(model, x); }
            public static void Wrong(Tensor x) => Callee.Show(new Net(), x);
            public static void Recursive(Tensor x) { var model = new Net(); Callee.Prepare(model, 3); Callee.Show(model, x); }
            public static void Relayed(Tensor x) { var model = new Net(); model.train(); Console.WriteLine(Callee.Relay(model, x).ToSingle()); }
        }
        """;

    private const string Lone = """
        using System;
        using TorchSharp;
        using static TorchSharp.torch;
        static class Lone
        {
            static float Validate(Net model, Tensor x, int count)
            {
                if (count > 3)
                    model.eval();
                return model.call(x).ToSingle();
            }
        }
        """;

    /// <summary>Whatever is kept for all bodies is asked by the threads of the driver at once.</summary>
    [Fact]
    public async Task F4_8_Facts_of_types_are_the_same_from_any_thread()
    {
        var references = await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("types", references: references.Add(TorchReferences.TorchSharp));
        var apis = KnownApis.ForCompilation(compilation)!;
        var library = (IAssemblySymbol)compilation.GetAssemblyOrModuleSymbol(TorchReferences.TorchSharp)!;
        var types = library.GlobalNamespace.GetNamespaceMembers().SelectMany(space => space.GetNamespaceMembers().Append(space)).SelectMany(space => space.GetTypeMembers()).ToArray();
        Assert.True(types.Length > 100);
        var alone = new TypeFacts(apis);
        var expected = types.Select(alone.CanHoldTensor).ToArray();
        for (var round = 0; round < 20; round++)
        {
            var shared = new TypeFacts(apis);
            var answers = new bool[types.Length];
            await Parallel.ForAsync(0, types.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken }, (index, _) =>
            {
                answers[index] = shared.CanHoldTensor(types[index]);
                return ValueTask.CompletedTask;
            });
            Assert.Equal(expected, answers);
        }
    }

    [Fact]
    public async Task F4_8_Trees_one_by_one_equal_the_batch()
    {
        var batch = await Batch(await Compile(Callee, Caller, Lone));
        Assert.Contains(batch, line => line.Contains("MODE101", StringComparison.Ordinal));
        Assert.Contains(batch, line => line.Contains("MODE106", StringComparison.Ordinal));
        Assert.Contains(batch, line => line.Contains("MODE201", StringComparison.Ordinal));
        for (var first = 0; first < 4; first++)
        {
            var compilation = await Compile(Callee, Caller, Lone);
            var analysis = Analysis(compilation);
            var found = new List<string>();
            for (var offset = 0; offset < compilation.SyntaxTrees.Length; offset++)
            {
                var tree = compilation.SyntaxTrees[(first + offset) % compilation.SyntaxTrees.Length];
                found.AddRange(Lines(await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, TestContext.Current.CancellationToken)));
            }

            Assert.Equal(batch, found.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task F4_8_The_order_of_the_trees_does_not_matter()
    {
        var expected = await Batch(await Compile(Callee, Caller, Lone));
        Assert.Equal(expected, await Batch(await Compile(Lone, Caller, Callee)));
        Assert.Equal(expected, await Batch(await Compile(Caller, Lone, Callee)));
    }

    [Fact]
    public async Task F4_8_Many_copies_on_many_threads_say_the_same()
    {
        var sources = Enumerable.Range(0, 12).Select(number => Lone.Replace("class Lone", $"class Lone{number}", StringComparison.Ordinal)).Append(Callee).Append(Caller).ToArray();
        var expected = await Batch(await Compile(sources));
        Assert.Equal(12, expected.Count(line => line.Contains("MODE106", StringComparison.Ordinal)));
        for (var round = 0; round < 5; round++)
            Assert.Equal(expected, await Batch(await Compile(sources)));
    }

    [Fact]
    public async Task F4_8_A_span_gets_what_stands_in_it()
    {
        var compilation = await Compile(Callee, Caller, Lone);
        var tree = compilation.SyntaxTrees.Single(tree => tree.ToString().Contains("class Lone", StringComparison.Ordinal));
        var all = await Analysis(compilation).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, TestContext.Current.CancellationToken);
        var span = Assert.Single(all.Select(diagnostic => diagnostic.Location.SourceSpan).Distinct());
        var inside = await Analysis(compilation).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), span, TestContext.Current.CancellationToken);
        var outside = await Analysis(compilation).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), new(0, 10), TestContext.Current.CancellationToken);
        Assert.Equal(Lines(all), Lines(inside));
        Assert.Empty(outside);
    }

    private static async Task<CSharpCompilation> Compile(params string[] sources)
    {
        var references = await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken);
        var compilation = CSharpCompilation.Create("one", sources.Append(Verify.Frame).Select(source => CSharpSyntaxTree.ParseText(source, path: Name(source))),
            references.Add(TorchReferences.TorchSharp), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(TestContext.Current.CancellationToken), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return compilation;
    }

    private static string Name(string source) => $"{source.Split("class ")[1].Split('\n', ' ')[0].Trim()}.cs";

    private static CompilationWithAnalyzers Analysis(Compilation compilation) =>
        compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new ModeLintAnalyzer()));

    private static async Task<string[]> Batch(Compilation compilation) =>
        Lines(await Analysis(compilation).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken));

    private static string[] Lines(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => diagnostic + " | " + string.Join(" ", diagnostic.AdditionalLocations)).Order(StringComparer.Ordinal).ToArray();
}
