using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow;

/// <summary>One body while it is analysed: its graph, its interned names, and the facts found in it.</summary>
internal sealed class BodyContext
{
    private readonly Dictionary<(IOperation, SyntaxNode?, SyntaxNode?), ForwardSite> _sites = new();
    private readonly Dictionary<ISymbol, ForwardSite> _parameterSites = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ForwardSite, ForwardFact> _facts = new();

    public BodyContext(ProgramAnalysis program, ISymbol symbol, ControlFlowGraph graph, SummarySource summaries)
    {
        Program = program;
        Symbol = symbol;
        Graph = graph;
        Summaries = summaries;
        Loops = new LoopMap(graph);
    }

    public ProgramAnalysis Program { get; }

    /// <summary>Method, lambda, local function, or the member whose initializer this is.</summary>
    public ISymbol Symbol { get; }

    public ControlFlowGraph Graph { get; }

    public SummarySource Summaries { get; }

    public LoopMap Loops { get; }

    public Interner Interner { get; } = new();

    /// <summary>Which slot a temporary of the graph was read from.</summary>
    public Dictionary<int, Slot> CapturedPlaces { get; } = new();

    /// <summary>Which expression a temporary that is written to stands for.</summary>
    public Dictionary<int, IOperation> CapturedTargets { get; } = new();

    /// <summary>What ref locals stand for.</summary>
    public Dictionary<ISymbol, Slot> References { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Objects that others can reach, or whose parameters were taken, at some point of the body: somebody may train them.</summary>
    public HashSet<AbstractObject> Trainable { get; } = new();

    /// <summary>Something of which nothing is known was switched: it may be anything that a caller handed in.</summary>
    public bool SwitchesUnseen { get; set; }

    /// <summary>Sets <c>requires_grad</c> of tensors that come from somewhere else.</summary>
    public bool FreezesUnseen { get; set; }

    /// <summary>An optimizer was built from parameters of unknown origin: they may be those of any module.</summary>
    public bool TrainsUnseen { get; set; }

    public void Expose(AbstractObject subject) => Trainable.Add(subject);

    /// <summary>An optimizer over the parameters of a module trains its parts and elements, and the wholes that it belongs to (F3.1).</summary>
    public void TakeParameters(Value modules, FlowState state)
    {
        var waiting = new Stack<AbstractObject>(modules.References.Where(reference => reference.Target is not null).Select(reference => reference.Target!));
        while (waiting.Count > 0)
        {
            var module = waiting.Pop();
            if (!Trainable.Add(module))
                continue;
            for (var whole = module.Owner; whole is not null; whole = whole.Owner)
                Trainable.Add(whole);
            foreach (var part in Interner.PartsOf(module))
                waiting.Push(part);

            foreach (var entry in state.Slots.Entries)
            {
                var holder = Interner.Slot(entry.Key).Owner;
                if (holder == module)
                {
                    foreach (var reference in entry.Value.References)
                    {
                        if (reference.Target is { } element)
                            waiting.Push(element);
                    }
                }
                else if (holder is { IsGuard: false } && entry.Value.RefersTo(module))
                {
                    Trainable.Add(holder);
                }
            }
        }
    }

    public Slot ReturnSlot => Interner.Variable(Symbol);

    /// <summary>The variable has a value when the body begins: a parameter, or a variable of an enclosing body.</summary>
    public bool HoldsEntryValue(ISymbol variable) =>
        variable is IFieldSymbol or IPropertySymbol or IParameterSymbol || !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, Symbol);

    public ForwardSite Site(IOperation call, ForwardFact? inner)
    {
        // One site per call and chain: in a recursion the chain repeats itself, and so do the sites.
        var key = (call, inner?.Call, inner?.Origin.Syntax);
        if (!_sites.TryGetValue(key, out var site))
            _sites[key] = site = new ForwardSite(call, inner, null);
        return site;
    }

    public ForwardSite ParameterSite(ISymbol parameter)
    {
        if (!_parameterSites.TryGetValue(parameter, out var site))
            _parameterSites[parameter] = site = new ForwardSite(null, null, parameter);
        return site;
    }

    public IEnumerable<ForwardSite> ParameterSites => _parameterSites.Values;

