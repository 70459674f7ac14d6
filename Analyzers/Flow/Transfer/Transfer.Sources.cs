using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Code of the compilation: properties, calls with one known target, lambdas (F4.1, F4.2).</summary>
internal sealed partial class Transfer
{
    /// <summary>The current state cannot be reached: a callee never comes back.</summary>
    public bool IsDead { get; private set; }

    /// <summary>A value leaves the body.</summary>
    public void Return(FlowState state, IOperation value, bool isReturn)
    {
        _state = state;
        IsDead = false;
        var returned = Visit(value);
        if (!isReturn)
            return;
        UseTokens(returned, UseKind.Returned);
        _state.Slots = _state.Slots.With(_body.ReturnSlot.Id, returned);
    }

    /// <summary>Reading the property twice meets the same object: it has storage behind it, or is code that is not seen.</summary>
    private bool IsStable(IPropertySymbol property) =>
        property.Parameters.IsEmpty && (!_body.Program.HasBody(property.GetMethod) || property.IsVirtual || property.IsOverride || property.IsAbstract);

    private Value LoadProperty(IPropertyReferenceOperation property)
    {
        var receiver = property.Instance is null ? Value.Unknown : Visit(property.Instance);
        var arguments = VisitArguments(property.Arguments);
        if (Apis.Is(property.Property, DescriptionKind.Reads))
            return ReadMode(receiver, property);
        if (Apis.Is(property.Property, DescriptionKind.Asks) || Apis.Is(property.Property, DescriptionKind.Requires))
            return TypeFacts.IsComparable(property.Type) ? Value.OfTerm(Fresh(property)) : Value.Unknown;
        if (property.Property.GetMethod is { } getter && _body.Program.HasBody(getter) && !IsStable(property.Property))
            return ApplySource(property, getter, receiver, arguments);
        if (!arguments.IsEmpty || property.Property.IsIndexer)
            return Apis.IsKnownLibrary(property.Property.ContainingAssembly) && !TypeFacts.IsCollection(receiver.Single?.Type ?? property.Property.ContainingType) && property.Property.GetMethod is { } indexer
                ? ApplyLibrary(property, indexer, receiver, arguments) : LoadElement(receiver, property);
        if (Apis.IsKnownLibrary(property.Property.ContainingAssembly) && property.Property.GetMethod is { } library && !TypeFacts.IsFollowed(property.Type))
            return ApplyLibrary(property, library, receiver, arguments);
        if (property.Property.IsStatic)
            return LoadVariable(property.Property, property.Type);
        return receiver.CarriesObjects ? LoadFrom(receiver, property.Property, property)
            : Types.CanHoldTensor(property.Type) ? Value.OfTokens(receiver.Tokens) : ResultValue(property, ImmutableArray<Token>.Empty);
    }

    private bool StoreProperty(IPropertyReferenceOperation property, Value value)
    {
        var receiver = property.Instance is null ? Value.Unknown : Visit(property.Instance);
        if (Apis.Is(property.Property, DescriptionKind.Requires))
        {
            RequireGradient(receiver, value);
            if (value.Constant is not false && property.Instance is not null && PlaceOf(Unwrap(property.Instance)) is { } place && _state.Slots[place.Id] is { } tensor)
                _state.Slots = _state.Slots.With(place.Id, tensor.WithGradientRequired());
            return true;
        }

        if (!property.Arguments.IsEmpty)
        {
            VisitArguments(property.Arguments);
            if (receiver.CarriesObjects)
                StoreElement(receiver, value);
            else if (property.Instance is not null && PlaceOf(Unwrap(property.Instance)) is { } container && _state.Slots[container.Id] is { } held)
                _state.Slots = _state.Slots.With(container.Id, held.WithTokens(Token.Union(held.Tokens, value.Tokens)));
            else
                UseGraphs(value, UseKind.Lost);
            return true;
        }

        if (property.Property.SetMethod is { } setter && _body.Program.HasBody(setter) && !IsStable(property.Property))
        {
            ApplySource(property, setter, receiver, ImmutableArray.Create(value));
            return true;
        }

        if (property.Property.IsStatic)
            return false;
        StoreMember(receiver, property.Property, value);
        return true;
    }

    /// <summary>A function that may run at any time: what it switches or writes among captured things is not known from here on.</summary>
    private Value VisitFunction(IMethodSymbol function, IOperation site)
    {
        if (site is IMethodReferenceOperation && function.MethodKind != MethodKind.LocalFunction)
            return Value.Unknown;
        if (_body.Summaries.Of(function) is not { } summary)
            return Value.Unknown;
        foreach (var (subject, _) in summary.Objects)
        {
            if (subject.Kind != ObjectKind.Entry)
                continue;
            if (subject.Root.Symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function))
                SwitchUnseen(CaseSet.Unknown);
            else
                Lose(ResolveEntry(subject, Value.Of(_interner.This(null), true), function, ImmutableArray<Value>.Empty));
        }

