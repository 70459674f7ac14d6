using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace ModeLint.Analyzers.Gate;

/// <summary>
/// Which code of a compilation can matter. What stands behind it may become more exact (by types instead of names) and may keep more
/// between compilations without anybody else noticing.
/// </summary>
internal interface IRelevantCode
{
    bool IsEmpty { get; }

    /// <summary>The bodies of a tree that can run, switch or guard a model, by themselves or through what they call.</summary>
    ImmutableArray<BodyEntry> In(SyntaxTree tree);

    /// <summary>Relevant bodies of the whole compilation that mention a name.</summary>
    ImmutableArray<BodyEntry> Mentioning(string name);

    /// <summary>A member of this name may do something to a mode or a gradient state.</summary>
    bool IsSuspect(string name);

    /// <summary>A type of this name may be a base of another one, in trees that can define a module.</summary>
    bool IsBase(string name);
}

/// <summary>The closure over names: bodies that mention a seed, bodies that mention those, and so on.</summary>
internal sealed class RelevantCode : IRelevantCode
{
    private readonly Dictionary<SyntaxTree, ImmutableArray<BodyEntry>> _byTree = new();
    private readonly HashSet<string> _names;

    private readonly HashSet<string> _bases = new();

    private RelevantCode(HashSet<string> names) => _names = names;

    public bool IsEmpty => _byTree.Count == 0;

    /// <param name="compilation">The program.</param>
    /// <param name="seeds">Names of switches, guards and forwards.</param>
    /// <param name="forwards">Those of them that a module overrides to run its parts.</param>
    /// <param name="cancellation">Nothing is kept of a search that is cancelled.</param>
    public static RelevantCode Create(Compilation compilation, ImmutableArray<string> seeds, ImmutableHashSet<string> forwards, CancellationToken cancellation)
    {
        var others = seeds.RemoveRange(forwards);
        var result = new RelevantCode(new HashSet<string>(seeds));
        var waiting = compilation.SyntaxTrees.ToList();
        var indexed = new List<(SyntaxTree Tree, BodyIndex Index)>();
        var fresh = new HashSet<string>(seeds);
        var relevant = new HashSet<BodyEntry>();
        while (fresh.Count > 0)
        {
            for (var position = waiting.Count - 1; position >= 0; position--)
            {
                var identifiers = IdentifierIndex.Of(waiting[position], cancellation);
                if (!fresh.Any(identifiers.MayContain))
                    continue;
                indexed.Add((waiting[position], BodyIndex.Of(waiting[position], cancellation)));
                waiting.RemoveAt(position);
            }

            fresh.Clear();
            foreach (var body in indexed.SelectMany(tree => tree.Index.Bodies))
            {
                if (!relevant.Contains(body) && body.Mentioned.Overlaps(body.IsOverride(forwards) ? others : result._names) && relevant.Add(body) && body.Name.Length > 0 && result._names.Add(body.Name))
                    fresh.Add(body.Name);
            }
        }

        foreach (var (tree, index) in indexed)
        {
            result._bases.UnionWith(index.BaseNames);
            var bodies = index.Bodies.Where(relevant.Contains).ToImmutableArray();
            if (!bodies.IsEmpty)
                result._byTree.Add(tree, bodies);
        }

        return result;
    }

    public ImmutableArray<BodyEntry> In(SyntaxTree tree) => _byTree.TryGetValue(tree, out var bodies) ? bodies : ImmutableArray<BodyEntry>.Empty;

    public ImmutableArray<BodyEntry> Mentioning(string name) =>
        _byTree.Values.SelectMany(bodies => bodies).Where(body => body.Mentioned.Contains(name))
            .OrderBy(body => body.Node.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(body => body.Node.SpanStart).ToImmutableArray();

    public bool IsSuspect(string name) => _names.Contains(name);

    public bool IsBase(string name) => _bases.Contains(name);
}
