using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModeLint.Analyzers.Flow.Summaries;

/// <summary>
/// Summaries of all bodies that were asked for: strongly connected components of the call graph, callees first, with an explicit stack;
/// a recursive component is iterated from the least summary until nothing changes (F4.1).
/// </summary>
internal sealed class SummaryStore : SummarySource
{
    private const int MaximalRounds = 12;

    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ISymbol, MethodSummary?> _finished = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ImmutableArray<CallReference>> _references = new(SymbolEqualityComparer.Default);
    private int _givenUp;

    public SummaryStore(ProgramAnalysis program) => _program = program;

    /// <summary>Bodies for which a budget ended the analysis.</summary>
    public int GivenUp => _givenUp;

    /// <summary>Bodies that were analysed.</summary>
    public int Analysed => _finished.Count;

    public override MethodSummary? Of(IMethodSymbol method) => _finished.TryGetValue(method, out var summary) ? summary : null;

    /// <summary>The summary of a body, with those of everything it calls; null if it has no code or a budget ended its analysis.</summary>
    public MethodSummary? Ensure(ISymbol body, CancellationToken cancellation)
    {
        if (_finished.TryGetValue(body, out var known))
            return known;

        // Tarjan's algorithm with the recursion written out.
        var index = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var low = new Dictionary<ISymbol, int>(SymbolEqualityComparer.Default);
        var open = new Stack<ISymbol>();
        var isOpen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var frames = new Stack<(ISymbol Body, IEnumerator<ISymbol> Callees)>();
        Enter(body);
        while (frames.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            var (current, callees) = frames.Peek();
            if (callees.MoveNext())
            {
                var callee = callees.Current;
                if (_finished.ContainsKey(callee))
                    continue;
                if (!index.ContainsKey(callee))
                    Enter(callee);
                else if (isOpen.Contains(callee))
                    low[current] = Math.Min(low[current], index[callee]);
                continue;
            }

            frames.Pop();
            if (frames.Count > 0)
                low[frames.Peek().Body] = Math.Min(low[frames.Peek().Body], low[current]);
            if (low[current] != index[current])
                continue;
            var component = new List<ISymbol>();
            ISymbol member;
            do
            {
                member = open.Pop();
                isOpen.Remove(member);
                component.Add(member);
            }
            while (!SymbolEqualityComparer.Default.Equals(member, current));
            component.Reverse();
            Finish(component, cancellation);
        }

        return _finished.TryGetValue(body, out var summary) ? summary : null;

        void Enter(ISymbol symbol)
        {
            index[symbol] = low[symbol] = index.Count;
            open.Push(symbol);
            isOpen.Add(symbol);
            frames.Push((symbol, Callees(symbol, cancellation).GetEnumerator()));
        }
    }

    /// <summary>Methods that a body mentions, and how.</summary>
    public ImmutableArray<CallReference> ReferencesIn(ISymbol body, CancellationToken cancellation) =>
        _references.TryGetValue(body, out var known) ? known : _references.GetOrAdd(body, CallReference.In(_program.GraphOf(body, cancellation)));

    private IEnumerable<ISymbol> Callees(ISymbol body, CancellationToken cancellation)
    {
        ImmutableArray<CallReference> references;
        try
        {
            references = ReferencesIn(body, cancellation);
        }
        catch (BudgetExceededException)
        {
            return Array.Empty<ISymbol>();
        }

        var created = references.Where(reference => reference.Created is not null).Select(reference => reference.Created!).Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).ToArray();
        return references.SelectMany(reference => Targets(reference, created)).Where(IsFollowed).Distinct<ISymbol>(SymbolEqualityComparer.Default).ToArray();
    }

    private IEnumerable<IMethodSymbol> Targets(CallReference reference, INamedTypeSymbol[] created)
    {
        var method = reference.Method.ReducedFrom ?? reference.Method;
        var definition = method.OriginalDefinition;
        yield return definition.PartialImplementationPart ?? definition;
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
            yield break;
        foreach (var type in created)
        {
            if (ProgramAnalysis.Implementation(method, type) is { } implementation)
                yield return implementation.OriginalDefinition;
        }
    }

    private bool IsFollowed(ISymbol symbol) =>
        symbol is IMethodSymbol method
        && (method.MethodKind == MethodKind.AnonymousFunction
            || SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _program.Apis.Compilation.Assembly) && _program.HasBody(method) && _program.IsWorthFollowing(method));

    private void Finish(List<ISymbol> component, CancellationToken cancellation)
    {
        var isRecursive = component.Count > 1 || Callees(component[0], cancellation).Contains(component[0], SymbolEqualityComparer.Default);
        var round = new Round(this, isRecursive ? component : new List<ISymbol>());
        for (var count = 0; ; count++)
        {
            var changed = false;
            foreach (var body in component)
                changed |= round.Update(body, Analyse(body, round, cancellation));
            if (!isRecursive || !changed)
                break;
            if (count < MaximalRounds)
                continue;
            Interlocked.Increment(ref _givenUp);
            foreach (var body in component)
                _finished.TryAdd(body, null);
            return;
        }

        foreach (var body in component)
            _finished.TryAdd(body, round.Result(body));
    }

    private MethodSummary? Analyse(ISymbol body, SummarySource summaries, CancellationToken cancellation)
    {
        try
        {
            return _program.GraphOf(body, cancellation) is { } graph
                ? BodyAnalysis.Run(new BodyContext(_program, body, graph.Graph, summaries), cancellation) : null;
        }
        catch (BudgetExceededException)
        {
            Interlocked.Increment(ref _givenUp);
            return null;
        }
    }

    /// <summary>Summaries of a component that is not finished: each member sees what the others have so far.</summary>
    private sealed class Round : SummarySource
    {
        private readonly SummaryStore _store;
        private readonly Dictionary<ISymbol, MethodSummary?> _current = new(SymbolEqualityComparer.Default);

        public Round(SummaryStore store, List<ISymbol> recursive)
        {
            _store = store;
            foreach (var body in recursive)
                _current[body] = MethodSummary.NeverReturns;
        }

        public override MethodSummary? Of(IMethodSymbol method) => _current.TryGetValue(method, out var summary) ? summary : _store.Of(method);

        public override bool IsRecursive(IMethodSymbol method) => _current.ContainsKey(method);

        public MethodSummary? Result(ISymbol body) => _current[body];

        public bool Update(ISymbol body, MethodSummary? summary)
        {
            var isSame = _current.TryGetValue(body, out var before) && (before is null ? summary is null : summary is not null && before.SameAs(summary));
            _current[body] = summary;
            return !isSame;
        }
    }
}
