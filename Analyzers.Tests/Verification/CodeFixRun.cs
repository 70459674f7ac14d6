using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;
using ModeLint.Analyzers.CodeFixes;
using Xunit;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>
/// What a fix offers for a diagnostic that is made here: with properties that no analyzer of today writes, or in code that
/// the analysis says nothing about. The call is marked <c>[|…|]</c>.
/// </summary>
internal static class CodeFixRun
{
    public sealed record Offer(string Title, string? Key, string Text);

    public static async Task<ImmutableArray<Offer>> Offers(CodeFixProvider fix, string id, string markup, params (string Name, string? Value)[] properties)
    {
        ModeLintFix.ThrowOnError = true;
        var cancellation = TestContext.Current.CancellationToken;
        TestFileMarkupParser.GetSpans(markup, out var source, out ImmutableArray<TextSpan> spans);
        using var workspace = new AdhocWorkspace();
        var document = workspace.AddProject("test", LanguageNames.CSharp)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary))
            .WithParseOptions(new CSharpParseOptions(LanguageVersion.Latest))
            .AddMetadataReferences(await TorchReferences.Framework.ResolveAsync(LanguageNames.CSharp, cancellation)).AddMetadataReference(TorchReferences.TorchSharp)
            .AddDocument("Test.cs", source);
        var tree = (await document.GetSyntaxTreeAsync(cancellation))!;
        var descriptor = new DiagnosticDescriptor(id, id, id, "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
        var diagnostic = Diagnostic.Create(descriptor, Location.Create(tree, spans[0]), spans.Skip(1).Select(span => Location.Create(tree, span)),
            properties.Append((Name: "modelint.forwards", Value: string.Join(";", spans.Select(span => $"{span.Start},{span.Length}")))).DistinctBy(property => property.Name)
                .ToImmutableDictionary(property => property.Name, property => property.Value));
        var offers = ImmutableArray.CreateBuilder<Offer>();
        var actions = new List<CodeAction>();
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellation));
        foreach (var action in actions)
        {
            var operation = (await action.GetOperationsAsync(cancellation)).OfType<ApplyChangesOperation>().Single();
            var changed = operation.ChangedSolution.GetDocument(document.Id)!;
            var errors = (await changed.Project.GetCompilationAsync(cancellation))!.GetDiagnostics(cancellation).Where(error => error.Severity == DiagnosticSeverity.Error);
            Assert.Empty(errors);
            offers.Add(new Offer(action.Title, action.EquivalenceKey, (await changed.GetTextAsync(cancellation)).ToString()));
        }

        return offers.ToImmutable();
    }

    /// <summary>The first offer, in a class with a model <c>model</c> and tensors <c>x</c>, <c>y</c>.</summary>
    public static async Task Members(CodeFixProvider fix, string id, string members, string fixedMembers, params (string Name, string? Value)[] properties)
    {
        var offers = await Offers(fix, id, Class(members), properties);
        Assert.Equal(Class(fixedMembers), offers[0].Text);
    }

    public static string Class(string members) => Verify.Frame + $$"""
        class Program
        {
            private readonly Net model = new Net();
            private readonly Tensor x = torch.rand(1, 10), y = torch.rand(1, 10);

        {{string.Join("\n", members.Split('\n').Select(line => line.Length == 0 ? line : "    " + line))}}
        }
        """;
}