    /// <summary>Keeps what is known at a forward; the same site seen on several ways is one fact.</summary>
    public void Collect(ForwardSite site, IInvocationOperation call, Value receiver, ImmutableArray<Value> arguments, IParameterSymbol? training, FlowState state)
    {
        if (RunsOwnPart(receiver))
            return;
        var modes = default(CaseSet);
        var silent = receiver.MayBeOther && !receiver.CarriesObjects;
        var touched = false;
        foreach (var reference in receiver.References)
        {
            if (reference.Target is not { } target)
                continue;
            var cases = Transfer.Transfer.ModeOf(state, target, this);
            if (receiver.IsAnyOf)
                cases = cases.Select(static @case => @case.Implicit());
            modes = modes.Join(reference.When is { } when ? cases.Under(when) : cases);
            silent |= state.Objects[target.Id]?.IsMixed == true;
            touched |= state.Objects[target.Id]?.AreParametersTouched == true;
        }

        if (receiver.MayBeOther || receiver.References.IsEmpty)
            modes = modes.Join(CaseSet.Unknown);
        var isOmitted = training is not null && ArgumentIsOmitted(call, training);
        var isIndependent = Program.Independence.Holds(receiver, call.Instance?.Type, this, state);
        var fact = new ForwardFact(call.Syntax, call.Syntax, null, NameOf(call))
        {
            Mode = modes,
            Gradients = state.Gradients,
            Path = state.Path,
            IsModeSilent = silent || isIndependent || (training is not null && !isOmitted),
            IsDeliberate = IsDeliberate(receiver, state) || IsSaidToBeDeliberate((call.Instance as IMemberReferenceOperation)?.Member),
            IsGradientSilent = touched || arguments.Any(value => value.RequiresGradient) || Program.GuardsInsideForward(receiver, call) || Program.ParameterFreedom.Holds(receiver, call.Instance?.Type, this, state),
            IsOwnPart = receiver.References.Any(reference => reference.Target is { Kind: ObjectKind.Entry, Root: { Symbol: null } root } && Program.Apis.IsModule(root.Type)),
            EntryRoot = receiver.References.Select(reference => reference.Target).FirstOrDefault(target => target?.Kind == ObjectKind.Entry)?.Root,
            Given = Given(receiver),
            OmittedParameter = isOmitted && !isIndependent ? training : null,
            Made = MadeHere(receiver),
            Objects = ObjectsOf(receiver),
            IsSampled = Loops.IsRepeatedOnSameInput(call, Program.Apis),
            CanSwitch = call.Instance is not null && CanBeSwitched(call.Instance.Type),
            MayBeFunction = LayerAsFunction.MayBe(receiver, call, modes, state, this),
        };
        Merge(site, fact);
    }

    /// <summary>The objects of a value if all of them were made in this body.</summary>
    public static ImmutableArray<AbstractObject> MadeHere(Value modules) => All(modules, static target => target.Kind is ObjectKind.Created or ObjectKind.Older);

    /// <summary>The objects of a value if all of them were there when the body was entered.</summary>
    public static ImmutableArray<AbstractObject> Given(Value modules) => All(modules, static target => target.Kind == ObjectKind.Entry);

    private static ImmutableArray<AbstractObject> All(Value modules, Func<AbstractObject, bool> isMeant) =>
        modules.MayBeOther || modules.References.Any(reference => reference.Target is { } target && !isMeant(target))
            ? ImmutableArray<AbstractObject>.Empty
            : modules.References.Where(reference => reference.Target is not null).Select(reference => reference.Target!).ToImmutableArray();

    public static ImmutableArray<AbstractObject> ObjectsOf(Value modules) =>
        modules.References.Where(reference => reference.Target is not null).Select(reference => reference.Target!).Distinct().ToImmutableArray();

    /// <summary>An override of a forward runs parts of its module, which is judged where it is called itself (F4.3).</summary>
    private bool RunsOwnPart(Value receiver) =>
        Symbol is IMethodSymbol { IsOverride: true } method && Program.Apis.Is(method, DescriptionKind.Forward)
        && receiver.References.Any(reference => reference.Target is { Kind: ObjectKind.Entry, Root.Symbol: null });

    public void Merge(ForwardSite site, ForwardFact fact)
    {
        if (_facts.TryGetValue(site, out var known))
        {
            known.Mode = known.Mode.Join(fact.Mode);
            known.Gradients = known.Gradients.Join(fact.Gradients);
            known.Path = known.Path.Or(fact.Path);
            known.IsModeSilent |= fact.IsModeSilent;
            known.IsDeliberate |= fact.IsDeliberate;
            known.MayBeFunction &= fact.MayBeFunction;
            known.IsGradientSilent |= fact.IsGradientSilent;
            known.Objects = known.Objects.Union(fact.Objects).ToImmutableArray();
            known.Made = known.Made.IsEmpty || fact.Made.IsEmpty ? ImmutableArray<AbstractObject>.Empty : known.Made.Union(fact.Made).ToImmutableArray();
        }
        else
        {
            _facts[site] = fact;
        }
    }

