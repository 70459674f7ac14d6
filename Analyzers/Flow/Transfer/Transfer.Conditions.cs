using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Tests: what they say of terms, modes and null, and what a branch teaches (F1.5, F2.3, F2.4).</summary>
internal sealed partial class Transfer
{
    /// <summary>A term for a value that this execution of the operation yields.</summary>
    private Term Fresh(IOperation operation)
    {
        var term = _interner.SiteTerm(operation);
        _state.Forget(term);
        return term;
    }

    private void DeclarePattern(IPatternOperation pattern, Value value)
    {
        var declared = pattern switch
        {
            IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
            IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
            _ => null,
        };
        if (declared is not null)
            _state.Slots = _state.Slots.With(_interner.Variable(declared).Id, value.AsNotNull());
        if (pattern is IRecursivePatternOperation { DeconstructionSubpatterns: var parts })
        {
            for (var index = 0; index < parts.Length; index++)
                DeclarePattern(parts[index], TuplePart(value, index) ?? Value.OfTokens(TokensWithin(value)));
        }

        foreach (var child in pattern.ChildOperations)
        {
            if (child is IPropertySubpatternOperation { Member: IMemberReferenceOperation { Member: var member } operation } property)
                DeclarePattern(property.Pattern, AskMember(value, member, operation));
            else if (child is IPatternOperation nested && pattern is not IRecursivePatternOperation)
                DeclarePattern(nested, value);
        }
    }

    /// <summary>Evaluates a branch condition once; both ways are then refined from the state it left.</summary>
    public BranchTest Test(FlowState state, IOperation condition)
    {
        _state = state;
        _at = condition;
        IsDead = false;
        return TestCore(condition, positive: true);
    }

