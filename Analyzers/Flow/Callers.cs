using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.Summaries;
using ModeLint.Analyzers.Gate;

namespace ModeLint.Analyzers.Flow;

/// <summary>Who runs a body: bodies that call it, and whether others may that are not followed.</summary>
internal sealed class CallerSet
{
    public CallerSet(ImmutableArray<ISymbol> bodies, bool mayHaveOthers)
    {
        Bodies = bodies;
        MayHaveOthers = mayHaveOthers;
    }

    public ImmutableArray<ISymbol> Bodies { get; }

    public bool MayHaveOthers { get; }
}

/// <summary>Looks callers up through the names that bodies mention; symbols decide.</summary>
internal sealed class CallerTable
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ISymbol, CallerSet> _sets = new(SymbolEqualityComparer.Default);

    public CallerTable(ProgramAnalysis program) => _program = program;

    public CallerSet Of(ISymbol body, CancellationToken cancellation) =>
        _sets.TryGetValue(body, out var known) ? known : _sets.GetOrAdd(body, Find(body, cancellation));

    private CallerSet Find(ISymbol body, CancellationToken cancellation)
    {
        if (body is not IMethodSymbol method)
            return new CallerSet(ImmutableArray<ISymbol>.Empty, mayHaveOthers: false);
        if (method.MethodKind == MethodKind.AnonymousFunction)
            return new CallerSet(ImmutableArray<ISymbol>.Empty, mayHaveOthers: true);

        var name = ProgramAnalysis.NameOf(method);

        // Through a virtual slot a call is followed only where the object is known.
        var others = name.Length == 0 || ImplementsOutside(method) || (method.IsVirtual || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;
        var callers = ImmutableArray.CreateBuilder<ISymbol>();
        foreach (var entry in name.Length == 0 ? ImmutableArray<BodyEntry>.Empty : Mentioning(name))
        {
            foreach (var symbol in BodiesOf(entry, cancellation))
            {
                foreach (var reference in _program.Summaries.ReferencesIn(symbol, cancellation))
                {
                    var mentioned = (reference.Method.ReducedFrom ?? reference.Method).OriginalDefinition;
                    if (SymbolEqualityComparer.Default.Equals(mentioned.PartialImplementationPart ?? mentioned, method.OriginalDefinition))
                    {
                        others |= !reference.IsCall;
                        if (reference.IsCall && !callers.Contains(symbol, SymbolEqualityComparer.Default))
                            callers.Add(symbol);
                    }
                    else if (mentioned.Name == method.Name && IsSlotOf(mentioned, method))
                    {
                        others = true;
                    }
                }
            }
        }

        return new CallerSet(callers.ToImmutable(), others);
    }

    private IEnumerable<BodyEntry> Mentioning(string name) => _program.Relevant.Mentioning(name);

    /// <summary>The member's own code and the lambdas and local functions in it.</summary>
    public IEnumerable<ISymbol> BodiesOf(BodyEntry entry, CancellationToken cancellation)
    {
        if (SymbolOf(entry, cancellation) is not { } symbol)
            yield break;
        BodyGraph? graph;
        try
        {
            graph = _program.GraphOf(symbol, cancellation);
        }
        catch (BudgetExceededException)
        {
            yield break;
        }

        if (graph is null)
            yield break;
        yield return symbol;
        foreach (var nested in graph.Nested())
            yield return nested.Symbol;
    }

    private ISymbol? SymbolOf(BodyEntry entry, CancellationToken cancellation)
    {
        var model = _program.ModelOf(entry.Node.SyntaxTree);
        return entry.Node switch
        {
            Microsoft.CodeAnalysis.CSharp.Syntax.TypeDeclarationSyntax type => (model.GetDeclaredSymbol(type, cancellation) as INamedTypeSymbol)?.InstanceConstructors
                .FirstOrDefault(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) == type)),
            Microsoft.CodeAnalysis.CSharp.Syntax.ArrowExpressionClauseSyntax { Parent: { } parent } => (model.GetDeclaredSymbol(parent, cancellation) as IPropertySymbol)?.GetMethod,
            Microsoft.CodeAnalysis.CSharp.Syntax.EqualsValueClauseSyntax { Parent: { } parent } => model.GetDeclaredSymbol(parent, cancellation),
            var node => model.GetDeclaredSymbol(node, cancellation) switch
            {
                IMethodSymbol method => (method.PartialImplementationPart ?? method),
                var other => other,
            },
        };
    }

    /// <summary>A member of a base type or interface through which the method may be run.</summary>
    private static bool IsSlotOf(IMethodSymbol slot, IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, slot))
                return true;
        }

        return slot.ContainingType.TypeKind == TypeKind.Interface
            && method.ContainingType.AllInterfaces.Any(contract => SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, slot.ContainingType))
            && method.ContainingType.FindImplementationForInterfaceMember(slot) is { } implementation
            && SymbolEqualityComparer.Default.Equals(implementation.OriginalDefinition, method.OriginalDefinition);
    }

    /// <summary>A base class or interface of another assembly can run it.</summary>
    private bool ImplementsOutside(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, _program.Apis.Compilation.Assembly))
                return true;
        }

        return method.ContainingType.AllInterfaces
            .Where(contract => !SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, _program.Apis.Compilation.Assembly))
            .SelectMany(contract => contract.GetMembers(method.Name))
            .Any(member => SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(member), method));
    }
}
