using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules;

/// <summary>Places and names as messages show them: csc prints no additional locations, so the line of a cause is in the text.</summary>
internal sealed class Wording
{
    private const int MaximalName = 40;

    private readonly SyntaxTree _tree;

    public Wording(SyntaxTree tree) => _tree = tree;

    public static string Name(ForwardFact fact) => fact.Name == "this" ? "this module" : $"'{Short(fact.Name)}'";

    /// <summary>The expression to call <c>eval()</c> on.</summary>
    public static string Receiver(ForwardFact fact) => fact.Name == "this" ? "" : $"{Short(fact.Name)}.";

    /// <summary>"line 12", with the file where it is another.</summary>
    public string Line(SyntaxNode node)
    {
        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return node.SyntaxTree == _tree ? $"line {line}" : $"line {line} of {Path.GetFileName(node.SyntaxTree.FilePath)}";
    }

    /// <summary>"created on line 3 and never switched": where the first of these cases comes from.</summary>
    public string Origin(CaseSet cases, StateKind kind)
    {
        var place = cases.Cases.Where(@case => @case.Kind == kind).Select(@case => @case.Place).FirstOrDefault(candidate => candidate is not null);
        return place?.Cause switch
        {
            Flow.State.Cause.Created => $"created on {Line(place.Node)} and never switched",
            Flow.State.Cause.Switched => $"switched on {Line(place.Node)}",
            Flow.State.Cause.Guarded => $"set on {Line(place.Node)}",
            _ => "",
        };
    }

    /// <summary>How a report at a forward says which call leads to it; empty where nobody does.</summary>
    public string Through(Judgement judgement)
    {
        if (judgement.At.Fact.Inner is not null)
            return $" (forward on {Line(judgement.At.Fact.Syntax)})";
        return judgement.Calls.IsEmpty ? "" : $", called from {CallerName(judgement.Calls[0].Body)}, {Line(judgement.Calls[0].Fact.Call)}";
    }

    public static Place? Cause(CaseSet cases, StateKind kind) =>
        cases.Cases.Where(@case => @case.Kind == kind).Select(@case => @case.Place).Aggregate((Place?)null, Place.Earlier);

    private static string CallerName(ISymbol body) => body is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } ? "a lambda"
        : body is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"the constructor of {body.ContainingType.Name}"
        : body.Name == "<Main>$" ? "the top-level statements" : Short(body.Name);

    private static string Short(string text)
    {
        var line = string.Join(" ", text.Split(new[] { '\r', '\n', ' ' }, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximalName ? line : line.Substring(0, MaximalName - 1) + "…";
    }
}