    /// <summary>The facts with the uses of their results; call once everything is collected.</summary>
    public ImmutableArray<ForwardFact> Facts()
    {
        foreach (var fact in LayerAsFunction.Among(_facts, Trainable).ToArray())
            fact.IsModeSilent = true;
        var carried = new HashSet<AbstractObject>(_facts.Where(pair => IsCarried(pair.Key)).SelectMany(pair => pair.Value.Made));
        foreach (var pair in _facts)
        {
            var own = pair.Key.Uses;
            pair.Value.IsSampled &= pair.Key.IsCombined;
            pair.Value.MayBeTrained &= IsTrainable(pair.Value) || pair.Value.Made.Any(carried.Contains);
            pair.Value.Uses = pair.Value.Inner is null || pair.Value.Inner.Uses.Any(use => use.Kind == UseKind.Returned)
                ? pair.Value.Uses.Concat(own).Distinct().ToImmutableArray() : pair.Value.Uses;
        }

        // What a module runs in a method of its own is one forward to whoever calls the method (F4.3): what becomes of one result becomes of it.
        foreach (var call in _facts.Values.Where(fact => fact.Inner is { IsOwnPart: true }).GroupBy(fact => fact.Call).Where(group => group.Skip(1).Any()))
        {
            var together = call.SelectMany(fact => fact.Uses).Distinct().ToImmutableArray();
            foreach (var fact in call)
                fact.Uses = together;
        }

        return _facts.Values.OrderBy(fact => fact.Call.SpanStart).ThenBy(fact => fact.Syntax.SpanStart).ToImmutableArray();
    }

    private bool IsTrainable(ForwardFact fact) => fact.Made.IsEmpty || Program.TrainsAnything && (TrainsUnseen || fact.Made.Any(Trainable.Contains));

    /// <summary>Gradients pass through it, up or down, into a module that may be trained (F3.2).</summary>
    private bool IsCarried(ForwardSite site)
    {
        bool IsOfTrainable(ForwardSite other) => !_facts.TryGetValue(other, out var fact) || IsTrainable(fact);
        return site.Inputs.Any(input => input.Parameter is null && IsOfTrainable(input)) || _facts.Keys.Any(other => other.Inputs.Contains(site) && IsOfTrainable(other));
    }

    /// <summary>No argument, or a constant null (F7.1).</summary>
    private static bool ArgumentIsOmitted(IInvocationOperation call, IParameterSymbol training)
    {
        var argument = call.Arguments.FirstOrDefault(candidate => candidate.Parameter?.Ordinal == training.Ordinal);
        var value = argument?.Value;
        while (value is IConversionOperation { ConstantValue.HasValue: false } conversion)
            value = conversion.Operand;
        return argument is null or { ArgumentKind: ArgumentKind.DefaultValue } || value is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation;
    }

    /// <summary>Somebody said that the mode is meant: of this code, or of a member that holds the module or its whole.</summary>
    public bool IsDeliberate(Value module, FlowState state)
    {
        if (LibraryAttributes.IsDeliberate(Symbol))
            return true;
        foreach (var reference in module.References)
        {
            for (var target = reference.Target; target is not null; target = target.Owner)
            {
                if (IsSaidToBeDeliberate(target.Symbol) || state.Slots.Entries.Any(entry => entry.Value.RefersTo(target) && IsSaidToBeDeliberate(Interner.Slot(entry.Key).Symbol)))
                    return true;
            }
        }

        return false;
    }

    private static bool IsSaidToBeDeliberate(ISymbol? member) => member is IFieldSymbol or IPropertySymbol && LibraryAttributes.Find(member, LibraryAttributes.DeliberateMode) is not null;

    private bool CanBeSwitched(ITypeSymbol? type) => Program.Apis.FindType(type, DescriptionKind.Module) is not null;

    private static string NameOf(IInvocationOperation call) => call.Instance is not IInstanceReferenceOperation { IsImplicit: true } && call.Instance?.Syntax is { } syntax && syntax != call.Syntax ? syntax.ToString() : "this";
}