        foreach (var (slot, value) in summary.Writes)
        {
            if (slot.Owner is null && slot.Symbol is ILocalSymbol or IParameterSymbol)
                _state.Slots = _state.Slots.With(_interner.Variable(slot.Symbol!).Id, Value.Unknown);
        }

        foreach (var captured in summary.Parameters)
        {
            if (captured.Parameter is { } variable && !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, function)
                && _state.Slots[_interner.Variable(variable).Id] is { } held)
                UseGraphs(held, UseKind.Lost);
        }

        return Value.Unknown;
    }

    /// <summary>A call into the compilation: by its summary if the target is known, else what it gets is lost.</summary>
    private Value ApplySource(IOperation call, IMethodSymbol method, Value receiver, ImmutableArray<Value> arguments)
    {
        var target = _body.Program.TargetOf(method, call, receiver);
        if (target is null)
            return _body.Program.IsInert(method) ? ResultValue(call, AllTokens(arguments)) : LoseCall(call, receiver, arguments);
        if (!_body.Program.IsWorthFollowing(target))
            return ResultValue(call, AllTokens(arguments));
        if (_body.Program.IsDeferred(target, call) || _body.Summaries.Of(target) is not { } summary)
            return LoseCall(call, receiver, arguments);
        return Apply(call, target, summary, receiver, arguments);
    }

    private Value Apply(IOperation call, IMethodSymbol target, MethodSummary summary, Value receiver, ImmutableArray<Value> arguments)
    {
        var before = _state.Copy();
        var application = new SummaryApplication(
            subject => ResolveEntry(subject, receiver, target, arguments, call),
            symbol => ArgumentOf(symbol, target, arguments),
            subject => ModeOf(before, subject, _body),
            before.Gradients,
            call.Syntax);
        var aliased = AliasedObjects(summary, application);

        foreach (var site in summary.Parameters)
        {
            if (ArgumentOf(site.Parameter!, target, arguments) is not { } passed)
                continue;
            foreach (var use in site.Uses)
            {
                if (use.Kind != UseKind.Returned)
                    UseIn(application, passed, use);
            }
        }

        if (Collecting)
            Lift(call, summary, application, aliased);
        if (!summary.Returns)
        {
            IsDead = true;
            return Value.Unknown;
        }

        foreach (var (subject, state) in summary.Objects)
            ApplyObject(application, subject, state, aliased);
        foreach (var (slot, value) in summary.Writes)
            ApplyWrite(application, slot, value, target, arguments, call, summary);

        _state.Gradients = application.Gradients(summary.Gradients);
        var result = application.Translate(summary.Return, token => TranslateToken(token, call, target, arguments));
        if (!summary.OpenGuards.IsEmpty)
        {
            // A guard that is handed out is opened by this call, for this body (F2.5); one that stays behind leaves the state unknown.
            var isHandedOut = summary.OpenGuards.Length == 1 && summary.Return.References.Any(reference => reference.Target == summary.OpenGuards[0]);
            var effect = _state.Gradients;
            _state.Gradients = before.Gradients;
            result = isHandedOut ? OpenGuard(call, effect, call.Type) : result;
            if (!isHandedOut)
                _state.Gradients = CaseSet.Unknown;
        }

        if (Types.CanHoldTensor(call.Type) && (receiver.RequiresGradient || arguments.Any(value => value.RequiresGradient)))
            result = result.WithGradientRequired();
        if (TypeFacts.IsComparable(call.Type) && result is { Term: null, Truth: null, Constant: null, Reading: null })
            result = Value.OfTerm(Fresh(call)).WithTokens(result.Tokens);
        return result;
    }

    private void UseIn(SummaryApplication application, Value passed, Use use)
    {
        if (!Collecting || application.Path(use.Path) is not { } path)
            return;
        foreach (var token in passed.Tokens)
        {
            var kind = token.HasGraph ? use.Kind : use.Kind is UseKind.Backward or UseKind.ServesTraining ? UseKind.ServesTraining : UseKind.Consumed;
            token.Forward.Add(new Use(kind, _state.Path.AddRange(path.Where(condition => !_state.Path.Contains(condition)))));
        }
    }

    /// <summary>Facts that callers decide go on in this body (F4.2).</summary>
    private void Lift(IOperation call, MethodSummary summary, SummaryApplication application, HashSet<AbstractObject> aliased)
    {
        foreach (var inner in summary.Facts)
        {
            if (!Verdicts.NeedsCallers(inner) || application.Path(inner.Path) is not { } path)
                continue;
            var conditions = _state.Path.AddRange(path.Where(condition => !_state.Path.Contains(condition)));
            var uses = inner.Uses.Where(use => use.Kind != UseKind.Returned)
                .Select(use => application.Path(use.Path) is { } usePath ? new Use(use.Kind, conditions.AddRange(usePath.Where(c => !conditions.Contains(c)))) : null)
                .Where(use => use is not null).Select(use => use!).ToImmutableArray();
            var isAliased = inner.Mode.Cases.Any(@case => @case.Entry is { } entry && application.Resolve(entry).References.Any(r => r.Target is { } t && aliased.Contains(t)));
            var module = inner.Mode.Cases.Select(@case => @case.Entry).FirstOrDefault(entry => entry is not null);
            var actual = module is null ? null : application.Resolve(module);
            var target = actual?.References.Select(reference => reference.Target).FirstOrDefault(candidate => candidate is not null);
            var name = inner.IsOwnPart && call is IInvocationOperation { Instance.IsImplicit: false } ? ((IInvocationOperation)call).Instance!.Syntax.ToString()
                : module is null ? inner.Name : NameOfActual(call, module, inner.Name);
            _body.Merge(_body.Site(call, inner), new ForwardFact(inner.Syntax, call.Syntax, inner, name)
            {
                Mode = isAliased ? CaseSet.Unknown : application.Modes(inner.Mode),
                Gradients = application.Gradients(inner.Gradients),
                Path = conditions,
                Uses = uses,
                IsModeSilent = inner.IsModeSilent || (module is not null && ModesAreSilent(actual!)),
                IsGradientSilent = inner.IsGradientSilent || (actual?.References.Any(r => r.Target is { } t && _state.Objects[t.Id]?.AreParametersTouched == true) ?? false),
                IsOwnPart = module is null ? inner.IsOwnPart : target is { Kind: ObjectKind.Entry, Root: { Symbol: null } root } && Apis.IsModule(root.Type),
                EntryRoot = target is { Kind: ObjectKind.Entry } ? target.Root : null,
                OmittedParameter = inner.OmittedParameter,
                IsSampled = inner.IsSampled,
                CanSwitch = inner.CanSwitch,
            });
        }
    }

    private bool ModesAreSilent(Value module) =>
        module.References.Any(reference => reference.Target is { } target && _state.Objects[target.Id]?.IsMixed == true)
        || _body.Program.Independence.Of(module, module.References.Select(r => r.Target?.Type).FirstOrDefault(type => type is not null), _body, _state) == Independence.Independent;

    /// <summary>How the caller writes the object that the callee knows under another name.</summary>
    private static string NameOfActual(IOperation call, AbstractObject entry, string fallback)
    {
        var path = "";
        var current = entry;
        for (; current.Owner is not null; current = current.Owner)
            path = $".{current.Symbol?.Name}{path}";
        var syntax = (call, current.Symbol) switch
        {
            (IInvocationOperation invocation, IParameterSymbol parameter) => invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value.Syntax,
            (IObjectCreationOperation creation, IParameterSymbol parameter) => creation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal)?.Value.Syntax,
            (IInvocationOperation { Instance.IsImplicit: false } invocation, null) => invocation.Instance!.Syntax,
            _ => null,
        };
        return syntax is not null ? syntax + path
            : current.Symbol is null && path.Length > 0 ? path.Substring(1)
            : current.Symbol is ILocalSymbol or IFieldSymbol ? current.Symbol.Name + path : fallback;
    }

    private void ApplyObject(SummaryApplication application, AbstractObject subject, ObjectState state, HashSet<AbstractObject> aliased)
    {
        var actual = application.Resolve(subject);
        if (subject.Kind != ObjectKind.Entry)
        {
            if (actual.Single is { } made)
                _state.Objects = _state.Objects.With(made.Id, new ObjectState(application.Modes(state.Mode), state.IsMixed, state.HasEscaped, state.AreParametersTouched));
            return;
        }

        var written = application.Modes(state.Mode);
        if (actual.Single is { } single && !aliased.Contains(single))
        {
            var known = _state.Objects[single.Id];
            SetMode(single, written, strong: true, depth: 1);
            MarkWholesMixed(single, written);
            if (state.IsMixed || state.AreParametersTouched || state.HasEscaped || known is { HasEscaped: true })
                _state.Objects = _state.Objects.With(single.Id, new ObjectState(written, state.IsMixed, state.HasEscaped || known?.HasEscaped == true, state.AreParametersTouched || known?.AreParametersTouched == true));
        }
        else
        {
            Switch(actual, CaseSet.Unknown);
        }
    }

    private void ApplyWrite(SummaryApplication application, Slot slot, Value value, IMethodSymbol target, ImmutableArray<Value> arguments, IOperation call, MethodSummary summary)
    {
        var translated = application.Translate(value, token => TranslateToken(token, call, target, arguments));
        if (value.References.Any(reference => reference.Target is { IsGuard: true }))
            translated = Value.Unknown;
        if (slot.Owner is { } owner)
            StoreMember(application.Resolve(owner), slot.Symbol!, translated);
        else if (slot.Symbol is { } symbol && !(symbol is IParameterSymbol && SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, target)))
            _state.Slots = _state.Slots.With(_interner.Variable(symbol).Id, translated);
    }

    private IEnumerable<Token> TranslateToken(Token token, IOperation call, IMethodSymbol target, ImmutableArray<Value> arguments)
    {
        if (token.Forward.Parameter is { } parameter)
        {
            var passed = ArgumentOf(parameter, target, arguments)?.Tokens ?? ImmutableArray<Token>.Empty;
            return token.HasGraph ? passed : Token.AsNumbers(passed);
        }

        // The forward is inside of the callee: one site here stands for each fact that it hands out.
        var inner = _body.Summaries.Of(target)?.Facts.Where(fact => fact.Call == token.Forward.Call?.Syntax && fact.Inner == token.Forward.Inner) ?? Array.Empty<ForwardFact>();
        return inner.Select(fact => new Token(_body.Site(call, fact), token.HasGraph));
    }

    private Value? ArgumentOf(ISymbol symbol, IMethodSymbol target, ImmutableArray<Value> arguments)
    {
        if (symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, target.OriginalDefinition))
            return parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown;
        return symbol is ILocalSymbol or IParameterSymbol ? LoadVariable(symbol, (symbol as ILocalSymbol)?.Type ?? ((IParameterSymbol)symbol).Type) : null;
    }

    private Value ResolveEntry(AbstractObject subject, Value receiver, IMethodSymbol target, ImmutableArray<Value> arguments, IOperation? call = null)
    {
        if (subject.Kind != ObjectKind.Entry)
        {
            if (call is null)
                return Value.Unknown;
            if (subject.Kind == ObjectKind.Created)
            {
                var made = Make(call, subject.Type, subject.Id + 1);
                made.IsExact = subject.IsExact;
                made.IsGuard = subject.IsGuard;
                return Value.Of(made, notNull: true);
            }

            var result = _interner.Made(call, subject.Id + 1, ObjectKind.Result, subject.Type);
            return Value.Of(result).WithOther(subject.Kind == ObjectKind.Result);
        }

        if (subject.Owner is { } owner)
        {
            var holder = ResolveEntry(owner, receiver, target, arguments, call);
            return holder.CarriesObjects && call is not null ? LoadMemberOf(holder, subject) : Value.Unknown;
        }

        return subject.Symbol switch
        {
            null => receiver,
            IFieldSymbol or IPropertySymbol => LoadVariable(subject.Symbol, subject.Type),
            _ => ArgumentOf(subject.Symbol, target, arguments) ?? Value.Unknown,
        };
    }

    private Value LoadMemberOf(Value holder, AbstractObject member)
    {
        Value? result = null;
        foreach (var reference in holder.References)
        {
            if (reference.Target is not { } owner)
                continue;
            var slot = _interner.Member(owner, member.Symbol);
            var value = _state.Slots[slot.Id];
            if (value is null)
            {
                value = owner.Kind == ObjectKind.Entry ? EntryValue(owner, member.Symbol!, member.Type) : Value.Unknown;
                _state.Slots = _state.Slots.With(slot.Id, value);
            }

            result = result is null ? value : result.Join(value, null, null);
        }

        return result is null ? Value.Unknown : holder.MayBeOther ? result.WithOther() : result;
    }

    /// <summary>Objects that the callee knows under two names: what it does to one, it does to the other.</summary>
    private static HashSet<AbstractObject> AliasedObjects(MethodSummary summary, SummaryApplication application)
    {
        var seen = new Dictionary<AbstractObject, AbstractObject>();
        var aliased = new HashSet<AbstractObject>();
        var subjects = summary.Objects.Select(pair => pair.Subject)
            .Concat(summary.Facts.SelectMany(fact => fact.Mode.Cases).Select(@case => @case.Entry).Where(entry => entry is not null).Select(entry => entry!));
        foreach (var subject in subjects.Distinct())
        {
            if (subject.Kind != ObjectKind.Entry)
                continue;
            foreach (var reference in application.Resolve(subject).References)
            {
                if (reference.Target is not { } target)
                    continue;
                if (seen.TryGetValue(target, out var other) && other != subject)
                    aliased.Add(target);
                seen[target] = subject;
            }
        }

        return aliased;
    }
}
