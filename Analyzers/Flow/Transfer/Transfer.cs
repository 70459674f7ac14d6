using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>
/// What operations do to a state (F2). One instance reads one body, first until nothing changes, then once more to collect facts
/// with <see cref="Collecting"/> set.
/// </summary>
internal sealed partial class Transfer
{
    private const int MaximalDepth = 250;

    private readonly BodyContext _body;
    private readonly Interner _interner;
    private FlowState _state = new();
    private int _depth;

    public Transfer(BodyContext body)
    {
        _body = body;
        _interner = body.Interner;
    }

    private KnownApis Apis => _body.Program.Apis;

    private TypeFacts Types => _body.Program.Types;

    /// <summary>Facts and uses are collected: the state is final.</summary>
    public bool Collecting { get; set; }

    /// <summary>Runs one operation of a block on a state.</summary>
    public Value Run(FlowState state, IOperation operation)
    {
        _state = state;
        return Visit(operation);
    }

    private Value Visit(IOperation? operation)
    {
        if (operation is null)
            return Value.Unknown;
        if (operation.ConstantValue.HasValue)
            return Value.OfConstant(operation.ConstantValue.Value);
        if (++_depth > MaximalDepth)
            throw new BudgetExceededException("nesting");
        try
        {
            return VisitCore(operation);
        }
        finally
        {
            _depth--;
        }
    }

