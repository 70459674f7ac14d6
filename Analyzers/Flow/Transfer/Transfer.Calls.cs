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
        if (IsUnreachableAfter(method, arguments))
        {
            IsDead = true;
            return Value.Unknown;
        }

        if (arguments.Any(value => value.SwitchesArguments))
            LoseTo(receiver, arguments);
        if (arguments.Any(value => value.FreezesArguments))
            FreezeModules(receiver, arguments);
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
        if (Apis.Is(method, DescriptionKind.Parts))
            return PartsOf(call, receiver);
        if (Apis.Is(method, DescriptionKind.Parameters))
            return ParametersOf(receiver);
        if (Apis.Is(method, DescriptionKind.ReadsGradients))
            return Value.OfReading(ModeReading.OfGradients(_state.Gradients), Fresh(call));
        if (Apis.Is(method, DescriptionKind.Requires))
            return RequireGradient(receiver, arguments.Length == 0 ? Value.OfConstant(true) : arguments[0]);
        if (Apis.Is(method, DescriptionKind.Asks))
            return TypeFacts.IsComparable(call.Type) ? Value.OfTerm(Fresh(call)) : Value.Unknown;
        if (IsDispose(method))
            return VisitDispose(call, receiver);
        if (method.Name == "<Clone>$")
            return VisitClone(call, receiver);
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            // What it hands out may be an open guard.
            if (method.ReturnType.SpecialType == SpecialType.System_IDisposable)
                _state.Gradients = CaseSet.Unknown;
            return LoseCall(call, receiver, arguments);
        }

        return Apis.IsKnownLibrary(method.ContainingAssembly) ? ApplyLibrary(call, method, receiver, arguments)
            : ApplySource(call, method, receiver, arguments);
    }

    /// <summary>The method says that it does not come back, or not if what it was given is not so; else it teaches that it is.</summary>
    private bool IsUnreachableAfter(IMethodSymbol method, ImmutableArray<Value> arguments)
    {
        if (!method.ReturnsVoid)
            return false;
        if (TypeFacts.NeverReturns(method))
            return true;
        for (var index = 0; index < arguments.Length; index++)
        {
            if (TypeFacts.DoesNotReturnIf(method.Parameters[index]) is { } ending && !Refine(_state, new BranchTest { Value = arguments[index] }, !ending))
                return true;
        }

        return false;
    }

    /// <summary>A guard gives back what it found, a class of the program runs its code; else disposing is no use of anything (F3).</summary>
    private Value VisitDispose(IInvocationOperation call, Value receiver)
    {
        if (receiver.References.Any(reference => reference.Target is { IsGuard: true }))
        {
            CloseGuard(receiver);
            return Value.Unknown;
        }

        var type = receiver.Single is { IsExact: true, Type: { } exact } ? exact : call.Instance is null ? null : Unwrap(call.Instance).Type;
        return type is INamedTypeSymbol named && ProgramAnalysis.Implementation(call.TargetMethod, named) is { } dispose && _body.Program.HasBody(dispose)
            ? ApplySource(call, dispose, receiver, ImmutableArray<Value>.Empty) : Value.Unknown;
    }

    /// <summary>The copy of a record holds the same objects (F1.7).</summary>
    private Value VisitClone(IInvocationOperation call, Value record)
    {
        if (record.Single is not { Type: { } type } original)
            return LoseCall(call, record, ImmutableArray<Value>.Empty);
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false, AssociatedSymbol: null } or IPropertySymbol { IsStatic: false, IsIndexer: false }
                && ((member as IFieldSymbol)?.Type ?? ((IPropertySymbol)member).Type) is var held && Apis.IsModule(held))
                MemberValue(original, member, held);
        }

        var copy = Make(call, type, 0);
        _state.Objects = _state.Objects.With(copy.Id, new ObjectState(CaseSet.Unknown));
        foreach (var entry in _state.Slots.Entries)
        {
            if (_interner.Slot(entry.Key) is { Owner: { } owner, Symbol: { } symbol } && owner == original)
                _state.Slots = _state.Slots.With(_interner.Member(copy, symbol).Id, entry.Value);
        }

        return Value.Of(copy, notNull: true);
    }

    /// <summary>A function among the arguments may be run on the other ones, their elements and their parts.</summary>
    private void LoseTo(Value receiver, ImmutableArray<Value> arguments)
    {
        foreach (var value in arguments.Insert(0, receiver))
        {
            foreach (var reference in value.References)
            {
                if (reference.Target is { } target)
                    Havoc(target);
            }
        }
    }

    /// <summary>The parts of a module, handed out in a sequence: what is done to one of them may have been done to the whole.</summary>
    private Value PartsOf(IInvocationOperation call, Value module)
    {
        var result = Value.Of(Make(call, call.Type, 0), notNull: true);
        StoreElement(result, module.WithOther());
        return result;
    }

    private Value ParametersOf(Value module)
    {
        if (Collecting)
            _body.TakeParameters(module, _state);
        return Value.OfParameters(ModulesOf(module));
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
            older.Inner = newest.Inner;
            foreach (var part in _interner.PartsOf(newest).Where(candidate => candidate.Symbol is not null).ToArray())
                _state.Age(part, _interner.Part(older, part.Symbol!, part.Type!));
            _state.Age(newest, older);
        }

        foreach (var entry in _state.Slots.Entries)
        {
            if (_interner.Slot(entry.Key).Owner == newest)
                _state.Slots = _state.Slots.With(entry.Key, null);
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
            return MakeOptimizer(arguments.SelectMany(value => value.ParametersOf).Distinct().ToImmutableArray());
        }

        if (!TypeFacts.IsFollowed(creation.Type) || Apis.IsTensor(creation.Type))
            return Apis.IsKnownLibrary(constructor.ContainingAssembly) ? ApplyLibrary(creation, constructor, Value.Unknown, arguments) : LoseCall(creation, Value.Unknown, arguments);

        var made = Make(creation, creation.Type, 0);
        made.IsExact = true;
        var result = Value.Of(made, notNull: true);
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(Apis.IsModule(creation.Type) ? InitialMode(creation.Type, creation.Syntax) : CaseSet.Unknown));
        if (_body.Program.OpensGuardsOutsideBodies(creation.Type))
            _state.Gradients = CaseSet.Unknown;
        if (ProgramAnalysis.IsPrimaryOfRecord(constructor))
        {
            foreach (var parameter in constructor.Parameters)
            {
                if (creation.Type!.GetMembers(parameter.Name).FirstOrDefault() is IPropertySymbol property)
                    StoreMember(result, property, arguments[parameter.Ordinal]);
            }
        }

        if (ProgramAnalysis.IsPrimaryOfRecord(constructor) && !_body.Program.HasBody(constructor))
            return result;
        if (SymbolEqualityComparer.Default.Equals(constructor.ContainingAssembly, Apis.Compilation.Assembly))
            ApplySource(creation, constructor, result, arguments);
        else if (Apis.IsKnownLibrary(constructor.ContainingAssembly))
            HoldArguments(result, arguments);
        else
            LoseCall(creation, Value.Unknown, arguments);
        return result.WithTokens(TypeFacts.IsCollection(creation.Type) ? AllTokens(arguments) : ImmutableArray<Token>.Empty);
    }

    private Value MakeOptimizer(ImmutableArray<AbstractObject> modules)
    {
        _body.TrainsUnseen |= Collecting && modules.IsEmpty;
        return Value.OfParameters(modules);
    }

    private CaseSet InitialMode(ITypeSymbol? type, SyntaxNode site) => InitialMode(Apis, type, site);

    private static CaseSet InitialMode(KnownApis apis, ITypeSymbol? type, SyntaxNode? site)
    {
        var place = site is null ? null : new Place(site, Cause.Created);
        if (LibraryAttributes.FindOnType(type, LibraryAttributes.InitialMode) is { ConstructorArguments: { Length: 1 } stated } && stated[0].Value is bool training)
            return CaseSet.Of(new Case(training ? StateKind.Training : StateKind.Evaluation, place) { IsInitial = true });
        return apis.FindType(type, DescriptionKind.Module)?.Mode switch
        {
            "training" => CaseSet.Of(new Case(StateKind.Training, place) { IsInitial = true }),
            "evaluation" => CaseSet.Of(new Case(StateKind.Evaluation, place) { IsInitial = true }),
            _ => CaseSet.Unknown,
        };
    }

    private Value VisitAnonymous(IAnonymousObjectCreationOperation creation)
    {
        var made = Make(creation, creation.Type, 0);
        made.IsExact = true;
        _state.Objects = _state.Objects.With(made.Id, new ObjectState(CaseSet.Unknown));
        foreach (var initializer in creation.Initializers)
        {
            if (initializer is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
                StoreMember(Value.Of(made), property.Property, Visit(assignment.Value));
        }

        return Value.Of(made, notNull: true);
    }

    private Value VisitForward(IInvocationOperation call, Value receiver, ImmutableArray<Value> arguments, IParameterSymbol? training)
    {
        var inputs = AllTokens(arguments);
        if (Apis.FindType(call.Instance?.Type, DescriptionKind.Modeless) is not null
            || Apis.FindType(call.TargetMethod.ContainingType, DescriptionKind.Modeless) is not null)
            return Value.OfTokens(inputs);

        var site = _body.Site(call, null);
        if (Collecting)
        {
            site.Inputs.UnionWith(inputs.Where(input => input.HasGraph).Select(input => input.Forward));
            _body.Collect(site, call, receiver, arguments, training, _state);
        }

        return Value.OfTokens(Token.Union(inputs, ImmutableArray.Create(new Token(site, hasGraph: true))));
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
