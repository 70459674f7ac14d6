using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Tuples, arrays and collection expressions: how they are made and taken apart (F1.1, F1.7).</summary>
internal sealed partial class Transfer
{
    private Value VisitDeconstruction(IDeconstructionAssignmentOperation deconstruction)
    {
        var value = Visit(deconstruction.Value);
        Deconstruct(deconstruction.Target is IDeclarationExpressionOperation declaration ? declaration.Expression : deconstruction.Target, value);
        return value;
    }

    private void Deconstruct(IOperation target, Value value)
    {
        if (target is not ITupleOperation tuple)
        {
            Store(target, value);
            return;
        }

        var parts = tuple.Elements.Select((_, index) => TuplePart(value, index)).ToArray();
        for (var index = 0; index < tuple.Elements.Length; index++)
            Deconstruct(tuple.Elements[index], parts[index] ?? Carried(tuple.Elements[index], value));
    }

    /// <summary>An element of whichever tuple a value is; null if it may be another.</summary>
    private Value? TuplePart(Value value, int index)
    {
        Value? part = null;
        foreach (var reference in value.References)
        {
            if (reference.Target is not { IsGuard: false } owner || _state.Slots[_interner.Member(owner, TupleElement(owner.Type, index)).Id] is not { } held)
                return null;
            part = part is null ? held : part.Join(held, null, null);
        }

        return value.MayBeOther ? part?.WithOther() : part;
    }

    /// <summary>A part of a tuple or pair that is not followed: one of the things that it carries.</summary>
    private Value Carried(IOperation target, Value pair)
    {
        var objects = LoadElement(pair, target.Type);
        return objects.CarriesObjects && TypeFacts.IsFollowed(target.Type) ? objects.WithOther().WithTokens(TokensWithin(pair))
            : ResultValue(target, TokensWithin(pair)) is var result && pair.ParametersOf.IsEmpty ? result : result.WithParametersOf(pair.ParametersOf);
    }

    private Value VisitTuple(ITupleOperation tuple)
    {
        var made = Make(tuple, tuple.Type, 0);
        for (var index = 0; index < tuple.Elements.Length; index++)
        {
            var value = Visit(tuple.Elements[index]);
            _state.Slots = _state.Slots.With(_interner.Member(made, TupleElement(tuple.Type, index)).Id, value);
        }

        return Value.Of(made, notNull: true).WithTokens(ElementTokens(made));
    }

    private static ISymbol? TupleElement(ITypeSymbol? type, int index) =>
        type is INamedTypeSymbol { IsTupleType: true } tuple && index < tuple.TupleElements.Length
            ? tuple.TupleElements[index].CorrespondingTupleField ?? tuple.TupleElements[index] : null;

    private ImmutableArray<Token> ElementTokens(AbstractObject owner)
    {
        var tokens = ImmutableArray<Token>.Empty;
        foreach (var entry in _state.Slots.Entries)
        {
            if (_interner.Slot(entry.Key).Owner == owner)
                tokens = Token.Union(tokens, entry.Value.Tokens);
        }

        return tokens;
    }

    private Value VisitArray(IArrayCreationOperation array)
    {
        foreach (var size in array.DimensionSizes)
            Visit(size);
        var made = Make(array, array.Type, 0);
        var result = Value.Of(made, notNull: true);
        foreach (var element in ElementsOf(array.Initializer))
        {
            var value = Visit(element);
            StoreElement(result, value);
            result = result.WithTokens(Token.Union(result.Tokens, value.Tokens));
        }

        return result;
    }

    private static IEnumerable<IOperation> ElementsOf(IArrayInitializerOperation? initializer) =>
        (initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty).SelectMany(element => element is IArrayInitializerOperation nested ? ElementsOf(nested) : new[] { element });

    /// <summary>A list, array or span written as <c>[a, .. b]</c>: to the oldest host an operation with the elements as children.</summary>
    private Value VisitCollectionExpression(IOperation expression)
    {
        var result = Value.Of(Make(expression, expression.Type, 0), notNull: true);
        foreach (var element in expression.ChildOperations)
        {
            var value = element.Kind == Spread ? LoadElement(Visit(element.ChildOperations.First()), TypeFacts.ElementOf(expression.Type)) : Visit(element);
            StoreElement(result, value);
            result = result.WithTokens(Token.Union(result.Tokens, value.Tokens));
        }

        return result;
    }
}
