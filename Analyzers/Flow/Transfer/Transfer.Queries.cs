using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>
/// Questions without side effects: the same question about the same thing has the same answer (F2.3). What a collection holds is a value of its
/// own, which every change replaces.
/// </summary>
internal sealed partial class Transfer
{
    /// <summary>The answer of a function of the base class library; null if it is no question, or about something that is not recognised.</summary>
    private Value? Answer(IMethodSymbol method, IOperation operation, Value receiver, ImmutableArray<Value> arguments)
    {
        if (!TypeFacts.IsComparable(method.ReturnType))
            return null;
        var inputs = method.IsStatic ? arguments : arguments.Insert(0, receiver);
        if (inputs.IsEmpty)
            return null;
        var domain = Domains.Of(method.ReturnType);
        if (TypeFacts.IsPlainValue(method.ContainingType))
            return Recognised(Combination.Of(_interner, method.OriginalDefinition.GetDocumentationCommentId() ?? method.Name, domain, inputs.ToArray()));
        if (!TypeFacts.AsksCollection(method) || ContentsOf(inputs[0], operation) is not { } contents)
            return null;
        if (inputs.Length == 1 && method.Name is "Any" or "Count" or "LongCount")
            return !domain.IsEmpty ? Value.OfTruth(Condition.Create(Size(contents), 0, false)) : Value.OfTerm(Size(contents));
        var asked = method.Name == "TryGetValue" ? inputs.RemoveAt(inputs.Length - 1) : inputs;
        return Recognised(Combination.Of(_interner, method.Name, domain, asked.SetItem(0, Value.OfTerm(contents)).ToArray()));
    }

    /// <summary>A property of a recognised value, the number of elements of a collection, or an element of plain values.</summary>
    private Value? Answer(IPropertyReferenceOperation property, Value receiver, ImmutableArray<Value> arguments)
    {
        if (!TypeFacts.IsComparable(property.Type) || !KnownApis.IsBaseClassLibrary(property.Property.ContainingAssembly?.Name ?? "") || property.Instance is null)
            return null;
        var name = property.Property.Name;
        if (receiver.Term is { } nullable && name == "HasValue" && TypeFacts.IsNullable(property.Instance.Type))
            return Value.OfTruth(Condition.Create(nullable, Condition.Null, false));
        if (TypeFacts.IsPlainValue(property.Property.ContainingType))
            return Recognised(Combination.Of(_interner, name, Domains.Of(property.Type), arguments.Insert(0, receiver).ToArray()));
        if (!TypeFacts.IsCollection(property.Property.ContainingType) && property.Property.ContainingType.SpecialType != SpecialType.System_Array || ContentsOf(receiver, property) is not { } contents)
            return null;
        return name switch
        {
            "Count" or "Length" or "LongLength" => Value.OfTerm(Size(contents)),
            "IsEmpty" => Value.OfTruth(Condition.Create(Size(contents), 0, true)),
            _ => arguments.IsEmpty ? null : Recognised(Combination.Of(_interner, "[]", Domains.Of(property.Type), arguments.Insert(0, Value.OfTerm(contents)).ToArray())),
        };
    }

    private Value LoadArrayElement(IArrayElementReferenceOperation element)
    {
        var array = Visit(element.ArrayReference);
        var indices = element.Indices.Select(Visit).ToArray();
        if (!TypeFacts.IsComparable(element.Type))
            return LoadElement(array, element.Type);
        var answer = ContentsOf(array, element) is { } contents ? Combination.Of(_interner, "[]", Domains.Of(element.Type), indices.Prepend(Value.OfTerm(contents)).ToArray()) : Value.Unknown;
        return Recognised(answer) ?? Value.OfTerm(Fresh(element));
    }

    /// <summary>A walk that meets an element is over a collection that has one.</summary>
    private Condition? Implied(IOperation condition) =>
        condition is IInvocationOperation { TargetMethod: { Name: "MoveNext" } method, Instance: { } walk } && TypeFacts.IsSequence(method.ContainingType)
        && Visit(walk) is { Single: { } collection } && _state.Slots[ContentsSlot(collection).Id]?.Term is { } contents
            ? Condition.Create(Size(contents), 0, false) : null;

    private Term Size(Term contents) => _interner.Combined(Combination.Size, ImmutableArray.Create(contents), ImmutableArray<object>.Empty);

    private static Value? Recognised(Value value) => value.IsTrivial ? null : value;

    private Slot ContentsSlot(AbstractObject collection) => _interner.Member(collection, Apis.Contents);

    private Term? ContentsOf(Value collection, IOperation operation)
    {
        if (collection.Single is not { } owner)
            return null;
        var slot = ContentsSlot(owner);
        if (_state.Slots[slot.Id]?.Term is { } known)
            return known;
        var term = owner.Kind == ObjectKind.Entry && _state.Slots[slot.Id] is null ? _interner.EntryTerm(owner, Apis.Contents, Apis.Contents) : Fresh(operation);
        _state.Slots = _state.Slots.With(slot.Id, Value.OfTerm(term));
        return term;
    }

    /// <summary>Something is put into a collection, or taken out of it.</summary>
    private void ChangeContents(Value collection, IOperation operation)
    {
        foreach (var reference in collection.References)
        {
            if (reference.Target is { IsGuard: false } owner && TypeFacts.IsSequence(owner.Type))
                _state.Slots = _state.Slots.With(ContentsSlot(owner).Id, Value.OfTerm(Fresh(operation)));
        }
    }
}
