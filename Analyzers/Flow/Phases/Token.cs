using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.Phases;

/// <summary>The result of a forward on its way through the program (F3): with its graph, or only its numbers.</summary>
internal readonly struct Token : IEquatable<Token>
{
    public Token(ForwardSite forward, bool hasGraph)
    {
        Forward = forward;
        HasGraph = hasGraph;
    }

    public ForwardSite Forward { get; }

    /// <summary>It can carry a gradient.</summary>
    public bool HasGraph { get; }

    public static ImmutableArray<Token> Union(ImmutableArray<Token> left, ImmutableArray<Token> right) =>
        left.IsEmpty ? right : right.IsEmpty || left == right ? left : left.Union(right).ToImmutableArray();

    public static ImmutableArray<Token> AsNumbers(ImmutableArray<Token> tokens) =>
        tokens.IsEmpty ? tokens : tokens.Select(token => new Token(token.Forward, false)).Distinct().ToImmutableArray();

    public bool Equals(Token other) => Forward == other.Forward && HasGraph == other.HasGraph;

    public override bool Equals(object? obj) => obj is Token other && Equals(other);

    public override int GetHashCode() => Forward.GetHashCode();
}
