using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Methods of described libraries and of the BCL (F1.7, F3).</summary>
internal sealed partial class Transfer
{
    private Value ApplyOperator(IOperation operation, IMethodSymbol method, ImmutableArray<Value> operands) =>
        Apis.IsKnownLibrary(method.ContainingAssembly) ? ApplyLibrary(operation, method, Value.Unknown, operands)
        : ApplySource(operation, method, Value.Unknown, operands);

    /// <summary>A method of a described library or of the BCL: it switches nothing; tensors pass through, numbers are consumption (F3, F4.7).</summary>
    private Value ApplyLibrary(IOperation call, IMethodSymbol method, Value receiver, ImmutableArray<Value> arguments)
    {
        var type = call.Type;
        var tokens = Token.Union(receiver.Tokens, AllTokens(arguments));
        var parameters = receiver.ParametersOf.Union(arguments.SelectMany(value => value.ParametersOf)).ToImmutableArray();
        var isTensorLibrary = !KnownApis.IsBaseClassLibrary(method.ContainingAssembly.Name);
        if (Apis.FindType(type, DescriptionKind.Optimizer) is not null)
            return MakeOptimizer(parameters);
        if (Apis.Is(method, DescriptionKind.Ends))
        {
            UseGraphs(Value.OfTokens(tokens), UseKind.Consumed);
            return (TypeFacts.IsComparable(type) ? Value.OfTerm(Fresh(call)) : Value.Unknown).WithTokens(Token.AsNumbers(tokens));
        }

        if (TypeFacts.IsReflection(method))
            return LoseCall(call, receiver, arguments);
        if (isTensorLibrary && Apis.IsModule(type) && (Apis.Is(method, DescriptionKind.Creates) || method.IsStatic))
            return MakeModule(call, method, arguments);

        var isCollection = TypeFacts.IsCollection(receiver.Single?.Type ?? (method.IsStatic ? null : method.ContainingType));
        if (isCollection)
        {
            if (!TypeFacts.KeepsContents(method))
                ChangeContents(receiver, call);
            foreach (var value in arguments.SelectMany(PutIn))
            {
                if (value.CarriesObjects || !value.Tokens.IsEmpty)
                    StoreElement(receiver, value);
            }
        }
        else if (!isTensorLibrary)
        {
            foreach (var value in arguments.Where(value => value.CarriesObjects && (method.ReturnsVoid || !value.References.Any(reference => reference.Target is { } target && HoldsElements(target)))))
                Escape(value);
        }

        ReadOutArguments(call, receiver);
        var carried = arguments.Aggregate(TokensIn(receiver, tokens), (found, value) => TokensIn(value, found));
        var objects = ObjectsFrom(call, arguments.Insert(0, receiver), isFiltered: method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate));
        if (Types.CanHoldTensor(type))
        {
            objects = objects.WithTokens(carried);
            return !parameters.IsEmpty ? objects.WithParametersOf(parameters)
                : arguments.Any(value => value.RequiresGradient) || receiver.RequiresGradient ? objects.WithGradientRequired() : objects;
        }

        if (!isCollection || isTensorLibrary)
            UseGraphs(Value.OfTokens(carried), !isTensorLibrary && IsGivenTraining(receiver, arguments) ? UseKind.Lost : UseKind.Consumed);
        return TypeFacts.IsComparable(type) ? ((isTensorLibrary ? null : Answer(method, call, receiver, arguments)) ?? Value.OfTerm(Fresh(call))).WithTokens(Token.AsNumbers(carried))
            : objects.WithTokens(Token.AsNumbers(carried)).WithParametersOf(parameters);
    }

    /// <summary><c>TryGetValue</c> and the like hand out what the receiver holds.</summary>
    private void ReadOutArguments(IOperation call, Value receiver)
    {
        if (!receiver.CarriesObjects || call is not IInvocationOperation invocation)
            return;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter?.RefKind == RefKind.Out && TypeFacts.IsFollowed(argument.Parameter.Type) && PlaceOf(Unwrap(argument.Value)) is { } written)
                _state.Slots = _state.Slots.With(written.Id, LoadElement(receiver, argument.Parameter.Type).WithOther());
        }
    }

    /// <summary>With those of the elements of a collection.</summary>
    private ImmutableArray<Token> TokensIn(Value receiver, ImmutableArray<Token> tokens)
    {
        foreach (var reference in receiver.References)
        {
            if (reference.Target is { } owner && _state.Slots[_interner.Member(owner, null).Id] is { } elements)
                tokens = Token.Union(tokens, elements.Tokens);
        }

        return tokens;
    }

    private static bool IsGivenTraining(Value receiver, ImmutableArray<Value> arguments) =>
        arguments.Insert(0, receiver).Any(value => !value.ParametersOf.IsEmpty);

    private Value MakeModule(IOperation call, IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        var described = Apis.Find(method, DescriptionKind.Creates);

        // Create<T> makes a T, whatever it is declared to return.
        var type = described is not null && method.TypeArguments.Length == 1 && Apis.IsModule(method.TypeArguments[0]) ? method.TypeArguments[0] : call.Type;
        var made = Make(call, type, 0);
        made.IsExact = type is not ITypeParameterSymbol;
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(described?.Mode == "unknown" ? CaseSet.Unknown : InitialMode(type, call.Syntax)));
        var result = Value.Of(made, notNull: true);
        HoldArguments(result, arguments);
        return result;
    }
}
