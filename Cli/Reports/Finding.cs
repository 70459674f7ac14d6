using System.Text.Json.Nodes;

namespace ModeLint.Cli.Reports;

/// <summary>A stretch of a source file; lines and columns count from one, columns in UTF-16 units, the end is exclusive.</summary>
internal sealed record Place(string File, int StartLine, int StartColumn, int EndLine, int EndColumn);

/// <summary>What the compiler's report says of one rule. The report may leave everything but the id out.</summary>
internal sealed record Rule(string Id, string Title, string? HelpLink, JsonObject Json);

/// <summary>One result of one of our rules.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Message">The text, without the place.</param>
/// <param name="Where">Null for a finding about settings, which has no place.</param>
/// <param name="Related">Where the cause lies, in the analyzer's order.</param>
/// <param name="Shown">False if suppressed in source, or lowered to a suggestion: then a build shows nothing either.</param>
/// <param name="IsError">True if the project makes an error of it, so that the compiler wrote no assembly.</param>
/// <param name="Json">The result as the compiler wrote it.</param>
internal sealed record Finding(Rule Rule, string Message, Place? Where, IReadOnlyList<Place> Related, bool Shown, bool IsError, JsonObject Json)
{
    /// <summary>The same for the same finding in another target framework, or in another project that links the file.</summary>
    public (string, string, Place?) Identity => (Rule.Id, Message, Where);
}

/// <summary>One project, in one target framework, as its build left it.</summary>
/// <param name="Key">Name of its reports.</param>
/// <param name="File">Full path of the project.</param>
/// <param name="Framework">Target framework, or empty if the project does not say.</param>
/// <param name="SwitchedOff">True if the project wants no analysis: <c>ModeLintAnalysisMode</c> is <c>None</c>.</param>
/// <param name="Compiled">True if the build got as far as the compiler.</param>
/// <param name="HasErrors">True if the compiler reported errors of its own.</param>
/// <param name="Analyzed">True if the compiler ran the analyzers to the end.</param>
/// <param name="KnowsLibrary">True if a library that ModeLint knows is referenced.</param>
/// <param name="Findings">Results of our rules.</param>
internal sealed record ProjectReport(
    string Key, string File, string Framework, bool SwitchedOff, bool Compiled, bool HasErrors, bool Analyzed, bool KnowsLibrary, IReadOnlyList<Finding> Findings)
{
    /// <summary>For messages.</summary>
    public string Name => ShortPath.Of(File) + (Framework.Length > 0 ? $" ({Framework})" : "");
}
