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
            return Value.OfParameters(parameters);
        if (Apis.Is(method, DescriptionKind.Ends))
        {
            UseGraphs(Value.OfTokens(tokens), UseKind.Consumed);
            return Value.OfTokens(Token.AsNumbers(tokens));
        }

        if (isTensorLibrary && Apis.IsModule(type) && (Apis.Is(method, DescriptionKind.Creates) || method.IsStatic))
            return MakeModule(call, method, arguments);

        var isCollection = TypeFacts.IsCollection(receiver.Single?.Type ?? (method.IsStatic ? null : method.ContainingType));
        if (isCollection)
        {
            foreach (var value in arguments)
            {
                if (value.CarriesObjects || !value.Tokens.IsEmpty)
                    StoreElement(receiver, value);
            }
        }
        else if (!isTensorLibrary)
        {
            foreach (var value in arguments.Where(value => value.CarriesObjects))
                Escape(value);
        }

        if (Types.CanHoldTensor(type))
        {
            var carried = TokensIn(receiver, tokens);
            var elements = ElementsOf(receiver, arguments, type);
            return elements.WithTokens(carried) is var result && !parameters.IsEmpty ? result.WithParametersOf(parameters)
                : arguments.Any(value => value.RequiresGradient) || receiver.RequiresGradient ? elements.WithTokens(carried).WithGradientRequired()
                : elements.WithTokens(carried);
        }

        if (!isCollection || isTensorLibrary)
            UseGraphs(Value.OfTokens(TokensIn(receiver, tokens)), !isTensorLibrary && IsGivenTraining(receiver, arguments) ? UseKind.Lost : UseKind.Consumed);
        return TypeFacts.IsComparable(type) ? Value.OfTerm(Fresh(call)).WithTokens(Token.AsNumbers(TokensIn(receiver, tokens)))
            : Apis.IsModule(type) ? ElementsOf(receiver, arguments, type) : Value.OfTokens(Token.AsNumbers(TokensIn(receiver, tokens))).WithParametersOf(parameters);
    }

    private ImmutableArray<Token> TokensIn(Value receiver, ImmutableArray<Token> tokens)
    {
        foreach (var reference in receiver.References)
        {
            if (reference.Target is { } owner && _state.Slots[_interner.Member(owner, null).Id] is { } elements)
                tokens = Token.Union(tokens, elements.Tokens);
        }

        return tokens;
    }

    private Value ElementsOf(Value receiver, ImmutableArray<Value> arguments, ITypeSymbol? type)
    {
        Value? found = null;
        foreach (var holder in arguments.Insert(0, receiver))
        {
            foreach (var reference in holder.References)
            {
                if (reference.Target is { } owner && _state.Slots[_interner.Member(owner, null).Id] is { CarriesObjects: true } value)
                    found = found is null ? value : found.Join(value, null, null);
            }
        }

        return found is not null && TypeFacts.IsFollowed(type) ? found.WithOther() : Value.Unknown;
    }

    private static bool IsGivenTraining(Value receiver, ImmutableArray<Value> arguments) =>
        arguments.Insert(0, receiver).Any(value => !value.ParametersOf.IsEmpty);

    private Value MakeModule(IOperation call, IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        var made = Make(call, call.Type, 0);
        made.IsExact = true;
        var described = Apis.Find(method, DescriptionKind.Creates);
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(described?.Mode == "unknown" ? CaseSet.Unknown : InitialMode(call.Type, call.Syntax)));
        var result = Value.Of(made, notNull: true);
        HoldArguments(result, arguments);
        return result;
    }

    /// <summary>Code that is not followed: whatever it gets may be switched, stored, or trained.</summary>
    private Value LoseCall(IOperation call, Value receiver, ImmutableArray<Value> arguments)
    {
        Lose(receiver);
        foreach (var value in arguments)
            Lose(value);
        return ResultValue(call, AllTokens(arguments.Insert(0, receiver)));
    }

    /// <summary>The objects of a value are out of sight from here on, and so is what becomes of its results.</summary>
    private void Lose(Value value, bool isCall = true)
    {
        UseGraphs(value, UseKind.Lost);
        if (!isCall)
        {
            Escape(value);
            return;
        }

        foreach (var reference in value.References)
        {
            if (reference.Target is { } target)
                Havoc(target, 0);
        }
    }

    private void Havoc(AbstractObject subject, int depth)
    {
        if (subject.IsGuard)
        {
            _state.Gradients = CaseSet.Unknown;
            return;
        }

        var before = _state.Objects[subject.Id];
        var isModule = Apis.IsModule(subject.Type);
        if (isModule || before is not null || subject.Kind == ObjectKind.Entry)
            _state.Objects = _state.Objects.With(subject.Id, (before ?? new ObjectState(CaseSet.Unknown)).With(CaseSet.Unknown, isMixed: false).Escaped());
        if (depth > 3)
            return;
        foreach (var part in _interner.Objects.ToArray())
        {
            if (part.Owner == subject)
                Havoc(part, depth + 1);
        }

        foreach (var entry in _state.Slots.Entries)
        {
            var slot = _interner.Slot(entry.Key);
            if (slot.Owner != subject)
                continue;
            foreach (var reference in entry.Value.References)
            {
                if (reference.Target is { Kind: not ObjectKind.Entry } part)
                    Havoc(part, depth + 1);
            }

            if (slot.Symbol is not IFieldSymbol { IsReadOnly: true })
                _state.Slots = _state.Slots.With(entry.Key, entry.Value.CarriesObjects ? entry.Value.WithOther() : Value.OfTokens(entry.Value.Tokens));
        }
    }

    /// <summary>Others can reach these objects now.</summary>
    private void Escape(Value value)
    {
        foreach (var reference in value.References)
        {
            if (reference.Target is { IsGuard: false } target)
                _state.Objects = _state.Objects.With(target.Id, (_state.Objects[target.Id] ?? new ObjectState(ModeOf(target))).Escaped());
        }
    }

    private void UseTokens(Value value, UseKind kind)
    {
        foreach (var token in value.Tokens)
        {
            if (token.HasGraph || kind == UseKind.Returned)
                AddUse(token, token.HasGraph ? kind : UseKind.Consumed);
        }
    }

    private void UseGraphs(Value value, UseKind kind)
    {
        foreach (var token in value.Tokens)
        {
            if (token.HasGraph)
                AddUse(token, kind);
        }
    }

    private void AddUse(Token token, UseKind kind)
    {
        if (Collecting)
            token.Forward.Add(new Use(kind, _state.Path));
    }
}
