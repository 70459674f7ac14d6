using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// The fixpoint over one body's graph. A finally region is read once for each branch that leaves through it, with the place where that
/// branch goes on: otherwise what a return leaves behind would leak into the fall-through.
/// </summary>
internal sealed class BodyAnalysis
{
    private const int VisitsPerNode = 40;
    private const int NodesPerBlock = 8;

    private readonly BodyContext _body;
    private readonly Transfer.Transfer _transfer;
    private readonly Dictionary<(int Block, Continuation? After), Node> _nodes = new();
    private readonly Dictionary<(int Source, bool Conditional, Continuation? Outer), Continuation> _continuations = new();
    private readonly List<Node> _byId = new();
    private readonly SortedSet<Node> _work = new();

    private BodyAnalysis(BodyContext body)
    {
        _body = body;
        _transfer = new Transfer.Transfer(body);
    }

    public static MethodSummary Run(BodyContext body, CancellationToken cancellation)
    {
        var analysis = new BodyAnalysis(body);
        analysis.Solve(cancellation);
        return analysis.Summarise(cancellation);
    }

    private void Solve(CancellationToken cancellation)
    {
        var entry = NodeOf(0, null);
        entry.Edges[(-1, 0)] = new FlowState { Gradients = CaseSet.Of(new Case(StateKind.Entry, null)) };
        _work.Add(entry);
        var visits = 0;
        while (_work.Count > 0)
        {
            cancellation.ThrowIfCancellationRequested();
            if (++visits > VisitsPerNode * (_nodes.Count + 10))
                throw new BudgetExceededException("visits");
            var node = _work.Min!;
            _work.Remove(node);
            Process(node, Propagate);
        }
    }

    private MethodSummary Summarise(CancellationToken cancellation)
    {
        _transfer.Collecting = true;
        foreach (var node in _nodes.Values.OrderBy(node => node).ToArray())
        {
            cancellation.ThrowIfCancellationRequested();
            if (node.Edges.Count > 0)
                Process(node, static (_, _, _, _) => { });
        }

        var exit = _body.Graph.Blocks.Length - 1;
        var exits = _nodes.Values.Where(node => node.Block == exit && node.Edges.Count > 0).SelectMany(node => node.Edges.OrderBy(edge => edge.Key)).ToArray();
        var end = exits.Length == 0 ? null : Join(exits, exit);
        if (end is not null)
            _transfer.HandOut(end, MethodSummary.VisibleOutside(_body, end));
        return MethodSummary.Create(_body, end);
    }

    private FlowState Join(IEnumerable<KeyValuePair<(int Source, int Edge), FlowState>> edges, int block)
    {
        var ways = edges.ToArray();
        return StateJoin.Join(ways.Select(way => way.Value).ToArray(), ways.Select(way => way.Key.Source < 0 ? -1 : _byId[way.Key.Source].Block).ToArray(), _body, block);
    }

    private void Process(Node node, Action<Node, int, Node, FlowState> propagate)
    {
        var block = _body.Graph.Blocks[node.Block];
        var state = Join(node.Edges.OrderBy(edge => edge.Key), node.Block);
        var isCaught = IsCaught(block);
        if (isCaught)
            MayThrow(node, block, state, 100, propagate);
        foreach (var operation in block.Operations)
        {
            _transfer.Run(state, operation);
            if (_transfer.IsDead)
                return;
        }

        if (isCaught)
            MayThrow(node, block, state, 101, propagate);
        if (block.ConditionKind != ControlFlowConditionKind.None && block is { BranchValue: { } condition, ConditionalSuccessor: { } conditional })
        {
            var test = _transfer.Test(state, condition);
            if (_transfer.IsDead)
                return;
            var taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
            var other = state.Copy();
            if (_transfer.Refine(state, test, taken))
                Leave(node, conditional, state, 0, propagate);
            if (block.FallThroughSuccessor is { } otherwise && _transfer.Refine(other, test, !taken))
                Leave(node, otherwise, other, 1, propagate);
        }
        else if (block.FallThroughSuccessor is { } next)
        {
            if (block.BranchValue is { } value)
            {
                _transfer.Return(state, value, next.Semantics == ControlFlowBranchSemantics.Return);
                if (_transfer.IsDead)
                    return;
            }

            Leave(node, next, state, 1, propagate);
        }
    }

    private void Leave(Node node, ControlFlowBranch branch, FlowState state, int edge, Action<Node, int, Node, FlowState> propagate)
    {
        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                if (node.After is { } after)
                    propagate(node, edge, GoOn(after), state);
                return;
            case ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow:
                Throw(node, _body.Graph.Blocks[node.Block], state, edge + 10, propagate);
                return;
        }

        if (branch.Destination is not { } destination)
            return;
        if (branch.FinallyRegions.IsEmpty)
        {
            propagate(node, edge, NodeOf(destination.Ordinal, node.After), state);
            return;
        }

        if (!_continuations.TryGetValue((node.Block, branch.IsConditionalSuccessor, node.After), out var continuation))
        {
            continuation = new Continuation(_continuations.Count, branch.FinallyRegions, 0, destination.Ordinal, node.After);
            _continuations[(node.Block, branch.IsConditionalSuccessor, node.After)] = continuation;
        }

