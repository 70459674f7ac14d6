using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Calls into the compilation: the callee's summary, read in terms of the call (F4.1, F4.2).</summary>
internal sealed partial class Transfer
{
    /// <summary>A call into the compilation: by its summary if the target is known, else what it gets is lost.</summary>
    private Value ApplySource(IOperation call, IMethodSymbol method, Value receiver, ImmutableArray<Value> arguments)
    {
        var target = _body.Program.TargetOf(method, call, receiver);
        if (TypeFacts.NeverReturns(target ?? method))
        {
            IsDead = true;
            return Value.Unknown;
        }

        if (target is null)
            return _body.Program.IsInert(method) ? ResultValue(call, AllTokens(arguments)) : LoseCall(call, receiver, arguments);
        if (!_body.Program.IsWorthFollowing(target))
        {
            foreach (var value in arguments.Add(receiver))
            {
                ChangeContents(value, call);
                ForgetPlain(value);
                LoseHeld(value);
            }

            return ResultValue(call, AllTokens(arguments));
        }

        if (_body.Program.IsIterator(target) && _body.Program.MentionsGuard(target))
            _state.Gradients = CaseSet.Unknown;
        if (_body.Program.IsDeferred(target, call) || _body.Summaries.Of(target) is not { } summary)
            return LoseCall(call, receiver, arguments);
        return Apply(call, target, summary, receiver, arguments);
    }

    private Value Apply(IOperation call, IMethodSymbol target, MethodSummary summary, Value receiver, ImmutableArray<Value> arguments)
    {
        // What the callee did can depend on what it answers.
        var returned = TypeFacts.IsComparable(call.Type) && summary.Return.Term is { IsEntry: false, Operation: null } own ? own : null;
        var answer = returned is null ? null : Fresh(call);
        var before = _state.Copy();
        var application = new SummaryApplication(
            subject => ResolveEntry(subject, receiver, target, arguments, call),
            term => term == returned ? Value.OfTerm(answer!) : term.IsEntry ? EntryTermOf(term, before, receiver, target, arguments) : null,
            subject => ModeOf(before, subject, _body),
            before.Gradients,
            call.Syntax,
            _interner);
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

        // Results that an object holds are not followed into the code of another body.
        if (target.MethodKind != MethodKind.Constructor)
            LoseHeld(receiver);
        for (var index = 0; index < arguments.Length && index < target.Parameters.Length; index++)
        {
            if (!Types.IsFollowedAsResult(target.Parameters[index].Type))
                LoseHeld(arguments[index]);
        }

        if (Collecting)
        {
            foreach (var trained in summary.Trainable)
                _body.TakeParameters(application.Resolve(trained), _state);
            Lift(call, summary, application, aliased);
        }

        if (!summary.Returns)
        {
            IsDead = true;
            return Value.Unknown;
        }

        if (summary.FreezesUnseen)
        {
            FreezeParameters(receiver, arguments);
            _body.FreezesUnseen = true;
        }

        if (summary.SwitchesUnseen)
        {
            LoseTo(receiver, arguments);
            _body.SwitchesUnseen = true;
            SwitchUnseen(CaseSet.Unknown);
        }

        foreach (var (subject, state) in summary.Objects)
            ApplyObject(application, subject, state, aliased);
        foreach (var (slot, value) in summary.Writes)
            ApplyWrite(application, slot, value, target, arguments, call, summary);

        WriteBack(call, target, summary, application, arguments);
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
            result = Value.OfTerm(answer ?? Fresh(call)).WithTokens(result.Tokens);
        return result;
    }

    private void UseIn(SummaryApplication application, Value passed, Use use)
    {
        if (!Collecting || application.Path(use.Path) is not { } path)
            return;
        foreach (var token in TokensWithin(passed))
        {
            var kind = token.HasGraph ? use.Kind : use.Kind is UseKind.Backward or UseKind.ServesTraining ? UseKind.ServesTraining : UseKind.Consumed;
            token.Forward.Add(new Use(kind, _state.Path.Common.AddRange(path.Where(condition => !_state.Path.Common.Contains(condition)))));
        }
    }

