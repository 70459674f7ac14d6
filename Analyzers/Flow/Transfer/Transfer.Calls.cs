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
