using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;

namespace ModeLint.Analyzers.Flow.Structure;

/// <summary>Expressions: whatever their value may be, or hold.</summary>
internal sealed partial class StructureProof
{
    /// <summary>Of every object that the expression can yield, or that is in what it yields.</summary>
    public bool OfExpression(IOperation? operation)
    {
        if (operation is null || ++_steps > MaximalSteps)
            return false;
        return operation is { ConstantValue: { HasValue: true, Value: null } } || operation.Type is { } type && !_property.Concerns(type) || OfForm(operation) || OfType(operation.Type);
    }

    private bool OfForm(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation { OperatorMethod: null } conversion:
                return OfExpression(conversion.Operand);
            case IConditionalOperation conditional:
                var truth = TruthOf(conditional.Condition);
                return (truth == false || OfExpression(conditional.WhenTrue)) && (truth == true || OfExpression(conditional.WhenFalse));
            case ISwitchExpressionOperation choice:
                return choice.Arms.All(arm => OfExpression(arm.Value));
            case ICoalesceOperation coalesce:
                return OfExpression(coalesce.Value) && OfExpression(coalesce.WhenNull);
            case ICoalesceAssignmentOperation assignment:
                return OfExpression(assignment.Target) && OfExpression(assignment.Value);
            case ISimpleAssignmentOperation assignment:
                return OfExpression(assignment.Value);
            case IThrowOperation or IDefaultValueOperation or INameOfOperation:
                return true;
            case IAwaitOperation awaiting:
                return OfExpression(awaiting.Operation);
            case ITupleOperation tuple:
                return tuple.Elements.All(OfExpression);
            case IArrayCreationOperation array:
                return array.Initializer?.ElementValues.All(OfExpression) ?? true;
            case { Syntax: CollectionExpressionSyntax or SpreadElementSyntax }:
                return operation.ChildOperations.All(OfExpression);
            case IDelegateCreationOperation function:
                return _property.HoldsIn(function.Target, this);
            case IAnonymousFunctionOperation or IMethodReferenceOperation:
                return _property.HoldsIn(operation, this);
            case ILocalReferenceOperation local:
                return OfVariable(local.Local);
            case IParameterReferenceOperation parameter:
                return OfVariable(parameter.Parameter);
            case IArrayElementReferenceOperation element:
                return OfExpression(element.ArrayReference);
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true, Instance: { } tuple }:
                return OfExpression(tuple);
            case IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member:
                return OfMemberReference(member);
            case IInvocationOperation call:
                return OfCall(call);
            case IObjectCreationOperation creation:
                return OfCreation(creation);
            case IInstanceReferenceOperation when _arguments is { Receiver: { } receiver and not IInstanceReferenceOperation } arguments:
                return With(arguments.Outer, () => OfExpression(receiver));
            default:
                return false;
        }
    }

    private bool OfMemberReference(IMemberReferenceOperation reference)
    {
        // Of a collection or carrier, a member hands out what was put in.
        if (reference.Instance is { } holder && IsCarrier(holder.Type))
            return OfExpression(holder);
        if (reference is IPropertyReferenceOperation { Property.GetMethod: { } getter } && _program.HasBody(getter))
            return !IsOverridable(getter) && OfReturned(getter, reference);
        return OfMember(reference, OfVariable);
    }

    /// <summary>What the fields of another object hold has nothing to do with the arguments that this one got.</summary>
    private bool OfMember(IMemberReferenceOperation reference, Func<ISymbol, bool> isProven) =>
        reference.Instance is null or IInstanceReferenceOperation ? isProven(reference.Member) : With(null, () => isProven(reference.Member));

    private bool OfCreation(IObjectCreationOperation creation)
    {
        if (IsCarrier(creation.Type))
            return creation.Arguments.All(argument => OfGiven(argument.Value)) && (creation.Initializer?.Initializers.All(OfPutIn) ?? true);
        if (creation.Type is not INamedTypeSymbol type)
            return false;
        if (OfExactly(type))
            return true;
        return IsInSource(type) && _property.IsSaid(type) is null && !creation.Arguments.IsEmpty
            && InCall(creation, () => OfParts(type));
    }

    /// <summary>An element of a collection initializer, or of one with indices.</summary>
    private bool OfPutIn(IOperation element) => element switch
    {
        IInvocationOperation { Arguments: var arguments } => arguments.All(argument => OfExpression(argument.Value)),
        ISimpleAssignmentOperation assignment => OfExpression(assignment.Value),
        _ => false,
    };

    private bool OfCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.MethodKind == MethodKind.DelegateInvoke)
            return false;
        if (_property.OfFactory(method) is { } described)
            return described.Unless is { } unless && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == unless) is { } decisive && IsZero(decisive.Value);
        if (Apis.Is(method, DescriptionKind.Container))
            return call.Arguments.All(argument => OfExpression(argument.Value));
        if (Apis.Is(method, DescriptionKind.Returns))
            return OfExpression(method.IsStatic ? call.Arguments.FirstOrDefault()?.Value : call.Instance);
        if (Apis.IsKnownLibrary(method.ContainingAssembly))
            return OfLibraryCall(call);
        return !IsOverridable(method) && OfReturned(method.PartialImplementationPart ?? method, call);
    }

    /// <summary>A library hands out what it was given, if it was given anything; what its own factories make is described.</summary>
    private bool OfLibraryCall(IInvocationOperation call)
    {
        var given = call.Arguments.Select(argument => argument.Value).Append(call.Instance).Where(value => value is not null && IsKept(value)).ToArray();
        return given.Length > 0 && (call.Instance is not null || KnownApis.IsBaseClassLibrary(call.TargetMethod.ContainingAssembly.Name)) && given.All(OfGiven);
    }

    private bool IsKept(IOperation value) => Strip(value) is IDelegateCreationOperation function ? Yields(function) : _property.Concerns(Strip(value).Type);

    private bool OfGiven(IOperation? value) => value is null || !IsKept(value) || (Strip(value) is IDelegateCreationOperation function ? OfMade(function.Target) : OfExpression(value));

    private bool Yields(IDelegateCreationOperation function) => (function.Type as INamedTypeSymbol)?.DelegateInvokeMethod is { } invoke && _property.Concerns(invoke.ReturnType);

    private static IOperation Strip(IOperation value) => value is IConversionOperation conversion ? Strip(conversion.Operand) : value;

    /// <summary>What a function yields that a library runs; it gets what the library was given.</summary>
    private bool OfMade(IOperation function)
    {
        if (function is IMethodReferenceOperation { Method: var method })
            return OfReturned(method, function);
        if (function is not IAnonymousFunctionOperation lambda)
            return false;
        _elements.UnionWith(lambda.Symbol.Parameters);
        return ReturnedIn(lambda.Syntax).All(OfExpression);
    }

    private bool OfReturned(IMethodSymbol method, IOperation call)
    {
        if (BodyGraph.NodeOf(method.OriginalDefinition) is not { } body)
            return false;
        return InCall(call, () =>
        {
            var returned = ReturnedIn(body).ToArray();
            return returned.Length > 0 && returned.All(OfExpression);
        });
    }

    private IEnumerable<IOperation?> ReturnedIn(SyntaxNode body)
    {
        var model = _program.ModelOf(body.SyntaxTree);
        foreach (var node in body.DescendantNodesAndSelf(child => child == body || child is not AnonymousFunctionExpressionSyntax and not LocalFunctionStatementSyntax))
        {
            var returned = node switch
            {
                ReturnStatementSyntax statement => statement.Expression,
                YieldStatementSyntax statement => statement.Expression,
                ArrowExpressionClauseSyntax arrow when node == body || node.Parent == body => arrow.Expression,
                LambdaExpressionSyntax { ExpressionBody: { } expression } when node == body => expression,
                _ => null,
            };
            if (returned is not null)
                yield return model.GetOperation(returned);
        }
    }

    private bool InCall(IOperation call, Func<bool> prove)
    {
        var arguments = Arguments.Of(call, _arguments);
        if (arguments.Depth <= MaximalCalls)
            return With(arguments, prove);
        _isConditional = true;
        return false;
    }

    private bool IsCarrier(ITypeSymbol? type) =>
        type is IArrayTypeSymbol || type is not null && !IsInSource(type) && (Apis.IsContainer(type) || KnownApis.IsBaseClassLibrary(type.ContainingAssembly?.Name ?? ""));

    private static bool IsOverridable(IMethodSymbol method) =>
        (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed || method.ContainingType.TypeKind == TypeKind.Interface;
}
