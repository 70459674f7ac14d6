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

    // Named by newer hosts only.
    private const OperationKind CollectionExpression = (OperationKind)0x7f;
    private const OperationKind Spread = (OperationKind)0x80;

    private readonly BodyContext _body;
    private readonly Interner _interner;
    private FlowState _state = new();
    private IOperation? _at;
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
        _at = operation;
        IsDead = false;
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
            case IAnonymousObjectCreationOperation anonymous:
                return VisitAnonymous(anonymous);
            case IUnaryOperation unary:
                return VisitUnary(unary);
            case IBinaryOperation binary:
                return VisitBinary(binary);
            case IIsNullOperation isNull:
                Visit(isNull.Operand);
                return Value.Unknown;
            case IIsPatternOperation pattern:
                return VisitIsPattern(pattern);
            case ITranslatedQueryOperation query:
                return Visit(query.Operation);
            case ITupleOperation tuple:
                return VisitTuple(tuple);
            case IArgumentOperation argument:
                return Visit(argument.Value);
            case IArrayCreationOperation array:
                return VisitArray(array);
            case IArrayElementReferenceOperation element:
                return LoadArrayElement(element);
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
                return VisitFunction(lambda.Symbol, lambda, Value.Of(_interner.This(null), notNull: true));
            case IDelegateCreationOperation creation:
                return Visit(creation.Target);
            case IMethodReferenceOperation method:
                return VisitFunction(method.Method, method, Visit(method.Instance));
            case IDeclarationExpressionOperation declaration:
                return Visit(declaration.Expression);
            case ITypeOfOperation or INameOfOperation or ISizeOfOperation or IDefaultValueOperation or ILiteralOperation:
                return Value.Unknown;
            default:
                return operation.Kind == CollectionExpression ? VisitCollectionExpression(operation) : VisitUnfollowed(operation);
        }
    }

    /// <summary>An operation without a rule of its own, or unknown to the oldest host: its children run, and what they carry goes on or out of sight.</summary>
    private Value VisitUnfollowed(IOperation operation)
    {
        var tokens = ImmutableArray<Token>.Empty;
        foreach (var child in operation.ChildOperations)
        {
            var value = Visit(child);
            if (operation is IInvalidOperation or IDynamicInvocationOperation or IDynamicObjectCreationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
                or IFunctionPointerInvocationOperation || !Enum.IsDefined(typeof(OperationKind), operation.Kind))
                Lose(value);
            else
                Escape(value);
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
                return _body.References.TryGetValue(local.Local, out var bound) ? bound : _interner.Variable(local.Local);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
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

    private Value VisitConversion(IConversionOperation conversion)
    {
        var value = Visit(conversion.Operand);
        if (conversion.OperatorMethod is { } method)
            return ApplyOperator(conversion, method, ImmutableArray.Create(value));
        return TypeFacts.IsComparable(conversion.Type) && value is { Term: null, Constant: null, Truth: null, Reading: null }
            ? Value.OfTerm(Fresh(conversion)).WithTokens(Token.AsNumbers(value.Tokens)) : value;
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
        if (binary.Type?.SpecialType == SpecialType.System_String)
            UseGraphs(Value.OfTokens(Token.Union(left.Tokens, right.Tokens)), UseKind.Consumed);
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
