using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Structure;
using ModeLint.Analyzers.Flow.Summaries;
using ModeLint.Analyzers.Flow.Transfer;
using ModeLint.Analyzers.Gate;

namespace ModeLint.Analyzers.Flow;

/// <summary>
/// The analysis of one compilation (F4.8): graphs, call targets and summaries, each made when it is first asked for. Only finished results
/// are kept, so the answers do not depend on order or threads, and a cancelled computation leaves nothing behind.
/// </summary>
internal sealed class ProgramAnalysis
{
    private readonly ConcurrentDictionary<ISymbol, BodyGraph?> _graphs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> _guardedForwards = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ImmutableHashSet<ISymbol>> _switchOverrides;
    private readonly HashSet<string> _guardNames;
    private readonly BodyTraitTable _traits;
    private int _failures;

    public ProgramAnalysis(KnownApis apis, IRelevantCode relevant)
    {
        Apis = apis;
        Relevant = relevant;
        Types = new TypeFacts(apis);
        Registration = new Registration(apis);
        Contents = new VariableContents(this);
        Independence = new StructureTable(this, new ModeIndependence(this));
        ParameterFreedom = new StructureTable(this, new ParameterFreedom(this));
        Frozen = new FrozenMembers(this);
        Summaries = new SummaryStore(this);
        Callers = new CallerTable(this);
        _guardNames = new HashSet<string>(apis.Names(DescriptionKind.Guard));
        _traits = new BodyTraitTable(this, _guardNames);
        var steps = apis.Names(DescriptionKind.Step, DescriptionKind.Gradient).ToArray();
        TrainsAnything = apis.Compilation.SyntaxTrees.Any(tree => steps.Any(IdentifierIndex.Of(tree, CancellationToken.None).MayContain));
        _switchOverrides = new Lazy<ImmutableHashSet<ISymbol>>(FindSwitchOverrides, LazyThreadSafetyMode.PublicationOnly);
    }

    public KnownApis Apis { get; }

    public IRelevantCode Relevant { get; }

    public TypeFacts Types { get; }

    public Registration Registration { get; }

    public VariableContents Contents { get; }

    /// <summary>Modules that are the same in both modes (F6.1).</summary>
    public StructureTable Independence { get; }

    /// <summary>Modules without parameters: no graph is recorded for them (F3).</summary>
    public StructureTable ParameterFreedom { get; }

    public FrozenMembers Frozen { get; }

    public SummaryStore Summaries { get; }

    public CallerTable Callers { get; }

#pragma warning disable RS1030 // Callee bodies live in other trees; the compilation hands out the driver's own cached models.
    public SemanticModel ModelOf(SyntaxTree tree) => Apis.Compilation.GetSemanticModel(tree);
#pragma warning restore RS1030

    /// <summary>Trees that have no reports because of a defect of ours.</summary>
    public int Failures => _failures;

    public void CountFailure() => Interlocked.Increment(ref _failures);

    /// <summary>Some text of the program can step an optimizer or read a gradient.</summary>
    public bool TrainsAnything { get; }

    public bool HasBody(IMethodSymbol? method) => method is not null && BodyGraph.NodeOf(method) is not null;

    /// <summary>The graph of a method, lambda, local function or initializer; null if it has no code here.</summary>
    public BodyGraph? GraphOf(ISymbol symbol, CancellationToken cancellation)
    {
        if (_graphs.TryGetValue(symbol, out var known))
            return known;
        if (symbol is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
        {
            var outer = symbol.ContainingSymbol;
            while (outer is IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction })
                outer = outer.ContainingSymbol;
            if (outer is not null)
                GraphOf(outer, cancellation);
            return _graphs.TryGetValue(symbol, out known) ? known : null;
        }

        var graph = BodyGraph.Create(symbol, ModelOf, cancellation);
        if (graph is not null)
        {
            foreach (var nested in graph.Nested())
                _graphs.TryAdd(nested.Symbol, nested);
        }

        return _graphs.GetOrAdd(symbol, graph);
    }

    /// <summary>The one method that a call runs, if it is known and has code here (F4.6 widens this).</summary>
    public IMethodSymbol? TargetOf(IMethodSymbol method, IOperation call, Value receiver)
    {
        var target = method.ReducedFrom ?? method;
        var isVirtual = call switch
        {
            IInvocationOperation invocation => invocation.IsVirtual,
            IPropertyReferenceOperation property => property.Instance is { Syntax: not BaseExpressionSyntax } && target is { IsVirtual: true } or { IsAbstract: true } or { IsOverride: true },
            _ => false,
        };
        if (isVirtual && !(target.IsSealed || target.ContainingType.IsSealed) || target.ContainingType.TypeKind == TypeKind.Interface)
        {
            if (receiver.Single is not { IsExact: true, Type: INamedTypeSymbol exact })
                return null;
            target = Implementation(target, exact);
        }

        target = target?.OriginalDefinition;
        target = target?.PartialImplementationPart ?? target;
        return HasBody(target) ? target : null;
    }

