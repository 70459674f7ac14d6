using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>How the object got its state.</summary>
internal enum Cause { Entry, Created, Switched, Guarded, Read }

/// <summary>Where a state was set, for messages; no part of state equality (F2.8).</summary>
internal sealed class Place
{
    public Place(SyntaxNode node, Cause cause, SyntaxNode? call = null)
    {
        Node = node;
        Cause = cause;
        Call = call;
    }

    public SyntaxNode Node { get; }

    public Cause Cause { get; }

    /// <summary>The call, in the method that meets the state, under which it was set.</summary>
    public SyntaxNode? Call { get; }

    public Place Via(SyntaxNode call) => new(Node, Cause, call);

    /// <summary>The earliest in source wins, so that messages do not depend on the order of analysis.</summary>
    public static Place? Earlier(Place? left, Place? right)
    {
        if (left is null || right is null)
            return left ?? right;
        var order = string.CompareOrdinal(left.Node.SyntaxTree.FilePath, right.Node.SyntaxTree.FilePath);
        return (order != 0 ? order : left.Node.SpanStart - right.Node.SpanStart) <= 0 ? left : right;
    }
}
