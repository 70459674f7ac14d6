using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Flow;

internal enum Aspect { Mode, Gradients, Argument }

/// <summary>A verdict with the place where somebody can act on it (F4.4): what rules turn into a report.</summary>
internal sealed class Judgement
{
    public Judgement(Aspect aspect, ForwardFactAt at, bool onSomePath, ImmutableArray<ForwardFactAt> calls)
    {
        Aspect = aspect;
        At = at;
        OnSomePath = onSomePath;
        Calls = calls;
    }

    public Aspect Aspect { get; }

    /// <summary>Where the report stands: the forward itself, or the call that makes it wrong.</summary>
    public ForwardFactAt At { get; }

    /// <summary>Wrong on one explicit path, not on another.</summary>
    public bool OnSomePath { get; }

    /// <summary>The calls that decided it, where the report stands at the forward.</summary>
    public ImmutableArray<ForwardFactAt> Calls { get; }
}

/// <summary>A fact and the body that holds it.</summary>
internal readonly struct ForwardFactAt
{
    public ForwardFactAt(Phases.ForwardFact fact, ISymbol body)
    {
        Fact = fact;
        Body = body;
    }

    public Phases.ForwardFact Fact { get; }

    public ISymbol Body { get; }
}
