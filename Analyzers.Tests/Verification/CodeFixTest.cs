using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers.CodeFixes;
using Xunit;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>
/// A source with markup and what its repair makes of it. Beside the fixed text this checks that one at a time and Fix All in a document,
/// a project and a solution agree, that the fixed source compiles and has only the reports that it marks itself, that a second run changes
/// nothing, and that the formatter has nothing to add.
/// </summary>
internal sealed class CodeFixTest<TFix> : CSharpCodeFixTest<ModeLintAnalyzer, TFix, DefaultVerifier>
    where TFix : CodeFixProvider, new()
{
    private readonly LanguageVersion _language;
    private readonly bool _isFormatted;

    public CodeFixTest(string source, string fixedSource, LanguageVersion language = LanguageVersion.Latest, bool isFormatted = true)
    {
        ModeLintAnalyzer.ThrowOnError = ModeLintFix.ThrowOnError = true;
        _language = language;
        _isFormatted = isFormatted;
        TestCode = source;
        FixedCode = fixedSource;
        ReferenceAssemblies = TorchReferences.Framework;
        TestState.AdditionalReferences.Add(TorchReferences.TorchSharp);
        DiagnosticVerifier = static (diagnostic, _, _) => Messages.Check(diagnostic);
        TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
        FixedState.MarkupHandling = BatchFixedState.MarkupHandling = MarkupMode.Allow;
        CodeActionValidationMode = CodeActionValidationMode.Full;
    }

    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        await base.RunImplAsync(cancellationToken);
        if (!_isFormatted)
            return;
        TestFileMarkupParser.GetSpans(FixedState.Sources[0].content.ToString(), out var text, out ImmutableDictionary<string, ImmutableArray<TextSpan>> _);
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("formatted", LanguageNames.CSharp).WithParseOptions(CreateParseOptions()).AddDocument("Test.cs", text);
        var newLine = text.Contains("\r\n") ? "\r\n" : "\n";
        var options = (await document.GetOptionsAsync(cancellationToken)).WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, newLine);
        var formatted = await Formatter.FormatAsync(document, options, cancellationToken);
        Assert.Equal(text, (await formatted.GetTextAsync(cancellationToken)).ToString());
    }

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_language, DocumentationMode.Parse);

    protected override CompilationOptions CreateCompilationOptions() =>
        new CSharpCompilationOptions(TestState.OutputKind ?? OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
}