    private BranchTest TestCore(IOperation condition, bool positive)
    {
        switch (condition)
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: null } not:
                return TestCore(not.Operand, !positive);
            case IParenthesizedOperation parenthesized:
                return TestCore(parenthesized.Operand, positive);
            case IIsNullOperation isNull:
                return TestNull(isNull.Operand, positive);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } binary
                when IsNullLiteral(binary.RightOperand) || IsNullLiteral(binary.LeftOperand):
                var tested = IsNullLiteral(binary.RightOperand) ? binary.LeftOperand : binary.RightOperand;
                return TestNull(tested, binary.OperatorKind == BinaryOperatorKind.Equals == positive);
            case IIsPatternOperation { Pattern: IConstantPatternOperation constant } pattern when IsNullLiteral(constant.Value):
                return TestNull(pattern.Value, positive);
            case IIsPatternOperation { Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation constant } } pattern when IsNullLiteral(constant.Value):
                return TestNull(pattern.Value, !positive);
            case IIsPatternOperation { Pattern: IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation } pattern:
                Visit(pattern);
                if (TestPattern(pattern.Pattern, Visit(pattern.Value)) is { IsTrivial: false } truth)
                    return new BranchTest { Value = positive ? truth : truth.Not() };
                return new BranchTest { Value = Visit(pattern.Value), Place = PlaceOf(Unwrap(pattern.Value)), IsTypeTest = true, IsNegated = !positive, IsSameType = IsAlways(pattern.Pattern, pattern.Value) };
            case IIsTypeOperation type when Visit(type.ValueOperand) is { Term: { } term, References.IsEmpty: true } && TypeFacts.IsUnderlying(type.TypeOperand, Unwrap(type.ValueOperand).Type):
                return new BranchTest { Value = Value.OfTruth(Condition.Create(term, Condition.Null, positive == type.IsNegated)) };
            case IIsTypeOperation type:
                return new BranchTest { Value = Visit(type.ValueOperand), Place = PlaceOf(Unwrap(type.ValueOperand)), IsTypeTest = true, IsNegated = positive == type.IsNegated };
            default:
                var value = Visit(condition);
                return new BranchTest { Value = positive ? value : value.Not(), Implied = positive ? Implied(condition) : null };
        }
    }

    private static bool IsAlways(IPatternOperation pattern, IOperation value) =>
        pattern is IDeclarationPatternOperation or ITypePatternOperation or IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true }
        && TypeFacts.IsOrDerives(Unwrap(value).Type, pattern.NarrowedType);

    private BranchTest TestNull(IOperation operand, bool positive)
    {
        var value = Visit(operand);
        var unwrapped = Unwrap(operand);
        return new BranchTest
        {
            Nullable = value,
            IsNegated = !positive,
            IsFunction = unwrapped.Type is { TypeKind: TypeKind.Delegate },
            Place = unwrapped is IFlowCaptureReferenceOperation capture ? _interner.Capture(capture.Id) : PlaceOf(unwrapped),
            Source = unwrapped is IFlowCaptureReferenceOperation ? PlaceOf(unwrapped) : null,
        };
    }

    private static IOperation Unwrap(IOperation operation) =>
        operation is IConversionOperation { OperatorMethod: null } conversion ? Unwrap(conversion.Operand) : operation;

    private static bool IsNullLiteral(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    /// <summary>Learns the outcome of a test; false if this way cannot be taken.</summary>
    public bool Refine(FlowState state, BranchTest test, bool outcome)
    {
        _state = state;
        if (test.Nullable is { } nullable)
            return RefineNull(test, nullable, outcome != test.IsNegated);
        if (test.IsTypeTest)
        {
            if (outcome == test.IsNegated)
                return !(test.IsSameType && !test.Value!.MayBeNull) && RefineOtherType(test.Value!);
            if (test.Place is { } place && _state.Slots[place.Id] is { } typed)
                _state.Slots = _state.Slots.With(place.Id, typed.AsNotNull());
            return true;
        }

        var value = test.Value!;
        if (value.Constant is bool constant)
            return constant == outcome;
        if (value.Reading is { } reading && !RefineReading(reading, outcome))
            return false;
        if (outcome && test.Implied is { } implied && !_state.Assume(implied))
            return false;
        var condition = outcome ? value.Truth : value.Truth?.Negate();
        return condition is null || _state.Assume(condition);
    }

    /// <summary>A test of the type selects objects, not ways (F1.4): what did not pass it has no explicit case.</summary>
    private bool RefineOtherType(Value tested)
    {
        foreach (var reference in tested.References)
        {
            if (reference.Target is { } target && (_state.Objects[target.Id] ?? new ObjectState(ModeOf(target))) is var current)
                _state.Objects = _state.Objects.With(target.Id, current.With(current.Mode.Select(static @case => @case.Implicit()), current.IsMixed));
        }

        return true;
    }

    private bool RefineReading(ModeReading reading, bool outcome)
    {
        if (reading.IsOfGradients)
            return RefineGradients(reading, outcome != reading.IsNegated);
        var training = outcome != reading.IsNegated;
        var excluded = training ? StateKind.Evaluation : StateKind.Training;
        if (reading.Cases.Cases.All(@case => @case.Kind == excluded))
            return false;
        if (reading.Module is not { } module || _state.Objects[module.Id] is not { } current || !current.Mode.Equals(reading.Cases))
            return true;

        // Nothing has switched the object since it was read: on this way it is in the mode that was found.
        var found = training ? StateKind.Training : StateKind.Evaluation;
        var refined = current.Mode.Where(@case => @case.Kind != excluded).Select(@case =>
            @case.Kind == found ? @case : @case with { Kind = found, Entry = null, IsExplicit = @case.Kind == StateKind.Entry && @case.IsExplicit });
        _state.Objects = _state.Objects.With(module.Id, current.With(refined, current.IsMixed));
        return true;
    }

    private bool RefineGradients(ModeReading reading, bool enabled)
    {
        bool IsExcluded(Case @case) => enabled ? @case.Kind is StateKind.GradientsOff or StateKind.Inference : @case.Kind == StateKind.GradientsOn;
        if (reading.Cases.Cases.All(IsExcluded))
            return false;
        if (!_state.Gradients.Equals(reading.Cases))
            return true;
        _state.Gradients = _state.Gradients.Where(@case => !IsExcluded(@case)).Select(@case => @case.Kind is StateKind.Entry or StateKind.Unknown
            ? @case with { Kind = enabled ? StateKind.GradientsOn : StateKind.GradientsOff, Entry = null, IsExplicit = @case.IsExplicit } : @case);
        return true;
    }

    private bool RefineNull(BranchTest test, Value value, bool isNull)
    {
        var references = value.References;
        if (isNull)
        {
            if (!value.IsNull && !value.MayBeNull)
                return false;
            var nulls = references.Where(reference => reference.Target is null).ToArray();
            if (!value.MayBeOther && nulls.Length == 1 && nulls[0].When is { } when
                && references.All(reference => reference.Target is null or { Kind: ObjectKind.Created }) && !_state.Assume(when))
                return false;
            if (value is { Term: { } tested, References.IsEmpty: true })
                return _state.Assume(Condition.Create(tested, Condition.Null, true));
            Narrow(Value.NullReference);

            // Whether a function was given is not decided here.
            if (test.IsFunction)
                _state.MakeImplicit();

            // A factory that handed out null has made nothing whose mode could be wrong.
            foreach (var reference in references)
            {
                if (!value.MayBeOther && reference is { When: null, Target: { Kind: ObjectKind.Created, Site: IInvocationOperation } unmade } && _state.Objects[unmade.Id] is { } made)
                    _state.Objects = _state.Objects.With(unmade.Id, made.With(default, isMixed: false));
            }

            // Where the path is null there is no object whose mode could be wrong (F1.5).
            if (!value.MayBeOther && references.Length - nulls.Length == 1 && references.First(reference => reference.Target is not null) is { When: null, Target: { Kind: ObjectKind.Entry, IsElement: false } absent })
                _state.Objects = _state.Objects.With(absent.Id, (_state.Objects[absent.Id] ?? new ObjectState(ModeOf(absent))).With(default, isMixed: false));
            return true;
        }

        if (value.IsNull)
            return false;
        var others = references.Where(reference => reference.Target is not null).ToArray();
        if (!value.MayBeOther && others.Length == 1 && others[0].When is { } unless && !_state.Assume(unless))
            return false;
        Narrow(value.AsNotNull());
        if (value.Term is { } term)
            return _state.Assume(Condition.Create(term, Condition.Null, false));
        return true;

        void Narrow(Value narrowed)
        {
            foreach (var place in new[] { test.Place, test.Source })
            {
                if (place is not null && _state.Slots[place.Id] is { } current && (current.Equals(value) || place == test.Place))
                    _state.Slots = _state.Slots.With(place.Id, narrowed);
            }
        }
    }
}

/// <summary>A branch condition after its evaluation.</summary>
internal sealed class BranchTest
{
    /// <summary>A bool with what is known of it; for a test of a type, the tested object.</summary>
    public Value? Value { get; init; }

    /// <summary>The reference whose being null is tested.</summary>
    public Value? Nullable { get; init; }

    public bool IsNegated { get; init; }

    /// <summary>What holds besides if the test is true.</summary>
    public Condition? Implied { get; init; }

    public bool IsTypeTest { get; init; }

    /// <summary>Whatever is not null is of the tested type.</summary>
    public bool IsSameType { get; init; }

    /// <summary>The reference whose being null is tested is a delegate.</summary>
    public bool IsFunction { get; init; }

    /// <summary>Where the tested value is held.</summary>
    public Slot? Place { get; init; }

    /// <summary>Where a temporary got it from.</summary>
    public Slot? Source { get; init; }
}
