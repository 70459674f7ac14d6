using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Calls: described ones do what their description says, followed ones what their summary says, others lose what they get (F4.7).</summary>
internal sealed partial class Transfer
{
    private Value VisitInvocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var receiver = call.Instance is null ? Value.Unknown : Visit(call.Instance);
        if (call.Instance is not null && PlaceOf(Unwrap(call.Instance)) is { } held && _state.Slots[held.Id] is { } holder && holder.Equals(receiver))
            _state.Slots = _state.Slots.With(held.Id, receiver = receiver.AsNotNull());

        var arguments = VisitArguments(call.Arguments);
        if (Apis.Find(method, DescriptionKind.Switch) is { } switched && !method.IsStatic)
        {
            if (!_body.Program.OverridesSwitch(call, receiver))
                Switch(receiver, CasesOfSwitch(call, switched.Mode, switched.Argument));
            else
                ApplySource(call, method, receiver, arguments);
            return Value.Unknown;
        }

        if (Apis.Find(method, DescriptionKind.Guard) is { } guard)
            return OpenGuard(call, guard);
        if (LibraryAttributes.TrainingParameter(method) is { } training && Apis.IsModule(method.ContainingType))
            return VisitForward(call, receiver, arguments, training);
        if (Apis.Is(method, DescriptionKind.Forward) && call.Instance is not null)
            return VisitForward(call, receiver, arguments, null);
        if (Apis.Is(method, DescriptionKind.Returns))
            return (method.IsStatic && arguments.Length > 0 ? arguments[0] : receiver).AsNotNull();
        if (Apis.Is(method, DescriptionKind.Backward))
            return VisitBackward(receiver, arguments);
        if (Apis.Is(method, DescriptionKind.Parameters))
            return Value.OfParameters(ModulesOf(receiver));
        if (Apis.Is(method, DescriptionKind.Requires))
            return RequireGradient(receiver, arguments.Length == 0 ? Value.OfConstant(true) : arguments[0]);
        if (Apis.Is(method, DescriptionKind.Asks))
            return TypeFacts.IsComparable(call.Type) ? Value.OfTerm(Fresh(call)) : Value.Unknown;
        if (IsDispose(method) && receiver.References.Any(reference => reference.Target is { IsGuard: true }))
        {
            CloseGuard(receiver);
            return Value.Unknown;
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
            return LoseCall(call, receiver, arguments);
        return Apis.IsKnownLibrary(method.ContainingAssembly) ? ApplyLibrary(call, method, receiver, arguments)
            : ApplySource(call, method, receiver, arguments);
    }

    private ImmutableArray<Value> VisitArguments(ImmutableArray<IArgumentOperation> arguments)
    {
        if (arguments.IsEmpty)
            return ImmutableArray<Value>.Empty;
        var values = new Value[arguments.Max(argument => argument.Parameter?.Ordinal ?? 0) + 1];
        foreach (var argument in arguments)
        {
            var value = Visit(argument.Value);
            values[argument.Parameter?.Ordinal ?? 0] = value;
            if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && PlaceOf(Unwrap(argument.Value)) is { } written)
            {
                Escape(value);
                _state.Slots = _state.Slots.With(written.Id, ResultValue(argument.Value, ImmutableArray<Token>.Empty));
            }
        }

