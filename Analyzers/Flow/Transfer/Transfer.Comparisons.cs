using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Comparisons and patterns as values: what is written in two ways is one condition (F2.3).</summary>
internal sealed partial class Transfer
{
    private Value Compare(IBinaryOperation binary, Value left, Value right)
    {
        if (!TypeFacts.IsComparable(binary.Type))
            return Value.Unknown;
        var isEqual = binary.OperatorKind == BinaryOperatorKind.Equals;
        var result = isEqual || binary.OperatorKind == BinaryOperatorKind.NotEquals ? Equality(left, right, isEqual)
            : Relation(binary.OperatorKind, left, right, isTotal: !binary.IsLifted && !TypeFacts.IsFloating(binary.LeftOperand.Type) && !TypeFacts.IsFloating(binary.RightOperand.Type))
            ?? Combination.Of(_interner, binary.OperatorKind.ToString(), Domains.Of(binary.Type), left, right);
        return result.IsTrivial ? Value.OfTerm(Fresh(binary)) : result;
    }

    private Value Equality(Value left, Value right, bool equal)
    {
        if (right.Constant is { } constant)
            return CompareTo(left, constant, equal);
        if (left.Constant is { } other)
            return CompareTo(right, other, equal);
        var result = Combination.Of(_interner, Combination.Equal, Domains.Boolean, left, right);
        return equal ? result : result.Not();
    }

    private static Value CompareTo(Value value, object constant, bool equal)
    {
        if (value.Constant is { } known && known != Condition.Null && constant != Condition.Null)
            return Value.OfConstant(known.Equals(constant) == equal);
        if (constant is bool flag && (value.Truth is not null || value.Reading is not null))
            return flag == equal ? value : value.Not();
        return value.Term is { } term ? Value.OfTruth(Condition.Create(term, constant, equal)) : Value.Unknown;
    }

    /// <summary>An order, said by "less" alone where that is possible; null for other operators.</summary>
    /// <param name="kind">The operator.</param>
    /// <param name="left">Left operand.</param>
    /// <param name="right">Right operand.</param>
    /// <param name="isTotal">Of two values one is less, or they are equal: no NaN, no null.</param>
    private Value? Relation(BinaryOperatorKind kind, Value left, Value right, bool isTotal) => kind switch
    {
        BinaryOperatorKind.LessThan => Less(left, right, isTotal),
        BinaryOperatorKind.GreaterThan => Less(right, left, isTotal),
        BinaryOperatorKind.GreaterThanOrEqual when isTotal => Less(left, right, isTotal).Not(),
        BinaryOperatorKind.LessThanOrEqual when isTotal => Less(right, left, isTotal).Not(),
        BinaryOperatorKind.GreaterThanOrEqual => Combination.Of(_interner, "<=", Domains.Boolean, right, left),
        BinaryOperatorKind.LessThanOrEqual => Combination.Of(_interner, "<=", Domains.Boolean, left, right),
        _ => null,
    };

    private Value Less(Value left, Value right, bool isTotal)
    {
        if (isTotal && Combination.Integer(left.Constant) is { } bound and < long.MaxValue && right.Constant is null)
            return Less(right, Value.OfConstant(bound + 1), isTotal).Not();
        if (isTotal && Combination.Integer(right.Constant) is { } integer)
        {
            if (integer == 1 && left.Term is { Operation: Combination.Size } size)
                return Value.OfTruth(Condition.Create(size, 0, true));
            right = Value.OfConstant(integer);
        }

        return Combination.Of(_interner, Combination.Less, Domains.Boolean, left, right);
    }

    private Value VisitIsPattern(IIsPatternOperation operation)
    {
        var value = Visit(operation.Value);
        DeclarePattern(operation.Pattern, value);
        return TestPattern(operation.Pattern, value) is { IsTrivial: false } truth ? truth : Value.OfTerm(Fresh(operation));
    }

    /// <summary>The outcome of a pattern on a recognised value; null if it is not recognised.</summary>
    private Value? TestPattern(IPatternOperation pattern, Value value)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Value.OfConstant(true);
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true } constant }:
                return CompareTo(value, constant.Value ?? Condition.Null, true);
            case INegatedPatternOperation negated:
                return TestPattern(negated.Pattern, value)?.Not();
            case IRelationalPatternOperation { Value.ConstantValue: { HasValue: true, Value: { } bound } } relational:
                var isTotal = !TypeFacts.IsFloating(relational.Value.Type) && TypeFacts.IsComparable(relational.InputType) && !TypeFacts.IsNullable(relational.InputType);
                return Relation(relational.OperatorKind, value, Value.OfConstant(bound), isTotal);
            case IBinaryPatternOperation binary when TestPattern(binary.LeftPattern, value) is { } left && TestPattern(binary.RightPattern, value) is { } right:
                return binary.OperatorKind == BinaryOperatorKind.Or ? Either(left, right) : Both(left, right);
            case IDeclarationPatternOperation or ITypePatternOperation or IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true }
                when value.Term is { } term && value.References.IsEmpty && TypeFacts.IsUnderlying(pattern.NarrowedType, pattern.InputType):
                return Value.OfTruth(Condition.Create(term, Condition.Null, false));
            case IRecursivePatternOperation recursive when value.Single is { } owner && TypeFacts.IsUnderlying(recursive.NarrowedType, recursive.InputType):
                return TestParts(recursive, value, owner);
            default:
                return null;
        }
    }

    /// <summary>A pattern about elements of a tuple, or members of an object.</summary>
    private Value? TestParts(IRecursivePatternOperation pattern, Value value, AbstractObject owner)
    {
        var tests = new List<Value>();
        for (var index = 0; index < pattern.DeconstructionSubpatterns.Length; index++)
        {
            if (owner.Type is not { IsTupleType: true } || _state.Slots[_interner.Member(owner, TupleElement(owner.Type, index)).Id] is not { } element
                || TestPattern(pattern.DeconstructionSubpatterns[index], element) is not { } test)
                return null;
            tests.Add(test);
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            var member = (property.Member as IMemberReferenceOperation)?.Member;
            if (member is null || TestPattern(property.Pattern, AskMember(value, member, property.Member)) is not { } test)
                return null;
            tests.Add(test);
        }

        // Where the object is null, the pattern does not match either.
        return value.NotNull || owner.Type is { IsTupleType: true } ? tests.Aggregate((Value?)Value.OfConstant(true), (all, test) => all is null ? null : Both(all, test))
            : Combination.Of(_interner, "{}", Domains.Boolean, tests.ToArray());
    }

    private Value AskMember(Value holder, ISymbol member, IOperation operation) =>
        operation is IPropertyReferenceOperation property && Answer(property, holder, ImmutableArray<Value>.Empty) is { } answer ? answer : LoadFrom(holder, member, operation);

    private Value? Both(Value left, Value right) => Either(left.Not(), right.Not())?.Not();

    private Value? Either(Value left, Value right)
    {
        if (left.Constant is bool || right.Constant is bool)
            return left.Constant is true || right.Constant is true ? Value.OfConstant(true) : left.Constant is false ? right : left;
        if (left.Truth is { } first && right.Truth is { } second && first.Term == second.Term)
            return first.Or(second) is { } either ? Value.OfTruth(either) : Value.OfConstant(true);
        return Combination.Of(_interner, "or", Domains.Boolean, left, right);
    }
}