    public static IMethodSymbol? Implementation(IMethodSymbol method, INamedTypeSymbol type)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return type.FindImplementationForInterfaceMember(method) as IMethodSymbol;
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(method.Name))
            {
                for (var candidate = member as IMethodSymbol; candidate is not null; candidate = candidate.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                        return (IMethodSymbol)member;
                }
            }
        }

        return null;
    }

    /// <summary>No code of this name can do anything to a mode, so which of several targets runs does not matter.</summary>
    public bool IsInert(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Apis.Compilation.Assembly)
        && !method.IsExtern && (method.IsImplicitlyDeclared || !Relevant.IsSuspect(NameOf(method)) && !method.Parameters.Any(parameter => Types.CanHoldTensor(parameter.Type)));

    /// <summary>The body may switch, guard or run something, or passes on what it is given.</summary>
    public bool IsWorthFollowing(IMethodSymbol method) =>
        Relevant.IsSuspect(NameOf(method)) || method.MethodKind is MethodKind.LocalFunction
        || method.Parameters.Any(parameter => Types.IsMadeOfTensors(parameter.Type) || CarriesModule(parameter.Type) || parameter.Type.SpecialType == SpecialType.System_Object)
        || CarriesModule(method.ReturnType) || SymbolEqualityComparer.Default.Equals(method.ReturnType, method.ContainingType) || _traits.Of(method).HasFlag(BodyTraits.WritesModule) || _traits.Of(method).HasFlag(BodyTraits.EndsInThrow);

    private bool CarriesModule(ITypeSymbol? type) => type switch
    {
        ITypeParameterSymbol { IsValueType: false } => true,
        IArrayTypeSymbol array => CarriesModule(array.ElementType),
        INamedTypeSymbol named => Apis.IsModule(named) || named.TypeArguments.Any(CarriesModule),
        _ => Apis.IsModule(type),
    };

    /// <summary>The code does not run, or not to its end, at the call (F2.5).</summary>
    public bool IsDeferred(IMethodSymbol method, IOperation call) =>
        IsIterator(method) || (method.IsAsync && !IsAwaited(call));

    public bool IsIterator(IMethodSymbol method) => _traits.Of(method).HasFlag(BodyTraits.Yields);

    /// <summary>The body mentions something that opens a guard.</summary>
    public bool MentionsGuard(IMethodSymbol method) => _traits.Of(method).HasFlag(BodyTraits.MentionsGuard);

    /// <summary>An initializer of a field or property opens a guard, so it is open in bodies that do not show it (F2.5).</summary>
    public bool OpensGuardsOutsideBodies(ITypeSymbol? type) => _traits.InitializersOpenGuards(type);

    /// <summary>Objects of the type hold a guard open while they live.</summary>
    public bool HoldsGuard(INamedTypeSymbol? type) => _traits.HoldsGuard(type);

    /// <summary>The type that the initializer of a member makes, where nothing but the initializer sets it in a new object.</summary>
    public ITypeSymbol? InitialTypeOf(ISymbol member) => _traits.InitialTypeOf(member);

    /// <summary>The constant that a member of a new object holds, or a readonly one for good: no constructor sets it.</summary>
    public object? ConstantOf(ISymbol member) => _traits.ConstantOf(member);

    /// <summary>The constructor in the head of a record, whose parameters are its properties.</summary>
    public static bool IsPrimaryOfRecord(IMethodSymbol constructor) =>
        constructor.ContainingType is { IsRecord: true } && constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is RecordDeclarationSyntax;

    /// <summary>A switch that runs, or may run, an override of the compilation instead of the library's own.</summary>
    public bool OverridesSwitch(IInvocationOperation call, Value receiver)
    {
        var method = call.TargetMethod;
        if (SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, Apis.Compilation.Assembly))
            return true;
        if (!call.IsVirtual)
            return false;
        var overrides = _switchOverrides.Value;
        if (overrides.Count == 0)
            return false;
        if (receiver.Single is { IsExact: true, Type: INamedTypeSymbol exact })
            return Implementation(method, exact) is { } implementation && overrides.Contains(implementation.OriginalDefinition);
        var type = call.Instance?.Type;
        return overrides.Any(overriding => Derives(overriding.ContainingType, type) || Derives(type, overriding.ContainingType));
    }

    /// <summary>The module turns gradients off itself while it runs: nothing is recorded whatever the caller does.</summary>
    public bool GuardsInsideForward(Value receiver, IInvocationOperation call)
    {
        var types = receiver.References.Select(reference => reference.Target?.Type).Append(call.Instance?.Type).OfType<INamedTypeSymbol>();
        return types.Any(type => _guardedForwards.GetOrAdd(type.OriginalDefinition, ComputeGuardedForward));
    }

    public bool HasDerivedTypes(INamedTypeSymbol type) => !type.IsSealed && Relevant.IsBase(type.Name);

    /// <summary>By what other code mentions the member.</summary>
    public static string NameOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => symbol.ContainingType.Name,
        IMethodSymbol { AssociatedSymbol: { } associated } => associated is IPropertySymbol { IsIndexer: true } ? "" : associated.Name,
        IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "",
        _ => symbol.Name,
    };

    private bool ComputeGuardedForward(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IMethodSymbol method && Apis.Is(method, DescriptionKind.Forward) && BodyGraph.NodeOf(method) is { } node)
                    return node.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && _guardNames.Contains(token.ValueText));
            }
        }

        return false;
    }

    private static bool IsAwaited(IOperation call)
    {
        var current = call;
        while (true)
        {
            switch (current.Parent)
            {
                case IAwaitOperation:
                case IPropertyReferenceOperation { Property.Name: "Result" }:
                    return true;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "GetAwaiter" } wrapping:
                    current = wrapping;
                    continue;
                case IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }:
                    return true;
                default:
                    return false;
            }
        }
    }

    private static bool Derives(ITypeSymbol? type, ITypeSymbol? ancestor)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, ancestor?.OriginalDefinition))
                return true;
        }

        return false;
    }

    private ImmutableHashSet<ISymbol> FindSwitchOverrides()
    {
        var found = ImmutableHashSet.CreateBuilder<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var name in Apis.Names(DescriptionKind.Switch))
        {
            foreach (var method in Apis.Compilation.GetSymbolsWithName(name, SymbolFilter.Member).OfType<IMethodSymbol>())
            {
                if (method.IsOverride && Apis.Is(method, DescriptionKind.Switch))
                    found.Add(method);
            }
        }

        return found.ToImmutable();
    }
}