        return values.Select(value => value ?? Value.Unknown).ToImmutableArray();
    }

    /// <summary>What an expression of unknown origin yields: an object of its own where one matters.</summary>
    private Value ResultValue(IOperation operation, ImmutableArray<Token> tokens) =>
        TypeFacts.IsComparable(operation.Type) ? Value.OfTerm(Fresh(operation)).WithTokens(Token.AsNumbers(tokens))
        : Apis.IsModule(operation.Type) ? Value.Of(MakeResult(operation)).WithOther().WithTokens(tokens)
        : Value.OfTokens(tokens);

    private AbstractObject MakeResult(IOperation operation)
    {
        var made = _interner.Made(operation, 0, ObjectKind.Result, operation.Type);
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(CaseSet.Unknown, hasEscaped: true));
        return made;
    }

    /// <summary>The newest object of a site; what the site made before is one of the older ones now.</summary>
    private AbstractObject Make(IOperation site, ITypeSymbol? type, int number)
    {
        var newest = _interner.Made(site, number, ObjectKind.Created, type);
        if (_state.Objects[newest.Id] is not null)
        {
            var older = _interner.Made(site, number, ObjectKind.Older, type);
            _state.Age(newest, older);
            foreach (var entry in _state.Slots.Entries)
            {
                if (_interner.Slot(entry.Key).Owner == newest)
                    _state.Slots = _state.Slots.With(entry.Key, null);
            }
        }

        return newest;
    }

    private Value VisitCreation(IObjectCreationOperation creation)
    {
        var arguments = VisitArguments(creation.Arguments);
        if (creation.Constructor is not { } constructor)
            return VisitUnfollowed(creation);
        if (Apis.FindType(creation.Type, DescriptionKind.Optimizer) is not null || (!Apis.IsModule(creation.Type) && arguments.Any(value => !value.ParametersOf.IsEmpty)))
        {
            foreach (var value in arguments)
                Lose(value);
            return Value.OfParameters(arguments.SelectMany(value => value.ParametersOf).Distinct().ToImmutableArray());
        }

        if (!TypeFacts.IsFollowed(creation.Type) || Apis.IsTensor(creation.Type))
            return Apis.IsKnownLibrary(constructor.ContainingAssembly) ? ApplyLibrary(creation, constructor, Value.Unknown, arguments) : LoseCall(creation, Value.Unknown, arguments);

        var made = Make(creation, creation.Type, 0);
        made.IsExact = true;
        var result = Value.Of(made, notNull: true);
        if (Apis.IsModule(creation.Type))
            _state.Objects = _state.Objects.With(made.Id, new ObjectState(InitialMode(creation.Type, creation.Syntax)));
        if (SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, Apis.Compilation.Assembly))
            ApplySource(creation, constructor, result, arguments);
        else if (Apis.IsKnownLibrary(constructor.ContainingAssembly))
            HoldArguments(result, arguments);
        else
            LoseCall(creation, Value.Unknown, arguments);
        return result.WithTokens(TypeFacts.IsCollection(creation.Type) ? AllTokens(arguments) : ImmutableArray<Token>.Empty);
    }

    private CaseSet InitialMode(ITypeSymbol? type, SyntaxNode site)
    {
        var place = new Place(site, Cause.Created);
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.InitialMode) is { ConstructorArguments: { Length: 1 } stated } && stated[0].Value is bool training)
            return CaseSet.Of(new Case(training ? StateKind.Training : StateKind.Evaluation, place, initial: true));
        return Apis.FindType(type, DescriptionKind.Module)?.Mode switch
        {
            "training" => CaseSet.Of(new Case(StateKind.Training, place, initial: true)),
            "evaluation" => CaseSet.Of(new Case(StateKind.Evaluation, place, initial: true)),
            _ => CaseSet.Unknown,
        };
    }

    /// <summary>A container keeps the modules it was made of: they are its parts and may be reached through it.</summary>
    private void HoldArguments(Value holder, ImmutableArray<Value> arguments)
    {
        foreach (var value in arguments)
        {
            foreach (var reference in value.References)
            {
                if (reference.Target is { IsGuard: false, Kind: ObjectKind.Created } target && !Apis.IsModule(target.Type))
                {
                    foreach (var entry in _state.Slots.Entries)
                    {
                        if (_interner.Slot(entry.Key).Owner == target && entry.Value.CarriesObjects)
                            StoreElement(holder, entry.Value);
                    }
                }
            }

            if (value.CarriesObjects)
                StoreElement(holder, value);
        }
    }

    private Value VisitForward(IInvocationOperation call, Value receiver, ImmutableArray<Value> arguments, IParameterSymbol? training)
    {
        var inputs = AllTokens(arguments);
        if (Apis.FindType(call.Instance?.Type, DescriptionKind.Modeless) is not null
            || Apis.FindType(call.TargetMethod.ContainingType, DescriptionKind.Modeless) is not null)
            return Value.OfTokens(inputs);

        var site = _body.Site(call, null);
        if (Collecting)
            _body.Collect(site, call, receiver, arguments, training, _state);
        return Value.OfTokens(inputs.Add(new Token(site, hasGraph: true)));
    }

    private Value VisitBackward(Value receiver, ImmutableArray<Value> arguments)
    {
        foreach (var value in arguments.Insert(0, receiver))
        {
            foreach (var token in value.Tokens)
                AddUse(token, token.HasGraph ? UseKind.Backward : UseKind.ServesTraining);
        }

        return Value.Unknown;
    }

    private Value RequireGradient(Value target, Value required)
    {
        foreach (var module in target.ParametersOf)
            _state.Objects = _state.Objects.With(module.Id, (_state.Objects[module.Id] ?? new ObjectState(ModeOf(module))).ParametersTouched());
        return required.Constant is false ? target : target.WithGradientRequired();
    }

    private static ImmutableArray<AbstractObject> ModulesOf(Value value) =>
        value.References.Where(reference => reference.Target is not null).Select(reference => reference.Target!).ToImmutableArray();

    private static ImmutableArray<Token> AllTokens(ImmutableArray<Value> values)
    {
        var tokens = ImmutableArray<Token>.Empty;
        foreach (var value in values)
            tokens = Token.Union(tokens, value.Tokens);
        return tokens;
    }
}
