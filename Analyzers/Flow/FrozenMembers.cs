using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;
using ModeLint.Analyzers.Gate;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// Fields and properties whose module may have frozen parameters: a body of their class, such as the constructor, sets <c>requires_grad</c>
/// of what they hold, or stores a module of which somebody has set it (F3.3).
/// </summary>
internal sealed class FrozenMembers
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ISymbol, bool> _known = new(SymbolEqualityComparer.Default);
    private readonly Lazy<bool> _isAnything;

    public FrozenMembers(ProgramAnalysis program)
    {
        _program = program;
        var names = program.Apis.Names(DescriptionKind.Requires).ToArray();
        _isAnything = new Lazy<bool>(() => program.Apis.Compilation.SyntaxTrees.Any(tree => names.Any(IdentifierIndex.Of(tree, CancellationToken.None).MayContain)), LazyThreadSafetyMode.PublicationOnly);
    }

    public bool Contains(ISymbol member, CancellationToken cancellation)
    {
        if (!_isAnything.Value)
            return false;
        var definition = member.OriginalDefinition;
        return _known.TryGetValue(definition, out var known) ? known
            : _known.GetOrAdd(definition, BodiesAround(definition).Any(body => _program.Summaries.Ensure(body, cancellation) is { } summary && Freezes(summary, definition)));
    }

    /// <summary>The initializer of the member, and the bodies of its class that mention it.</summary>
    private static IEnumerable<ISymbol> BodiesAround(ISymbol member) => member.ContainingType is not { } type ? Array.Empty<ISymbol>()
        : type.GetMembers().OfType<IMethodSymbol>().Where(method => BodyGraph.NodeOf(method) is { } node && node.DescendantTokens().Any(token => token.ValueText == member.Name))
            .Cast<ISymbol>().Concat(BodyGraph.NodeOf(member) is null ? Array.Empty<ISymbol>() : new[] { member });

    private static bool Freezes(MethodSummary summary, ISymbol member)
    {
        var touched = summary.Objects.Where(pair => pair.State.AreParametersTouched).Select(pair => pair.Subject).ToArray();
        return touched.Length > 0 && (touched.Any(IsHeld) || summary.Writes.Any(write => Is(write.Slot.Symbol) && touched.Any(write.Value.RefersTo)));

        bool IsHeld(AbstractObject subject) => Is(subject.Symbol) && subject.Kind == ObjectKind.Entry && (subject.Owner is null or { Owner: null, Symbol: null });

        bool Is(ISymbol? symbol) => SymbolEqualityComparer.Default.Equals(symbol?.OriginalDefinition, member);
    }
}