    /// <summary>Facts that callers decide go on in this body (F4.2).</summary>
    private void Lift(IOperation call, MethodSummary summary, SummaryApplication application, HashSet<AbstractObject> aliased)
    {
        foreach (var inner in summary.Facts)
        {
            if (!Verdicts.NeedsCallers(inner) || _state.Path.And(application.Ways(inner.Path.Ways)) is not { } path)
                continue;
            var conditions = path.Common;
            var uses = inner.Uses.Where(use => use.Kind != UseKind.Returned)
                .Select(use => application.Path(use.Path) is { } usePath ? new Use(use.Kind, conditions.AddRange(usePath.Where(c => !conditions.Contains(c)))) : null)
                .Where(use => use is not null).Select(use => use!).ToImmutableArray();
            var isAliased = inner.Mode.Cases.Any(@case => @case.Entry is { } entry && application.Resolve(entry).References.Any(r => r.Target is { } t && aliased.Contains(t)));
            var module = inner.Mode.Cases.Select(@case => @case.Entry).FirstOrDefault(entry => entry is not null);
            var actual = module is null ? null : application.Resolve(module);
            var given = inner.Given.Select(application.Resolve).ToArray();
            var target = actual?.References.Select(reference => reference.Target).FirstOrDefault(candidate => candidate is not null);
            var name = inner.IsOwnPart && call is IInvocationOperation { Instance.IsImplicit: false } ? ((IInvocationOperation)call).Instance!.Syntax.ToString()
                : module is null ? inner.Name : NameOfActual(call, module, inner.Name);
            _body.Merge(_body.Site(call, inner), new ForwardFact(inner.Syntax, call.Syntax, inner, name)
            {
                Mode = isAliased ? CaseSet.Unknown : application.Modes(inner.Mode),
                Gradients = application.Gradients(inner.Gradients),
                Path = path,
                Uses = uses,
                IsModeSilent = inner.IsModeSilent || (module is not null && ModesAreSilent(actual!)),
                IsDeliberate = inner.IsDeliberate || _body.IsDeliberate(actual ?? Value.Unknown, _state),
                IsGradientSilent = inner.IsGradientSilent || given.Length > 0 && given.All(RecordsNothing),
                IsOwnPart = module is null ? inner.IsOwnPart : target is { Kind: ObjectKind.Entry, Root: { Symbol: null } root } && Apis.IsModule(root.Type),
                EntryRoot = target is { Kind: ObjectKind.Entry } ? target.Root : null,
                Given = given.Any(value => BodyContext.Given(value).IsEmpty) ? ImmutableArray<AbstractObject>.Empty : given.SelectMany(value => BodyContext.Given(value)).ToImmutableArray(),
                OmittedParameter = inner.OmittedParameter,
                Objects = actual is null ? ImmutableArray<AbstractObject>.Empty : BodyContext.ObjectsOf(actual),
                Made = actual is null ? ImmutableArray<AbstractObject>.Empty : BodyContext.MadeHere(actual),
                MayBeTrained = inner.MayBeTrained,
                IsSampled = inner.IsSampled || call is IInvocationOperation repeated && _body.Loops.IsRepeatedOnSameInput(repeated, Apis),
                CanSwitch = inner.CanSwitch,
            });
        }
    }

    private bool ModesAreSilent(Value module) =>
        module.References.Any(reference => reference.Target is { } target && _state.Objects[target.Id]?.IsMixed == true)
        || _body.Program.Independence.Holds(module, TypeOf(module), _body, _state);

    private bool RecordsNothing(Value module) =>
        module.References.Any(reference => reference.Target is { } target && _state.Objects[target.Id]?.AreParametersTouched == true)
        || _body.Program.ParameterFreedom.Holds(module, TypeOf(module), _body, _state);

    private static ITypeSymbol? TypeOf(Value module) => module.References.Select(reference => reference.Target?.Type).FirstOrDefault(type => type is not null);

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

        if (state.IsModeOfEntry(subject))
        {
            FreezeModules(actual, ImmutableArray<Value>.Empty);
            return;
        }

        var written = application.Modes(state.Mode);
        if (actual.Single is { } single && !aliased.Contains(single))
        {
            var known = _state.Objects[single.Id];
            SetMode(single, written, strong: true);
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

    /// <summary>What <c>ref</c> and <c>out</c> arguments hold after the call.</summary>
    private void WriteBack(IOperation call, IMethodSymbol target, MethodSummary summary, SummaryApplication application, ImmutableArray<Value> arguments)
    {
        var passed = (call as IInvocationOperation)?.Arguments ?? (call as IObjectCreationOperation)?.Arguments ?? ImmutableArray<IArgumentOperation>.Empty;
        foreach (var argument in passed)
        {
            if (argument.Parameter is not { RefKind: RefKind.Ref or RefKind.Out } parameter || PlaceOf(Unwrap(argument.Value)) is not { } place)
                continue;
            var written = summary.Writes.Where(write => write.Slot.Symbol is IParameterSymbol own && own.Ordinal == parameter.Ordinal
                && SymbolEqualityComparer.Default.Equals(own.ContainingSymbol, target)).Select(write => write.Value).FirstOrDefault();
            if (written is not null)
                _state.Slots = _state.Slots.With(place.Id, application.Translate(written, token => TranslateToken(token, call, target, arguments)));
            else if (parameter.RefKind == RefKind.Ref)
                _state.Slots = _state.Slots.With(place.Id, arguments[parameter.Ordinal]);
        }
    }

    private IEnumerable<Token> TranslateToken(Token token, IOperation call, IMethodSymbol target, ImmutableArray<Value> arguments)
    {
        if (token.Forward.Parameter is { } parameter)
        {
            var passed = ArgumentOf(parameter, target, arguments) is { } argument ? TokensWithin(argument) : ImmutableArray<Token>.Empty;
            return token.HasGraph ? passed : Token.AsNumbers(passed);
        }

        // The forward is inside of the callee: one site here stands for each fact that it hands out.
        var inner = _body.Summaries.Of(target)?.Facts.Where(fact => fact.Call == token.Forward.Call?.Syntax && fact.Inner == token.Forward.Inner) ?? Array.Empty<ForwardFact>();
        return inner.Select(fact => new Token(_body.Site(call, fact), token.HasGraph));
    }
}
