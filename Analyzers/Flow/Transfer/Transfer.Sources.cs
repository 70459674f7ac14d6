using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Properties, functions as values, and what leaves the body.</summary>
internal sealed partial class Transfer
{
    /// <summary>The current state cannot be reached: a callee never comes back.</summary>
    public bool IsDead { get; private set; }

    /// <summary>A value leaves the body.</summary>
    public void Return(FlowState state, IOperation value, bool isReturn)
    {
        _state = state;
        _at = value;
        IsDead = false;
        var returned = Visit(value);
        if (!isReturn)
            return;
        UseTokens(returned, UseKind.Returned);
        _state.Slots = _state.Slots.With(_body.ReturnSlot.Id, returned);
    }

    /// <summary>Results leave the body by other doors than its return: <c>out</c> and <c>ref</c> parameters, captured variables, objects that it hands out.</summary>
    public void HandOut(FlowState state, IEnumerable<Value> values)
    {
        _state = state;
        foreach (var value in values)
        {
            foreach (var token in value.Tokens)
            {
                if (token.Forward.Parameter is null)
                    AddUse(token, token.HasGraph ? UseKind.Returned : UseKind.Consumed);
            }
        }
    }

    /// <summary>Reading the property twice meets the same object: it has storage behind it, or is code that is not seen.</summary>
    private bool IsStable(IPropertySymbol property) =>
        property.Parameters.IsEmpty && (!_body.Program.HasBody(property.GetMethod) || property.IsVirtual || property.IsOverride || property.IsAbstract);

    private Value LoadProperty(IPropertyReferenceOperation property)
    {
        var receiver = property.Instance is null ? Value.Unknown : Visit(property.Instance);
        var arguments = VisitArguments(property.Arguments);
        if (Apis.Is(property.Property, DescriptionKind.Reads))
            return ReadMode(receiver, property);
        if (Apis.Is(property.Property, DescriptionKind.Asks) || Apis.Is(property.Property, DescriptionKind.Requires))
            return TypeFacts.IsComparable(property.Type) ? Value.OfTerm(Fresh(property)) : Value.Unknown;
        if (Answer(property, receiver, arguments) is { } answer)
            return answer.WithTokens(Token.AsNumbers(receiver.Tokens));
        if (property.Property.GetMethod is { } getter && _body.Program.HasBody(getter) && !IsStable(property.Property))
            return ApplySource(property, getter, receiver, arguments);
        if (!arguments.IsEmpty || property.Property.IsIndexer)
            return Apis.IsKnownLibrary(property.Property.ContainingAssembly) && !TypeFacts.IsCollection(receiver.Single?.Type ?? property.Property.ContainingType) && property.Property.GetMethod is { } indexer
                ? ApplyLibrary(property, indexer, receiver, arguments)
                : LoadElement(receiver, property.Type) is var element && TypeFacts.IsComparable(property.Type) ? Value.OfTerm(Fresh(property)) : element;
        if (Apis.IsKnownLibrary(property.Property.ContainingAssembly) && property.Property.GetMethod is { } library && !TypeFacts.IsFollowed(property.Type))
            return ApplyLibrary(property, library, receiver, arguments);
        if (property.Property.IsStatic)
            return LoadVariable(property.Property, property.Type);
        if (KnownApis.IsBaseClassLibrary(property.Property.ContainingAssembly?.Name ?? "") && (receiver.CarriesObjects || !receiver.ParametersOf.IsEmpty))
            return TypeFacts.IsSequence(property.Type) && property.Property.Name != nameof(IEnumerator<int>.Current) ? receiver : LoadElement(receiver, property.Type);
        return receiver.CarriesObjects ? LoadFrom(receiver, property.Property, property)
            : Types.CanHoldTensor(property.Type) ? Value.OfTokens(receiver.Tokens) : ResultValue(property, ImmutableArray<Token>.Empty);
    }

