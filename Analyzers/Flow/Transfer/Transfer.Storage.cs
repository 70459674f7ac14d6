using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Reading and writing variables, members and elements (F1.1, F1.2).</summary>
internal sealed partial class Transfer
{
    private Value LoadVariable(ISymbol symbol, ITypeSymbol? type)
    {
        var slot = _interner.Variable(symbol);
        if (_state.Slots[slot.Id] is { } known)
            return known;
        var value = symbol is IParameterSymbol { RefKind: RefKind.Out } || !_body.HoldsEntryValue(symbol) ? Value.Unknown : EntryValue(null, symbol, type);
        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    /// <summary>What a variable or member held when the body was entered (F1.1).</summary>
    private Value EntryValue(AbstractObject? owner, ISymbol symbol, ITypeSymbol? type)
    {
        if (Types.CanHoldTensor(type) && owner is null && symbol is IParameterSymbol or ILocalSymbol && !TypeFacts.IsFollowed(type) | Apis.IsTensor(type) | TypeFacts.IsCollection(type))
            return Value.OfTokens(ImmutableArray.Create(new Token(_body.ParameterSite(symbol), hasGraph: true)));
        if (TypeFacts.IsComparable(type))
            return Value.OfTerm(_interner.EntryTerm(owner, symbol, type!));
        return TypeFacts.IsFollowed(type) && !Apis.IsTensor(type) && _interner.Entry(owner, symbol, type) is { } entry ? Value.Of(entry) : Value.Unknown;
    }

    private Value LoadMember(IOperation operation, IOperation? instance, ISymbol member)
    {
        if (member.IsStatic)
            return LoadVariable(member, operation.Type);
        return LoadFrom(Visit(instance), member, operation);
    }

    private Value LoadFrom(Value holder, ISymbol member, IOperation operation)
    {
        if (!holder.CarriesObjects)
            return holder.WithReferences(ImmutableArray<Reference>.Empty) is { Tokens.IsEmpty: false } carrier && Types.CanHoldTensor(operation.Type)
                ? Value.OfTokens(carrier.Tokens) : Value.Unknown;
        Value? result = null;
        foreach (var reference in holder.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var slot = _interner.Member(owner, member);
            var value = _state.Slots[slot.Id];
            if (value is null)
            {
                value = owner.Kind == ObjectKind.Entry ? EntryValue(owner, member, operation.Type) : Value.Unknown;
                _state.Slots = _state.Slots.With(slot.Id, value);
            }

            if (reference.When is { } when)
                value = value.WithReferences(value.References.Select(r => r.When is null ? new Reference(r.Target, when) : r).ToImmutableArray());
            result = result is null ? value : result.Join(value, null, null);
        }

        result ??= Value.Unknown;
        return holder.MayBeOther ? result.WithOther() : result;
    }

    private Value LoadElement(Value collection, IOperation operation)
    {
        var tokens = collection.Tokens;
        Value? elements = null;
        foreach (var reference in collection.References)
        {
            if (reference.Target is { } owner && _state.Slots[_interner.Member(owner, null).Id] is { } value)
                elements = elements is null ? value : elements.Join(value, null, null);
        }

        // Which element it is, is not known: it may be any of them, so nothing written through it is strong.
        var loaded = elements is null ? Value.OfTokens(tokens) : elements.WithOther().WithTokens(Token.Union(elements.Tokens, tokens));
        return TypeFacts.IsComparable(operation.Type) ? Value.OfTerm(Fresh(operation)) : loaded;
    }

    private Value VisitAssignment(ISimpleAssignmentOperation assignment)
    {
        var value = Visit(assignment.Value);
        if (assignment.IsRef)
        {
            Lose(value);
            value = Value.Unknown;
        }

        return Store(assignment.Target, value);
    }

    private Value VisitCompound(ICompoundAssignmentOperation compound)
    {
        var left = Visit(compound.Target);
        var right = Visit(compound.Value);
        var result = compound.Target is IEventReferenceOperation ? Value.Unknown
            : TypeFacts.IsComparable(compound.Type) ? Value.OfTerm(Fresh(compound)).WithTokens(Token.AsNumbers(Token.Union(left.Tokens, right.Tokens)))
            : Value.OfTokens(Token.Union(left.Tokens, right.Tokens));
        return Store(compound.Target, result);
    }

    /// <summary>Writes a value where an expression points to.</summary>
    private Value Store(IOperation target, Value value)
    {
        switch (target)
        {
            case IFlowCaptureReferenceOperation capture when _body.CapturedTargets.TryGetValue(_interner.Capture(capture.Id).Id, out var captured):
                return Store(captured, value);
            case IConversionOperation { OperatorMethod: null } conversion:
                return Store(conversion.Operand, value);
            case IDeclarationExpressionOperation declaration:
                return Store(declaration.Expression, value);
            case IDiscardOperation:
                return value;
            case IPropertyReferenceOperation property when StoreProperty(property, value):
                return value;
            case IArrayElementReferenceOperation element:
                StoreElement(Visit(element.ArrayReference), value);
                return value;
            case IFieldReferenceOperation { Field.IsStatic: false } field:
                StoreMember(Visit(field.Instance), field.Field, value);
                return value;
        }

        if (PlaceOf(target) is not { } slot)
        {
            Visit(target);
            Lose(value, isCall: false);
            return value;
        }

        if (slot.Symbol is { IsStatic: true })
            Escape(value);
        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    private void StoreMember(Value holder, ISymbol member, Value value)
    {
        var strong = holder.Single is not null;
        foreach (var reference in holder.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var slot = _interner.Member(owner, member);
            var before = _state.Slots[slot.Id];
            _state.Slots = _state.Slots.With(slot.Id, strong ? value : (before ?? Value.Unknown).Join(value, null, null));
            if (owner.Kind is not ObjectKind.Created || _state.Objects[owner.Id]?.HasEscaped == true)
                Escape(value);
        }

        if (holder.MayBeOther)
            Escape(value);
        UseGraphs(value, UseKind.Lost);
    }

    private void StoreElement(Value collection, Value value)
    {
        foreach (var reference in collection.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var slot = _interner.Member(owner, null);
            _state.Slots = _state.Slots.With(slot.Id, _state.Slots[slot.Id] is { } before ? before.Join(value, null, null) : value);
            if (owner.Kind != ObjectKind.Created)
                Escape(value);
        }

        if (collection.MayBeOther || !collection.CarriesObjects)
        {
            Escape(value);
            UseGraphs(value, UseKind.Lost);
        }
    }
}
