using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Collections, sequences and other carriers: what was put in comes out (F1.4, F1.7).</summary>
internal sealed partial class Transfer
{
    /// <summary>One of the elements of whatever a value refers to; of a carrier that is not walked, what it carries.</summary>
    private Value LoadElement(Value collection, ITypeSymbol? type)
    {
        Value? elements = null;
        var isComplete = !collection.MayBeOther;
        foreach (var reference in collection.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var held = HoldsElements(owner) ? MemberValue(owner, null, type) : Apis.IsModule(type) && !Apis.IsModule(owner.Type) ? Value.Unknown : Value.Of(owner);
            isComplete &= owner.Kind == ObjectKind.Created && _state.Objects[owner.Id]?.HasEscaped != true;
            elements = elements is null ? held : elements.Join(held, null, null);
        }

        if (elements is not { CarriesObjects: true })
            return Value.OfTokens(Token.Union(collection.Tokens, elements?.Tokens ?? ImmutableArray<Token>.Empty)).WithParametersOf(collection.ParametersOf);
        if (!isComplete)
            elements = elements.WithOther();
        return (elements.Single is null ? elements.WithAnyOf() : elements).WithTokens(Token.Union(elements.Tokens, collection.Tokens));
    }

    private bool HoldsElements(AbstractObject owner) => _state.Slots[_interner.Member(owner, null).Id] is not null || TypeFacts.IsSequence(owner.Type);

    private void StoreElement(Value collection, Value value)
    {
        if (Collecting)
        {
            foreach (var token in value.Tokens)
                token.Forward.IsCombined = true;
        }

        foreach (var reference in collection.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var slot = _interner.Member(owner, null);
            var before = owner.Kind == ObjectKind.Entry ? MemberValue(owner, null, TypeFacts.ElementOf(owner.Type)) : _state.Slots[slot.Id];
            _state.Slots = _state.Slots.With(slot.Id, before is null ? value : before.Join(value, null, null));
            if (owner.Kind != ObjectKind.Created || _state.Objects[owner.Id]?.HasEscaped == true)
                Escape(value);
        }

        if (collection.MayBeOther || !collection.CarriesObjects)
        {
            Escape(value);
            UseGraphs(value, UseKind.Lost);
        }
    }

    /// <summary>A container keeps what it was made of: modules are its parts and may be reached through it.</summary>
    private void HoldArguments(Value holder, ImmutableArray<Value> arguments)
    {
        foreach (var value in arguments)
        {
            foreach (var put in PutIn(value))
            {
                if (put.CarriesObjects)
                    StoreElement(holder, put);
            }
        }
    }

    /// <summary>What a container keeps of an argument: the elements of a sequence, the members of a tuple, or the thing itself.</summary>
    private IEnumerable<Value> PutIn(Value value)
    {
        var kept = ImmutableArray.CreateBuilder<Reference>();
        foreach (var reference in value.References)
        {
            if (reference.Target is { IsGuard: false } target && !Apis.IsModule(target.Type) && HoldsElements(target))
            {
                var elements = MemberValue(target, null, TypeFacts.ElementOf(target.Type));
                yield return target.Kind == ObjectKind.Created ? elements : elements.WithOther();
                foreach (var tuple in elements.References)
                {
                    if (tuple.Target is { Type.IsTupleType: true } made)
                    {
                        foreach (var member in MembersOf(made))
                            yield return member;
                    }
                }
            }
            else if (reference.Target is { Type.IsTupleType: true } tuple)
            {
                foreach (var member in MembersOf(tuple))
                    yield return member;
            }
            else
            {
                kept.Add(reference);
            }
        }

        if (kept.Count > 0 || value.References.IsEmpty)
            yield return value.WithReferences(kept.ToImmutable());
    }

    private IEnumerable<Value> MembersOf(AbstractObject owner) =>
        _state.Slots.Entries.Where(entry => _interner.Slot(entry.Key).Owner == owner).Select(entry => entry.Value).ToArray();

    /// <summary>Objects that come out of a library function: elements of what it was given, the sequence itself, or a new one of these.</summary>
    private Value ObjectsFrom(IOperation call, ImmutableArray<Value> inputs, bool isFiltered)
    {
        var type = call.Type;
        if (!TypeFacts.IsFollowed(type) && !TypeFacts.IsCarrier(type) || !inputs.Any(value => value.CarriesObjects))
            return Value.Unknown;
        var sequences = inputs.Where(value => value.References.Any(reference => reference.Target is { } target && HoldsElements(target))).ToArray();
        var element = TypeFacts.ElementOf(type);
        if (isFiltered && sequences.Any(value => value.References.Any(reference => !SymbolEqualityComparer.Default.Equals(TypeFacts.ElementOf(reference.Target?.Type), element ?? type))))
        {
            foreach (var value in inputs)
                Escape(value);
            return Value.Unknown;
        }

        if (!TypeFacts.IsSequence(type))
            return LoadElement(inputs.Skip(1).Aggregate(inputs[0], (left, right) => left.Join(right, null, null)), type).WithOther();
        if (sequences.Length == 1 && inputs.Count(value => value.CarriesObjects) == 1)
            return isFiltered ? sequences[0].WithOther() : sequences[0].WithOther(sequences[0].MayBeOther);

        var result = Value.Of(Make(call, type, 0), notNull: true);
        HoldArguments(result, inputs);
        return result;
    }
}
