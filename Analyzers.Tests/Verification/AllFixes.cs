using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers.CodeFixes;
using ModeLint.Analyzers.CodeFixes.Arguments;
using ModeLint.Analyzers.CodeFixes.Gradients;
using ModeLint.Analyzers.CodeFixes.Mode;
using Xunit;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>
/// Repairs a source with all fixes: each rule first, all reports at once and one after the other, and in the order of the text. All ways
/// must end in the same text, which compiles, has only the reports that it marks itself, is formatted, and is not changed by another run.
/// </summary>
internal sealed class AllFixes
{
    private static readonly ImmutableArray<ImmutableArray<string>> s_orders =
        [["MODE101", "MODE106", "MODE201", "MODE301"], ["MODE301", "MODE201", "MODE106", "MODE101"]];

    private readonly CodeFixProvider[] _fixes = [new EvaluationInTrainingModeFix(), new EvaluationRecordsGradientsFix(), new TrainingArgumentMissingFix()];
    private readonly Dictionary<string, ImmutableArray<Diagnostic>> _reports = new(StringComparer.Ordinal);
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    static AllFixes() => ModeLintAnalyzer.ThrowOnError = ModeLintFix.ThrowOnError = true;

    /// <summary>A code style for <see cref="Config"/>.</summary>
    public const string PrefersDeclarations = "root = true\n[*.cs]\ncsharp_prefer_simple_using_statement = true:suggestion\n";

    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public OutputKind Output { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    public NullableContextOptions Nullable { get; init; }

    /// <summary>Text of an <c>.editorconfig</c>.</summary>
    public string? Config { get; init; }

    public string NewLine { get; init; } = "\n";

    public bool IsFormatted { get; init; } = true;

    /// <summary>Statements of a method with a model, tensors, a flag, a count and batches.</summary>
    public Task Body(string statements, string fixedStatements, string members = "") => Program(Method(statements, members), Method(fixedStatements, members));

    /// <summary>Types beside the frame.</summary>
    public Task Program(string source, string fixedSource) => Source(Verify.Frame + source, Verify.Frame + fixedSource);

    /// <summary>A program of top-level statements, in front of the types of the frame and of others.</summary>
    public static Task TopLevel(string statements, string fixedStatements, string types = "") => new AllFixes { Output = OutputKind.ConsoleApplication }.Source(Join(statements, types), Join(fixedStatements, types));

    /// <summary>Whole files.</summary>
    public async Task Source(string source, string fixedSource)
    {
        using var workspace = new AdhocWorkspace();
        var document = await Create(workspace, source.ReplaceLineEndings(NewLine));
        Assert.NotEmpty(await Reports(document));
        TestFileMarkupParser.GetSpans(fixedSource.ReplaceLineEndings(NewLine), out var expected, out ImmutableDictionary<string, ImmutableArray<TextSpan>> left);
        foreach (var order in s_orders)
        {
            var all = document;
            foreach (var id in order)
                all = await FixAll(all, id);
            await Ends(all, expected, $"all at once, {order[0]} first");
            await Ends(await FixOneByOne(document, order), expected, $"one after the other, {order[0]} first");
        }

        var end = await FixOneByOne(document, null);
        await Ends(end, expected, "in the order of the text");
        Assert.Empty(await Problems(end));
        Assert.Equal(left.SelectMany(pair => pair.Value.Select(span => (pair.Key, span))).Order(Places.Comparer), (await Reports(end)).Select(report => (report.Id, report.Location.SourceSpan)).Order(Places.Comparer));
        if (IsFormatted)
        {
            Assert.Equal(await Formatted(document), (await document.GetTextAsync(_cancellation)).ToString());
            Assert.Equal(await Formatted(end), expected);
        }
    }

    public static string Method(string statements, string members = "") => $$"""
        static class Program
        {
            static void Run(Net model, Tensor x, Tensor y, bool flag, int count, IEnumerable<Tensor> batches)
            {
        {{Indent(statements, 2)}}
            }
        {{Indent(members, 1)}}
        }
        """;

    private async Task<Document> Create(AdhocWorkspace workspace, string source)
    {
        TestFileMarkupParser.GetSpans(source, out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        var project = workspace.AddProject("test", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(Output, allowUnsafe: true, nullableContextOptions: Nullable))
            .WithParseOptions(new CSharpParseOptions(Language))
            .AddMetadataReferences(await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, _cancellation)).AddMetadataReference(TorchReferences.TorchSharp);
        if (Config is not null)
            project = project.AddAnalyzerConfigDocument(".editorconfig", SourceText.From(Config), filePath: "/.editorconfig").Project;
        var document = project.AddDocument("Test.cs", text, filePath: "/Test.cs");
        Assert.Empty(await Problems(document));
        return document;
    }

    private async Task Ends(Document document, string expected, string way)
    {
        var text = (await document.GetTextAsync(_cancellation)).ToString();
        if (expected != text)
            Assert.Fail($"{way}:\n{text}");
    }

    private async Task<string> Formatted(Document document)
    {
        var options = (await document.GetOptionsAsync(_cancellation)).WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, NewLine);
        return (await (await Formatter.FormatAsync(document, options, _cancellation)).GetTextAsync(_cancellation)).ToString();
    }

