using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Switches, guards and readings (F1.2, F1.3, F2.4, F2.5).</summary>
internal sealed partial class Transfer
{
    /// <summary>The mode of an object: what was set, or what follows from its whole, or what it was on entry.</summary>
    public static CaseSet ModeOf(FlowState state, AbstractObject subject, BodyContext body)
    {
        if (state.Objects[subject.Id] is { } known)
            return known.Mode;
        if (subject is { Kind: ObjectKind.Created, Owner: { } whole })
            return ModeOfNewPart(state, subject, whole, body);
        if (subject.Kind != ObjectKind.Entry)
            return CaseSet.Unknown;
        var entry = CaseSet.Of(new Case(StateKind.Entry, null) { Entry = subject, IsExplicit = !state.IsUnseenImplicit });
        if (subject.Owner is null)
            return entry;

        // A part that nobody has looked at yet followed every switch of its whole that reaches it.
        var reached = body.Program.Registration.Reaches(subject.Symbol);
        return ModeOf(state, subject.Owner, body).Select(@case =>
            @case.Kind == StateKind.Entry ? @case with { Place = null, Entry = subject }
            : reached ? @case : new Case(StateKind.Unknown, null) { When = @case.When, Loops = @case.Loops });
    }

    /// <summary>A part that an initializer made has the mode of new objects, or what a switch of its whole has set since.</summary>
    private static CaseSet ModeOfNewPart(FlowState state, AbstractObject part, AbstractObject whole, BodyContext body)
    {
        if (state.Objects[whole.Id] is not { } holder)
            return CaseSet.Unknown;
        var isSwitched = body.Program.Apis.IsModule(whole.Type) && holder.Mode.Cases.Any(@case => !@case.IsInitial);
        return !isSwitched ? InitialMode(body.Program.Apis, part.Type, whole.Site?.Syntax)
            : body.Program.Registration.Reaches(part.Symbol) ? holder.Mode : CaseSet.Unknown;
    }

    private CaseSet ModeOf(AbstractObject subject) => ModeOf(_state, subject, _body);

    private void Switch(Value module, CaseSet written)
    {
        if (module.Single is { } single)
        {
            SetMode(single, written, strong: true);
            return;
        }

        foreach (var reference in module.References)
        {
            if (reference.Target is not { } target)
                continue;
            if (reference.When is { } when && when.Negate() is var otherwise && !module.MayBeOther && target.IsConcrete)
                SetMode(target, ModeOf(target).Assume(otherwise).Under(otherwise).Join(written.Under(when)), strong: true);
            else
                SetMode(target, written, strong: module.References.Length == 1 && !module.MayBeOther && target.IsConcrete);
        }

        if (!module.MayBeOther)
            return;
        _body.SwitchesUnseen |= module.References.All(reference => reference.Target is null or { Kind: ObjectKind.Result });
        SwitchUnseen(written);
    }

    /// <summary>A switch through a reference that is not followed may have met any object that others can reach.</summary>
    private void SwitchUnseen(CaseSet written)
    {
        foreach (var subject in _interner.Objects.ToArray())
        {
            if (subject.IsGuard || !Apis.IsModule(subject.Type))
                continue;
            if (subject.Kind == ObjectKind.Entry || _state.Objects[subject.Id]?.HasEscaped == true)
                SetMode(subject, written, strong: false);
        }
    }

    private void SetMode(AbstractObject subject, CaseSet written, bool strong)
    {
        SetMode(subject, written, strong, null);
        MarkWholesMixed(subject, ModeOf(subject));
    }

    /// <summary>Sets the mode of an object and of the parts that the switch reaches.</summary>
    private void SetMode(AbstractObject subject, CaseSet written, bool strong, HashSet<AbstractObject>? above)
    {
        var before = ModeOf(subject);
        var mode = strong ? written : before.Weaken(written);
        var state = _state.Objects[subject.Id] ?? new ObjectState(mode);
        _state.Objects = _state.Objects.With(subject.Id, state.With(mode, isMixed: !strong && state.IsMixed));
        SwitchParts(subject, written, strong, above);
    }

    private void SwitchParts(AbstractObject whole, CaseSet written, bool strong, HashSet<AbstractObject>? above)
    {
        foreach (var part in _interner.PartsOf(whole))
        {
            if (_state.Objects[part.Id] is not null)
                Reach(part, _body.Program.Registration.Reaches(part.Symbol), strong);
        }

        foreach (var entry in _state.Slots.Entries)
        {
            var slot = _interner.Slot(entry.Key);
            if (slot.Owner != whole)
                continue;
            foreach (var reference in entry.Value.References)
            {
                if (reference.Target is not { Kind: not ObjectKind.Entry, IsGuard: false } part || part == whole || !Apis.IsModule(part.Type))
                    continue;
                var reached = slot.Symbol is null ? Apis.IsModule(whole.Type) : _body.Program.Registration.Reaches(slot.Symbol);
                Reach(part, reached, strong && reference.When is null && part.IsConcrete && reached);
            }
        }

        void Reach(AbstractObject part, bool isReached, bool isStrong)
        {
            above ??= new HashSet<AbstractObject> { whole };
            if (above.Add(part))
                SetMode(part, isReached ? written : CaseSet.Unknown, isStrong, above);
        }
    }

