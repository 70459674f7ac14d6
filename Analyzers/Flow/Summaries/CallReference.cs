using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace ModeLint.Analyzers.Flow.Summaries;

/// <summary>A method that a body mentions.</summary>
internal readonly struct CallReference
{
    private CallReference(IMethodSymbol method, bool isCall, INamedTypeSymbol? created)
    {
        Method = method;
        IsCall = isCall;
        Created = created;
    }

    public IMethodSymbol Method { get; }

    /// <summary>False: handed on as a delegate, to be run by somebody at some time.</summary>
    public bool IsCall { get; }

    /// <summary>The type that is created by a constructor call.</summary>
    public INamedTypeSymbol? Created { get; }

    public static ImmutableArray<CallReference> In(BodyGraph? body)
    {
        if (body is null)
            return ImmutableArray<CallReference>.Empty;
        var found = ImmutableArray.CreateBuilder<CallReference>();
        foreach (var operation in body.Operations())
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    found.Add(new CallReference(call.TargetMethod, true, null));
                    break;
                case IObjectCreationOperation { Constructor: { } constructor } creation:
                    found.Add(new CallReference(constructor, true, creation.Type as INamedTypeSymbol));
                    break;
                case IPropertyReferenceOperation property:
                    if (property.Property.GetMethod is { } getter)
                        found.Add(new CallReference(getter, true, null));
                    if (property.Property.SetMethod is { } setter && property.Parent is IAssignmentOperation assignment && assignment.Target == property)
                        found.Add(new CallReference(setter, true, null));
                    break;
                case IMethodReferenceOperation reference:
                    found.Add(new CallReference(reference.Method, false, null));
                    break;
                case IFlowAnonymousFunctionOperation lambda:
                    found.Add(new CallReference(lambda.Symbol, false, null));
                    break;
                case IBinaryOperation { OperatorMethod: { } method }:
                    found.Add(new CallReference(method, true, null));
                    break;
                case IUnaryOperation { OperatorMethod: { } method }:
                    found.Add(new CallReference(method, true, null));
                    break;
                case IConversionOperation { OperatorMethod: { } method }:
                    found.Add(new CallReference(method, true, null));
                    break;
            }
        }

        return found.ToImmutable();
    }
}
