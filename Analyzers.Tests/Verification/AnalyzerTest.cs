using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Testing;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>One analysis of sources with markup (<c>{|MODE101:…|}</c>) against the real library.</summary>
internal sealed class AnalyzerTest : CSharpAnalyzerTest<ModeLintAnalyzer, DefaultVerifier>
{
    private readonly LanguageVersion _language;

    static AnalyzerTest() => ModeLintAnalyzer.ThrowOnError = true;

    public AnalyzerTest(string source, bool torchSharp = true, LanguageVersion language = LanguageVersion.Latest)
    {
        _language = language;
        TestCode = source;
        ReferenceAssemblies = TorchReferences.Framework;
        if (torchSharp)
            TestState.AdditionalReferences.Add(TorchReferences.TorchSharp);

        DiagnosticVerifier = static (diagnostic, _, _) => Messages.Check(diagnostic);

        // Additional locations and texts are compared where a test names them; markup stands for id and place.
        TestBehaviors |= TestBehaviors.SkipGeneratedCodeCheck;
    }

    protected override ParseOptions CreateParseOptions() => new CSharpParseOptions(_language, DocumentationMode.Parse);

    protected override CompilationOptions CreateCompilationOptions() =>
        new CSharpCompilationOptions(TestState.OutputKind ?? OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true);
}