    /// <summary>Errors, and the warnings that a careless edit makes: unreachable code, variables without use, null.</summary>
    private async Task<IEnumerable<Diagnostic>> Problems(Document document) => (await document.Project.GetCompilationAsync(_cancellation))!.GetDiagnostics(_cancellation)
        .Where(problem => problem.Severity == DiagnosticSeverity.Error || problem.Id is "CS0162" or "CS0168" or "CS0219" or "CS8600" or "CS8602" or "CS8604");

    /// <summary>Most ways come by the same texts.</summary>
    private async Task<ImmutableArray<Diagnostic>> Reports(Document document)
    {
        var text = (await document.GetTextAsync(_cancellation)).ToString();
        if (_reports.TryGetValue(text, out var known))
            return known;
        var compilation = (await document.Project.GetCompilationAsync(_cancellation))!.WithAnalyzers([new ModeLintAnalyzer()], document.Project.AnalyzerOptions);
        var reports = await compilation.GetAnalyzerDiagnosticsAsync(_cancellation);
        Assert.All(reports, Messages.Check);
        return _reports[text] = [.. reports.OrderBy(report => report.Location.SourceSpan.Start).ThenBy(report => report.Id, StringComparer.Ordinal)];
    }

    private async Task<Document> FixAll(Document document, string id)
    {
        var fix = _fixes.Single(candidate => candidate.FixableDiagnosticIds.Contains(id));
        var reports = (await Reports(document)).Where(report => fix.FixableDiagnosticIds.Contains(report.Id)).ToImmutableArray();
        if (reports.IsEmpty)
            return document;
        var context = new FixAllContext(document, fix, FixAllScope.Document, "", reports.Select(report => report.Id).Distinct(), new Given(reports), _cancellation);
        return await fix.GetFixAllProvider()!.GetFixAsync(context) is { } action ? await Apply(document, action) : document;
    }

    /// <summary>The first action of one report, then a new analysis, until nothing is offered that would change something.</summary>
    private async Task<Document> FixOneByOne(Document document, ImmutableArray<string>? order)
    {
        while (true)
        {
            var actions = new List<CodeAction>();
            var reports = await Reports(document);
            foreach (var report in order is { } ids ? [.. reports.OrderBy(report => ids.IndexOf(report.Id))] : reports)
            {
                var fix = _fixes.Single(candidate => candidate.FixableDiagnosticIds.Contains(report.Id));
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, report, (action, _) => actions.Add(action), _cancellation));
                if (actions.Count > 0)
                    break;
            }

            if (actions.Count == 0)
                return document;
            var changed = await Apply(document, actions[0]);
            Assert.NotEqual((await document.GetTextAsync(_cancellation)).ToString(), (await changed.GetTextAsync(_cancellation)).ToString());
            document = changed;
        }
    }

    private async Task<Document> Apply(Document document, CodeAction action)
    {
        var operation = (await action.GetOperationsAsync(_cancellation)).OfType<ApplyChangesOperation>().Single();
        var text = await operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync(_cancellation);
        return document.WithText(text);
    }

    private static string Join(string statements, string types)
    {
        var net = Verify.Frame.IndexOf("class Net", StringComparison.Ordinal);
        return Verify.Frame[..net] + statements + "\n\n" + Verify.Frame[net..].TrimEnd() + "\n" + (types.Length == 0 ? "" : "\n" + types + "\n");
    }

    private static string Indent(string text, int steps) => string.Join("\n", text.Split('\n').Select(line => line.Length == 0 || (line[0] == '#' && !line.Contains("region")) ? line : new string(' ', 4 * steps) + line));

    private sealed class Given(ImmutableArray<Diagnostic> reports) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(reports);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    private static class Places
    {
        public static readonly Comparer<(string Id, TextSpan Span)> Comparer = Comparer<(string Id, TextSpan Span)>.Create((one, other) => (one.Span.Start, one.Id).CompareTo((other.Span.Start, other.Id)));
    }
}