    private void MarkWholesMixed(AbstractObject part, CaseSet mode)
    {
        for (var whole = part.Owner; whole is not null; whole = whole.Owner)
            Mark(whole);
        foreach (var entry in _state.Slots.Entries)
        {
            if (_interner.Slot(entry.Key).Owner is { } owner && owner != part && entry.Value.RefersTo(part))
                Mark(owner);
        }

        void Mark(AbstractObject whole)
        {
            if (!Apis.IsModule(whole.Type) || SameKinds(ModeOf(whole), mode))
                return;
            _state.Objects = _state.Objects.With(whole.Id, (_state.Objects[whole.Id] ?? new ObjectState(ModeOf(whole))).With(ModeOf(whole), isMixed: true));
        }

        static bool SameKinds(CaseSet left, CaseSet right) =>
            left.Cases.Length == 1 && right.Cases.Length == 1 && left.Cases[0].Kind == right.Cases[0].Kind && left.Cases[0].Kind != StateKind.Entry;
    }

    /// <summary>The cases that a switch sets: by its own meaning, or by its bool argument.</summary>
    private CaseSet CasesOfSwitch(IInvocationOperation call, string? mode, int? argumentOrdinal)
    {
        var kind = mode == "evaluation" ? StateKind.Evaluation : StateKind.Training;
        var place = new Place(call.Syntax, Cause.Switched);
        var argument = argumentOrdinal is { } ordinal ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == ordinal) : null;
        if (argument is null)
            return CaseSet.Of(new Case(kind, place) { SetUnder = new Conjunction(_state.Path.Common) });

        var opposite = kind == StateKind.Training ? StateKind.Evaluation : StateKind.Training;
        return CasesOfFlag(Visit(argument.Value), kind, opposite, place);
    }

    private CaseSet CasesOfFlag(Value flag, StateKind ifTrue, StateKind ifFalse, Place place)
    {
        if (flag.Reading is { IsOfGradients: false } reading && ifTrue == StateKind.Training)
            return reading.IsNegated ? reading.Cases.Select(Opposite) : reading.Cases;
        if (flag.Constant is bool constant)
            return CaseSet.Of(new Case(constant ? ifTrue : ifFalse, place) { SetUnder = new Conjunction(_state.Path.Common) });
        if (flag.Truth is { } truth && truth.Negate() is var otherwise)
            return CaseSet.Of(new Case(ifTrue, place) { When = Conjunction.Of(truth), SetUnder = Conjunction.Of(truth) }).Join(CaseSet.Of(new Case(ifFalse, place) { When = Conjunction.Of(otherwise), SetUnder = Conjunction.Of(otherwise) }));
        return CaseSet.Unknown;

        static Case Opposite(Case @case) => @case.Kind switch
        {
            StateKind.Training => @case with { Kind = StateKind.Evaluation },
            StateKind.Evaluation => @case with { Kind = StateKind.Training },
            _ => new Case(StateKind.Unknown, null),
        };
    }

    private Value ReadMode(Value module, IOperation operation)
    {
        var cases = default(CaseSet);
        foreach (var reference in module.References)
        {
            if (reference.Target is { } target)
                cases = cases.Join(ModeOf(target));
        }

        if (module.MayBeOther || cases.IsEmpty)
            cases = cases.Join(CaseSet.Unknown);
        if (module.Single is { } single && _state.Objects[single.Id] is null)
            _state.Objects = _state.Objects.With(single.Id, new ObjectState(cases));
        return Value.OfReading(new ModeReading(module.Single, cases, false), Fresh(operation));
    }

    private Value OpenGuard(IInvocationOperation call, Description guard)
    {
        var place = new Place(call.Syntax, Cause.Guarded);
        var argument = guard.Argument is { } ordinal ? call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == ordinal) : null;
        var flag = argument is null ? Value.OfConstant(true) : Visit(argument.Value);
        return OpenGuard(call, guard.Gradients switch
        {
            "off" => CaseSet.Of(new Case(StateKind.GradientsOff, place)),
            "inference" => InferenceIf(flag, place),
            _ => CasesOfFlag(flag, StateKind.GradientsOn, StateKind.GradientsOff, place),
        }, call.Type);
    }

    /// <summary>Turned off, it leaves inference and nothing else: gradients that are off stay off.</summary>
    private CaseSet InferenceIf(Value flag, Place place)
    {
        var inference = CaseSet.Of(new Case(StateKind.Inference, place));
        var left = _state.Gradients.Select(@case => @case.Kind == StateKind.Inference ? @case with { Kind = StateKind.GradientsOn, Place = place } : @case);
        return flag.Constant is bool constant ? constant ? inference : left
            : flag.Truth is { } truth && truth.Negate() is var otherwise ? inference.Under(truth).Join(left.Under(otherwise)) : CaseSet.Unknown;
    }

    private Value OpenGuard(IOperation site, CaseSet effect, ITypeSymbol? type)
    {
        var guard = Make(site, type, 0);
        guard.IsGuard = true;
        _state.Objects = _state.Objects.With(guard.Id, new ObjectState(_state.Gradients));
        _state.Gradients = effect;
        return Value.Of(guard, notNull: true);
    }

    /// <summary>Disposes a guard: what it found when it was opened holds again.</summary>
    private void CloseGuard(Value guard)
    {
        foreach (var reference in guard.References)
        {
            if (reference.Target is not { IsGuard: true } target || _state.Objects[target.Id] is not { } saved)
                continue;
            if (guard.Single is not null)
            {
                _state.Gradients = saved.Mode;
                _state.Objects = _state.Objects.With(target.Id, null);
            }
            else
            {
                _state.Gradients = _state.Gradients.Weaken(saved.Mode);
            }
        }
    }

    private static bool IsDispose(IMethodSymbol method) =>
        method is { Name: "Dispose", Parameters.Length: 0, ReturnsVoid: true }
        && (method.ContainingType.SpecialType == SpecialType.System_IDisposable || method.ContainingType.IsRefLikeType
            || method.ContainingType.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable));
}