    private Value VisitCore(IOperation operation)
    {
        switch (operation)
        {
            case IExpressionStatementOperation statement:
                return Visit(statement.Operation);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return _state.Slots[_interner.Capture(reference.Id).Id] ?? Value.Unknown;
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } instance:
                return Value.Of(_interner.This(instance.Type), notNull: true);
            case ILocalReferenceOperation local:
                return LoadVariable(local.Local, local.Type);
            case IParameterReferenceOperation parameter:
                return LoadVariable(parameter.Parameter, parameter.Type);
            case IFieldReferenceOperation field:
                return LoadMember(field, field.Instance, field.Field);
            case IPropertyReferenceOperation property:
                return LoadProperty(property);
            case ISimpleAssignmentOperation assignment:
                return VisitAssignment(assignment);
            case ICompoundAssignmentOperation compound:
                return VisitCompound(compound);
            case IIncrementOrDecrementOperation increment:
                Visit(increment.Target);
                return Store(increment.Target, Value.OfTerm(Fresh(increment)));
            case IDeconstructionAssignmentOperation deconstruction:
                return VisitDeconstruction(deconstruction);
            case IConversionOperation conversion:
                return VisitConversion(conversion);
            case IInvocationOperation invocation:
                return VisitInvocation(invocation);
            case IObjectCreationOperation creation:
                return VisitCreation(creation);
            case IUnaryOperation unary:
                return VisitUnary(unary);
            case IBinaryOperation binary:
                return VisitBinary(binary);
            case IIsNullOperation isNull:
                Visit(isNull.Operand);
                return Value.Unknown;
            case IIsPatternOperation pattern:
                return VisitIsPattern(pattern);
            case ITupleOperation tuple:
                return VisitTuple(tuple);
            case IArrayCreationOperation array:
                return VisitArray(array);
            case IArrayElementReferenceOperation element:
                foreach (var index in element.Indices)
                    Visit(index);
                return LoadElement(Visit(element.ArrayReference), element);
            case IAwaitOperation await:
                return VisitAwait(await);
            case IReturnOperation { Kind: OperationKind.YieldReturn } yielded:
                UseTokens(Visit(yielded.ReturnedValue), UseKind.Returned);
                return Value.Unknown;
            case IInterpolatedStringOperation or IInterpolationOperation:
                foreach (var child in operation.ChildOperations)
                    UseGraphs(Visit(child), UseKind.Consumed);
                return Value.Unknown;
            case IFlowAnonymousFunctionOperation lambda:
                return VisitFunction(lambda.Symbol, lambda);
            case IDelegateCreationOperation creation:
                return Visit(creation.Target);
            case IMethodReferenceOperation method:
                Visit(method.Instance);
                return VisitFunction(method.Method, method);
            case IDeclarationExpressionOperation declaration:
                return Visit(declaration.Expression);
            case ITypeOfOperation or INameOfOperation or ISizeOfOperation or IDefaultValueOperation or ILiteralOperation:
                return Value.Unknown;
            default:
                return VisitUnfollowed(operation);
        }
    }

    /// <summary>An operation without a rule of its own, or unknown to the oldest host: its children run, and what they carry goes on or out of sight.</summary>
    private Value VisitUnfollowed(IOperation operation)
    {
        var tokens = ImmutableArray<Token>.Empty;
        foreach (var child in operation.ChildOperations)
        {
            var value = Visit(child);
            if (operation is IInvalidOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IFunctionPointerInvocationOperation)
                Lose(value);
            tokens = Token.Union(tokens, value.Tokens);
        }

        return Value.OfTokens(tokens);
    }

    private Value Capture(IFlowCaptureOperation capture)
    {
        var value = Visit(capture.Value);
        var slot = _interner.Capture(capture.Id);
        if (PlaceOf(capture.Value) is { } place)
            _body.CapturedPlaces[slot.Id] = place;
        if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation or IArrayElementReferenceOperation)
            _body.CapturedTargets[slot.Id] = capture.Value;
        _state.Slots = _state.Slots.With(slot.Id, value);
        return value;
    }

    /// <summary>The slot that an expression names, if it names exactly one.</summary>
    private Slot? PlaceOf(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return _interner.Variable(local.Local);
            case IParameterReferenceOperation parameter:
                return _interner.Variable(parameter.Parameter);
            case IFieldReferenceOperation { Field.IsStatic: true } field:
                return _interner.Variable(field.Field);
            case IFieldReferenceOperation field when Visit(field.Instance).Single is { } owner:
                return _interner.Member(owner, field.Field);
            case IPropertyReferenceOperation { Arguments.IsEmpty: true } property when IsStable(property.Property):
                return property.Property.IsStatic ? _interner.Variable(property.Property)
                    : Visit(property.Instance).Single is { } holder ? _interner.Member(holder, property.Property) : null;
            case IFlowCaptureReferenceOperation capture:
                return _body.CapturedPlaces.TryGetValue(_interner.Capture(capture.Id).Id, out var place) ? place : null;
            case IConversionOperation { OperatorMethod: null } conversion:
                return PlaceOf(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return PlaceOf(parenthesized.Operand);
            default:
                return null;
        }
    }

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

        var parts = value.Single is { IsGuard: false } owner
            ? tuple.Elements.Select((_, index) => _state.Slots[_interner.Member(owner, TupleElement(owner.Type, index)).Id]).ToArray()
            : new Value?[tuple.Elements.Length];
        for (var index = 0; index < tuple.Elements.Length; index++)
            Deconstruct(tuple.Elements[index], parts[index] ?? ResultValue(tuple.Elements[index], value.Tokens));
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
        foreach (var element in array.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty)
        {
            var value = Visit(element);
            StoreElement(result, value);
            result = result.WithTokens(Token.Union(result.Tokens, value.Tokens));
        }

        return result;
    }

    private Value VisitConversion(IConversionOperation conversion)
    {
        var value = Visit(conversion.Operand);
        if (conversion.OperatorMethod is { } method)
            return ApplyLibrary(conversion, method, Value.Unknown, ImmutableArray.Create(value));
        return conversion.IsTryCast && value.NotNull ? value.With(_ => { }) : value;
    }

    private Value VisitUnary(IUnaryOperation unary)
    {
        var operand = Visit(unary.Operand);
        if (unary.OperatorMethod is { } method)
            return ApplyOperator(unary, method, ImmutableArray.Create(operand));
        return unary.OperatorKind == UnaryOperatorKind.Not ? operand.Not() : operand.AsNumbers();
    }

    private Value VisitBinary(IBinaryOperation binary)
    {
        var left = Visit(binary.LeftOperand);
        var right = Visit(binary.RightOperand);
        if (binary.OperatorMethod is { } method && !IsStringComparison(binary))
            return ApplyOperator(binary, method, ImmutableArray.Create(left, right));
        return Compare(binary, left, right).WithTokens(Token.AsNumbers(Token.Union(left.Tokens, right.Tokens)));

        static bool IsStringComparison(IBinaryOperation operation) =>
            operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && operation.LeftOperand.Type?.SpecialType == SpecialType.System_String;
    }

    private Value VisitAwait(IAwaitOperation await)
    {
        var value = Visit(await.Operation);

        // The continuation may run on another thread, which has a gradient state of its own (F2.5).
        if (_state.Gradients.Cases.Any(@case => @case.Kind is StateKind.GradientsOff or StateKind.Inference))
            _state.Gradients = CaseSet.Unknown;
        return value;
    }
}
