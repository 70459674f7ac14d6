using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Rules;

/// <summary>Places and names as messages show them: csc prints no additional locations, so the line of a cause is in the text.</summary>
internal sealed class Wording
{
    /// <summary>No message is longer.</summary>
    public const int MaximalLength = 200;

    private static readonly int[] s_rooms = { 60, 40, 30, 22, 16, 12 };

    private readonly SyntaxTree _tree;
    private readonly int _room;
    private readonly bool _isBrief;

    public Wording(SyntaxTree tree)
        : this(tree, s_rooms[0], false)
    {
    }

    private Wording(SyntaxTree tree, int room, bool isBrief)
    {
        _tree = tree;
        _room = room;
        _isBrief = isBrief;
    }

    /// <summary>The message with as much of the user's names as there is room for, and without the way there if it has to be.</summary>
    public string Fitting(Func<Wording, string> message)
    {
        foreach (var isBrief in new[] { false, true })
        {
            foreach (var room in s_rooms)
            {
                if (message(new Wording(_tree, room, isBrief)) is { Length: <= MaximalLength } text)
                    return text;
            }
        }

        return message(new Wording(_tree, s_rooms[s_rooms.Length - 1], true)).Substring(0, MaximalLength - 1) + "…";
    }

    public string Name(ForwardFact fact) => fact.Name == "this" ? "this module" : $"'{Short(fact.Name)}'";

    /// <summary>What to do: "call model.eval() first".</summary>
    public string Advice(ForwardFact fact, string when)
    {
        var name = Short(fact.Name);
        return !fact.CanSwitch ? $"call eval() on the module behind it {when}"
            : fact.Name == "this" ? $"call eval() {when}"
            : !Names.CanBeRepeated(fact.Name) ? $"keep it in a variable and call eval() {when}"
            : name.IndexOf('…') >= 0 ? $"call eval() on it {when}" : $"call {name}.eval() {when}";
    }

    public string Short(string name) => Names.Shorten(name, _room);

    /// <summary>"line 12", with the file where it is another.</summary>
    public string Line(SyntaxNode node)
    {
        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return node.SyntaxTree == _tree ? $"line {line}" : $"line {line} of {Short(Path.GetFileName(node.SyntaxTree.FilePath))}";
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
        if (_isBrief)
            return "";
        if (judgement.At.Fact.Inner is not null)
            return $" (forward on {Line(judgement.At.Fact.Syntax)})";
        return judgement.Calls.IsEmpty ? "" : $", called from {CallerName(judgement.Calls[0].Body)}, {Line(judgement.Calls[0].Fact.Call)}";
    }

    public static Place? Cause(CaseSet cases, StateKind kind) =>
        cases.Cases.Where(@case => @case.Kind == kind).Select(@case => @case.Place).Aggregate((Place?)null, Place.Earlier);

    private string CallerName(ISymbol body) => body is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } ? "a lambda"
        : body is IMethodSymbol { MethodKind: MethodKind.Constructor } ? $"the constructor of {Short(body.ContainingType.Name)}"
        : body.Name == "<Main>$" ? "the top-level statements" : Short(body.Name);
}
