using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace ModeLint.Analyzers.Tests.Verification;

/// <summary>The shapes that most tests of fixes have, in the frame of <see cref="Verify"/>.</summary>
internal static class CodeFixVerify<TFix>
    where TFix : CodeFixProvider, new()
{
    /// <summary>Statements of an evaluation that is not called by anybody.</summary>
    public static Task Body(string statements, string fixedStatements, string members = "", LanguageVersion language = LanguageVersion.Latest) =>
        Program(Method(statements, members), Method(fixedStatements, members), language);

    /// <summary>Types beside the frame.</summary>
    public static Task Program(string source, string fixedSource, LanguageVersion language = LanguageVersion.Latest) =>
        Source(Verify.Frame + source, Verify.Frame + fixedSource, language);

    /// <summary>Whole files.</summary>
    public static Task Source(string source, string fixedSource, LanguageVersion language = LanguageVersion.Latest) =>
        new CodeFixTest<TFix>(source, fixedSource, language).RunAsync();

    /// <summary>A program of top-level statements; types follow them.</summary>
    public static Task TopLevel(string statements, string fixedStatements) => new CodeFixTest<TFix>(Join(statements), Join(fixedStatements))
    {
        TestState = { OutputKind = OutputKind.ConsoleApplication },
    }.RunAsync();

    /// <summary>Reports for which nothing is offered.</summary>
    public static Task NotOffered(string statements, string members = "") => Body(statements, statements, members);

    /// <summary>The second action of a report; Fix All leaves it alone.</summary>
    public static Task Second(string statements, string fixedStatements, string key, string members = "") => Another(Verify.Frame + Method(statements, members), Verify.Frame + Method(fixedStatements, members), key).RunAsync();

    /// <summary>Another action than the first, for whole files.</summary>
    public static CodeFixTest<TFix> Another(string source, string fixedSource, string key, int index = 1) => new(source, fixedSource)
    {
        CodeActionEquivalenceKey = key,
        CodeActionIndex = index,
        BatchFixedCode = source,
    };

    public static string Method(string statements, string members = "") => $$"""
        static class Program
        {
            static void Run(Tensor x, Tensor y, bool flag, int count)
            {
        {{Indent(statements, 2)}}
            }
        {{Indent(members, 1)}}
        }
        """;

    private static string Join(string statements)
    {
        var types = Verify.Frame.IndexOf("class Net", StringComparison.Ordinal);
        return Verify.Frame[..types] + statements + "\n\n" + Verify.Frame[types..].TrimEnd() + "\n";
    }

    private static string Indent(string text, int steps) => string.Join("\n", text.Split('\n').Select(line => line.Length == 0 || (line[0] == '#' && !line.Contains("region")) ? line : new string(' ', 4 * steps) + line));
}
