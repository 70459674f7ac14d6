using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow;

/// <summary>The loops of a graph: ranges of blocks that end in a branch back to their first block. Blocks stand in source order.</summary>
internal sealed class LoopMap
{
    private const int MaximalLoops = 60;

    private readonly ControlFlowGraph _graph;
    private readonly List<(int First, int Last)> _loops = new();
    private readonly Dictionary<int, HashSet<ISymbol>> _assigned = new();

    public LoopMap(ControlFlowGraph graph)
    {
        _graph = graph;
        var last = new SortedDictionary<int, int>();
        foreach (var block in graph.Blocks)
        {
            foreach (var branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            {
                if (branch?.Destination is not { } destination || destination.Ordinal > block.Ordinal)
                    continue;

                // A branch back runs finally regions on its way, as at the end of an inner foreach.
                var from = branch.FinallyRegions.IsEmpty ? block.Ordinal : Math.Max(block.Ordinal, branch.FinallyRegions.Max(region => region.LastBlockOrdinal));
                last[destination.Ordinal] = last.TryGetValue(destination.Ordinal, out var end) ? Math.Max(end, from) : from;
            }
        }

        foreach (var loop in last.Take(MaximalLoops))
            _loops.Add((loop.Key, loop.Value));
    }

    /// <summary>The loop that begins at this block, as a bit; 0 if none does.</summary>
    public ulong LoopAt(int block) => Bit(loop => loop.First == block);

    /// <summary>Variables that the loop which begins at this block assigns.</summary>
    public HashSet<ISymbol> AssignedIn(int first)
    {
        if (_assigned.TryGetValue(first, out var known))
            return known;
        var assigned = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var loop in _loops.Where(loop => loop.First == first))
        {
            for (var block = loop.First; block <= loop.Last; block++)
            {
                foreach (var operation in _graph.Blocks[block].Operations.SelectMany(operation => operation.DescendantsAndSelf()))
                {
                    var target = (operation as IAssignmentOperation)?.Target ?? (operation as IIncrementOrDecrementOperation)?.Target;
                    if (target is ILocalReferenceOperation local)
                        assigned.Add(local.Local);
                    else if (target is IParameterReferenceOperation parameter)
                        assigned.Add(parameter.Parameter);
                }
            }
        }

        return _assigned[first] = assigned;
    }

    /// <summary>Loops that an edge leaves.</summary>
    public ulong LeftBy(int from, int to) => Bit(loop => Contains(loop, from) && !Contains(loop, to));

    public bool IsInside(ulong loop, int block) => (Bit(each => Contains(each, block)) & loop) != 0;

    /// <summary>
    /// The call runs repeatedly on inputs held in variables, parameters or fields that the repetition does not assign (F3.5).
    /// </summary>
    public bool IsRepeatedOnSameInput(IInvocationOperation call, KnownApis apis)
    {
        if (_loops.Count == 0 || call.Arguments.IsEmpty || !call.Arguments.All(argument => argument.IsImplicit || Held(argument.Value).Any()))
            return false;
        var block = _graph.Blocks.FirstOrDefault(candidate => candidate.Operations.Concat(candidate.BranchValue is { } value ? new[] { value } : Array.Empty<IOperation>())
            .Any(operation => operation.Syntax.Span.Contains(call.Syntax.Span)));
        if (block is null)
            return false;
        var innermost = _loops.Where(loop => Contains(loop, block.Ordinal)).OrderBy(loop => loop.Last - loop.First).FirstOrDefault();
        if (innermost == default)
            return false;
        var inputs = call.Arguments.Where(argument => !argument.IsImplicit).SelectMany(argument => Held(argument.Value)).ToArray();

        // A step in between makes it another model each time.
        return !_graph.Blocks.Skip(innermost.First).Take(innermost.Last - innermost.First + 1)
            .SelectMany(candidate => candidate.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .Any(operation => operation is IAssignmentOperation assignment && assignment.Target.DescendantsAndSelf().SelectMany(Held).Any(written => inputs.Contains(written, SymbolEqualityComparer.Default))
                || operation is IInvocationOperation { TargetMethod: var method } && (apis.Is(method, DescriptionKind.Step) || apis.Is(method, DescriptionKind.Backward)));
    }

    /// <summary>The variables that an expression reads, from the outermost member to the local it stands in; none if it is not just read.</summary>
    private static IEnumerable<ISymbol> Held(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => new[] { local.Local },
        IParameterReferenceOperation parameter => new[] { parameter.Parameter },
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => new[] { field.Field },
        IFieldReferenceOperation field => Held(field.Instance!) is var holders && holders.Any() ? holders.Append(field.Field) : holders,
        IConversionOperation conversion => Held(conversion.Operand),
        _ => Array.Empty<ISymbol>(),
    };

    private static bool Contains((int First, int Last) loop, int block) => block >= loop.First && block <= loop.Last;

    private ulong Bit(Func<(int First, int Last), bool> predicate)
    {
        ulong bits = 0;
        for (var index = 0; index < _loops.Count; index++)
        {
            if (predicate(_loops[index]))
                bits |= 1UL << index;
        }

        return bits;
    }
}