    private bool StoreProperty(IPropertyReferenceOperation property, Value value)
    {
        var receiver = property.Instance is null ? Value.Unknown : Visit(property.Instance);
        if (Apis.Is(property.Property, DescriptionKind.Requires))
        {
            RequireGradient(receiver, value);
            if (value.Constant is not false && property.Instance is not null && PlaceOf(Unwrap(property.Instance)) is { } place && _state.Slots[place.Id] is { } tensor)
                _state.Slots = _state.Slots.With(place.Id, tensor.WithGradientRequired());
            return true;
        }

        if (!property.Arguments.IsEmpty && property.Property.SetMethod is { } indexer && _body.Program.HasBody(indexer))
        {
            ApplySource(property, indexer, receiver, VisitArguments(property.Arguments).Add(value));
            return true;
        }

        if (!property.Arguments.IsEmpty)
        {
            VisitArguments(property.Arguments);
            if (receiver.CarriesObjects)
                StoreElement(receiver, value);
            else if (property.Instance is not null && PlaceOf(Unwrap(property.Instance)) is { } container && _state.Slots[container.Id] is { } held)
                _state.Slots = _state.Slots.With(container.Id, held.WithTokens(Token.Union(held.Tokens, value.Tokens)));
            else
                UseGraphs(value, UseKind.Lost);
            return true;
        }

        if (property.Property.SetMethod is { } setter && _body.Program.HasBody(setter) && !IsStable(property.Property))
        {
            ApplySource(property, setter, receiver, ImmutableArray.Create(value));
            return true;
        }

        if (property.Property.IsStatic)
            return false;
        StoreMember(receiver, property.Property, value);
        return true;
    }

    /// <summary>A function that may run at any time: what it switches or writes among captured things is not known from here on.</summary>
    private Value VisitFunction(IMethodSymbol function, IOperation site, Value receiver)
    {
        var body = site is IMethodReferenceOperation ? function.ReducedFrom?.OriginalDefinition ?? function.OriginalDefinition : function;
        if (_body.Summaries.Of(body) is not { } summary)
        {
            var isOurs = site is IMethodReferenceOperation && !Apis.IsKnownLibrary(function.ContainingAssembly) && !_body.Program.IsInert(function);
            if (isOurs || Apis.Is(function, DescriptionKind.Switch))
                Lose(receiver);
            return isOurs ? Value.Unknown.WithSwitchesArguments() : Value.Unknown;
        }

        // Whoever runs it may train what it takes the parameters of.
        if (Collecting)
        {
            foreach (var trained in summary.Trainable)
            {
                if (trained.Root.Symbol is IParameterSymbol own && SymbolEqualityComparer.Default.Equals(own.ContainingSymbol, body))
                    _body.Trainable.UnionWith(_interner.Objects.Where(made => Apis.IsModule(made.Type)));
                else
                    _body.TakeParameters(ResolveEntry(trained, receiver, body, ImmutableArray<Value>.Empty, site), _state);
            }
        }

        // What it hands out comes back on ways that are not followed.
        foreach (var reference in summary.Return.References)
        {
            if (reference.Target is { Kind: ObjectKind.Entry } handedOut)
                Escape(ResolveEntry(handedOut, receiver, body, ImmutableArray<Value>.Empty, site));
        }

        var result = summary.SwitchesUnseen ? Value.Unknown.WithSwitchesArguments() : Value.Unknown;
        if (summary.FreezesUnseen)
            result = result.WithFreezesArguments();
        foreach (var (subject, state) in summary.Objects)
        {
            if (subject.Kind != ObjectKind.Entry)
                continue;
            var isGiven = subject.Root.Symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, body);
            if (isGiven && state.AreParametersTouched)
                result = result.WithFreezesArguments();
            if (state.IsModeOfEntry(subject))
            {
                if (!isGiven)
                    FreezeModules(ResolveEntry(subject, receiver, body, ImmutableArray<Value>.Empty), ImmutableArray<Value>.Empty);
            }
            else if (isGiven)
            {
                SwitchUnseen(CaseSet.Unknown);
                result = result.WithSwitchesArguments();
            }
            else
            {
                Lose(ResolveEntry(subject, receiver, body, ImmutableArray<Value>.Empty, site));
            }
        }

        foreach (var (slot, value) in summary.Writes)
        {
            if (slot.Owner is null && slot.Symbol is ILocalSymbol or IParameterSymbol)
                _state.Slots = _state.Slots.With(_interner.Variable(slot.Symbol!).Id, Value.Unknown);
            else if (slot is { Owner: { } owner, Symbol: { } member })
                StoreMember(ResolveEntry(owner, receiver, body, ImmutableArray<Value>.Empty, site), member, Value.Unknown);
        }

        foreach (var captured in summary.Parameters)
        {
            if (captured.Parameter is { } variable && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, body)
                && _state.Slots[_interner.Variable(variable).Id] is { } held)
                UseGraphs(held, UseKind.Lost);
        }

        return result;
    }
}
