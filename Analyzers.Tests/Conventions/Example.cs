using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ModeLint.Analyzers.Tests.Verification;
using Xunit;

namespace ModeLint.Analyzers.Tests.Conventions;

/// <summary>What a document shows as code, compiled against the real libraries and analysed.</summary>
internal static class Example
{
    private static readonly string s_frame = new Page("docs/rules/README.md").Blocks("csharp frame").Single();

    static Example() => ModeLintAnalyzer.ThrowOnError = true;

    /// <summary>The reports about an example, in the order of their places; fails if it does not compile without warnings.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Reports(string text)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var compilation = await Compile(text);
        var complaints = compilation.GetDiagnostics(cancellation).Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.True(!complaints.Any(), $"The example does not compile without warnings: {string.Join("; ", complaints)}\n{text}");
        var found = await compilation.WithAnalyzers([new ModeLintAnalyzer()]).GetAnalyzerDiagnosticsAsync(cancellation);
        return [.. found.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)];
    }

    /// <summary>"12: MODE101" for each line that ends in <c>// MODE101</c>, as <see cref="Place"/> says it of a report.</summary>
    public static IEnumerable<string> Marks(string text) =>
        text.Split('\n').SelectMany((line, index) => MarksOf(line).Select(id => $"{index + 1}: {id}"));

    public static string Place(Diagnostic diagnostic) => $"{diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1}: {diagnostic.Id}";

    /// <summary>As a build prints it, without the file.</summary>
    public static string Message(Diagnostic diagnostic) => $"{diagnostic.Severity.ToString().ToLowerInvariant()} {diagnostic.Id}: {diagnostic.GetMessage()}";

    private static IEnumerable<string> MarksOf(string line) =>
        line.Split("// ") is [.., var comment] && comment.StartsWith("MODE", StringComparison.Ordinal) ? comment.Split(", ") : [];

    private static async Task<CSharpCompilation> Compile(string text)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(text, parsing, "Example.cs"), CSharpSyntaxTree.ParseText(s_frame, parsing, "Frame.cs")];
        var isProgram = trees[0].GetCompilationUnitRoot().Members.Any(member => member is GlobalStatementSyntax);
        IEnumerable<MetadataReference> framework = await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, TestContext.Current.CancellationToken);
        return CSharpCompilation.Create("Example", trees, [.. framework, TorchReferences.TorchSharp, Runtime.Reference],
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
    }
}