        propagate(node, edge, NodeOf(branch.FinallyRegions[0].FirstBlockOrdinal, continuation), state);
    }

    private Node GoOn(Continuation continuation) => continuation.Next() is { } next
        ? NodeOf(next.Regions[next.Index].FirstBlockOrdinal, next)
        : NodeOf(continuation.Destination, continuation.Outer);

    /// <summary>What may throw by itself: nothing explicit arrives in the handlers (F2.6).</summary>
    private void MayThrow(Node node, BasicBlock block, FlowState state, int edge, Action<Node, int, Node, FlowState> propagate)
    {
        var thrown = state.Copy();
        thrown.MakeImplicit();
        Throw(node, block, thrown, edge, propagate);
    }

    /// <summary>
    /// To every handler that may catch. A finally region on the way leads out of the body, or to a handler whose state is not
    /// explicit anyway.
    /// </summary>
    private void Throw(Node node, BasicBlock block, FlowState state, int edge, Action<Node, int, Node, FlowState> propagate)
    {
        foreach (var region in Regions(block.EnclosingRegion))
        {
            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { Kind: ControlFlowRegionKind.TryAndCatch } parent)
                continue;
            foreach (var handler in parent.NestedRegions.Skip(1))
                propagate(node, edge, NodeOf(handler.FirstBlockOrdinal, Outside(node.After, region)), state.Copy());
        }
    }

    /// <summary>An exception that leaves a finally region leaves what would have come after it too.</summary>
    private static Continuation? Outside(Continuation? after, ControlFlowRegion tried)
    {
        while (after is not null && Regions(after.Regions[after.Index]).Contains(tried))
            after = after.Outer;
        return after;
    }

    private static bool IsCaught(BasicBlock block) =>
        (!block.Operations.IsEmpty || block.BranchValue is not null)
        && Regions(block.EnclosingRegion).Any(region => region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion.Kind: ControlFlowRegionKind.TryAndCatch });

    /// <summary>From the inside out. The root of a lambda's graph is enclosed by regions of the graph around it, which are not its own.</summary>
    private static IEnumerable<ControlFlowRegion> Regions(ControlFlowRegion innermost)
    {
        for (var region = innermost; region is { Kind: not ControlFlowRegionKind.Root }; region = region.EnclosingRegion)
            yield return region;
    }

    private void Propagate(Node from, int edge, Node to, FlowState state)
    {
        MarkLoops(from.Block, to.Block, state);
        var key = (from.Id, edge);
        if (to.Edges.TryGetValue(key, out var before) && before.SameAs(state))
            return;
        to.Edges[key] = state;
        _work.Add(to);
    }

    /// <summary>Marks what comes into a loop, goes round it, and leaves it (F2.7).</summary>
    private void MarkLoops(int from, int to, FlowState state)
    {
        var left = _body.Loops.LeftBy(from, to);
        if (left != 0)
        {
            state.MapStates(cases =>
            {
                // If every trip decides the state, the exit has what the last trip left.
                var back = cases.Where(@case => (@case.Loops.Back & left) != 0);
                var decided = !back.IsEmpty && back.Cases.All(@case => (@case.Loops.Survived & left) == 0);
                var kept = decided ? cases.Where(@case => (@case.Loops.Outside & left) == 0 || (@case.Loops.Back & left) != 0) : cases;

                // A walk that may have switched the object, or may have made no trip, leaves nothing explicit (F1.4).
                var isUnsure = !decided && back.Cases.Any(@case => !@case.IsExplicit);
                return kept.Select(@case => (isUnsure ? @case.Implicit() : @case) with { Loops = @case.Loops.Leave(left) });
            });
        }

        if (_body.Loops.LoopAt(to) is not 0 and var loop)
        {
            var isBack = _body.Loops.IsInside(loop, from);
            state.MapStates(cases => cases.Select(@case => @case with { Loops = isBack ? @case.Loops.Repeat(loop) : @case.Loops.Enter(loop) }));
        }
    }

    private Node NodeOf(int block, Continuation? after)
    {
        if (!_nodes.TryGetValue((block, after), out var node))
        {
            if (_nodes.Count > NodesPerBlock * (_body.Graph.Blocks.Length + 10))
                throw new BudgetExceededException("nodes");
            _nodes[(block, after)] = node = new Node(_nodes.Count, block, after);
            _byId.Add(node);
        }

        return node;
    }

    private sealed class Node : IComparable<Node>
    {
        public Node(int id, int block, Continuation? after)
        {
            Id = id;
            Block = block;
            After = after;
        }

        public int Id { get; }

        public int Block { get; }

        public Continuation? After { get; }

        public Dictionary<(int Source, int Edge), FlowState> Edges { get; } = new();

        public int CompareTo(Node? other) => Block != other!.Block ? Block.CompareTo(other.Block) : Id.CompareTo(other.Id);
    }

    /// <summary>Where a branch goes on after the finally regions that it runs first.</summary>
    private sealed class Continuation
    {
        private Continuation? _next;

        public Continuation(int id, ImmutableArray<ControlFlowRegion> regions, int index, int destination, Continuation? outer)
        {
            Id = id;
            Regions = regions;
            Index = index;
            Destination = destination;
            Outer = outer;
        }

        public int Id { get; }

        public ImmutableArray<ControlFlowRegion> Regions { get; }

        public int Index { get; }

        public int Destination { get; }

        public Continuation? Outer { get; }

        public Continuation? Next() => Index + 1 < Regions.Length ? _next ??= new Continuation(Id, Regions, Index + 1, Destination, Outer) : null;
    }
}
