using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>Numbers and flags that an object is made with, and what they leave out.</summary>
internal sealed partial class StructureProof
{
    /// <summary>The number is zero, the flag false, or there is nothing.</summary>
    public bool IsZero(IOperation operation) => ++_steps <= MaximalSteps && operation switch
    {
        { ConstantValue: { HasValue: true, Value: var value } } => value is null or false || value is not true and not string and not char && Convert.ToDouble(value, CultureInfo.InvariantCulture) == 0,
        IDefaultValueOperation => true,
        IConversionOperation conversion => IsZero(conversion.Operand),
        IConditionalOperation { WhenFalse: { } otherwise } conditional => IsZero(conditional.WhenTrue) && IsZero(otherwise),
        IParameterReferenceOperation { Parameter: var parameter } => Once(_openVariables, parameter, ifOpen: false, () => OfPassed(parameter, IsZero) && _program.Contents.Of(parameter) is { Assigned.IsEmpty: true }),
        ILocalReferenceOperation { Local: var local } => HoldsZero(local),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member => OfMember(member, HoldsZero),
        _ => false,
    };

    private bool HoldsZero(ISymbol variable) =>
        Once(_openVariables, variable, ifOpen: false, () => _program.Contents.Of(variable) is { Assigned.IsEmpty: false } contents && contents.IsAll(IsZero));

    /// <summary>The arguments that are looked at leave the code out: it stands in a branch that they do not take.</summary>
    public bool IsSkipped(SyntaxNode code)
    {
        for (var node = code; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            var (condition, isOtherwise) = parent switch
            {
                IfStatementSyntax branch => (branch.Condition, node is ElseClauseSyntax),
                ConditionalExpressionSyntax choice => (choice.Condition, node == choice.WhenFalse),
                _ => ((ExpressionSyntax?)null, false),
            };
            if (condition is not null && node != condition && TruthOf(_program.ModelOf(condition.SyntaxTree).GetOperation(condition)) == isOtherwise)
                return true;
        }

        return false;
    }

    /// <summary>Null: not known.</summary>
    private bool? TruthOf(IOperation? condition)
    {
        switch (condition)
        {
            case null:
                return null;
            case { ConstantValue: { HasValue: true, Value: bool constant } }:
                return constant;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !TruthOf(not.Operand);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                return TruthOf(and.LeftOperand) == false || TruthOf(and.RightOperand) == false ? false : null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.NotEquals } comparison:
                return IsZero(comparison.LeftOperand) && IsZero(comparison.RightOperand) ? false : null;
            case IParameterReferenceOperation { Parameter: var parameter } when _program.Contents.Of(parameter) is { Assigned.IsEmpty: true }:
                return Once(_openVariables, parameter, ifOpen: false, () => OfPassed(parameter, value => TruthOf(value) == true)) ? true : IsZero(condition) ? false : null;
            default:
                return condition.Type?.SpecialType == SpecialType.System_Boolean && IsZero(condition) ? false : null;
        }
    }
}
