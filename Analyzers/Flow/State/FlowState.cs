using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>What is known of one object beside who refers to it.</summary>
internal sealed class ObjectState : IEquatable<ObjectState>
{
    public ObjectState(CaseSet mode, bool isMixed = false, bool hasEscaped = false, bool gradientsWanted = false)
    {
        Mode = mode;
        IsMixed = isMixed;
        HasEscaped = hasEscaped;
        AreParametersTouched = gradientsWanted;
    }

    /// <summary>For a module its mode; for an open guard the gradient state that it will give back.</summary>
    public CaseSet Mode { get; }

    /// <summary>Parts were switched by themselves: the whole has no verdict of its own (F2.2).</summary>
    public bool IsMixed { get; }

    /// <summary>A reference that is not followed may denote it.</summary>
    public bool HasEscaped { get; }

    /// <summary>Somebody set <c>requires_grad</c> on its parameters: whether a graph is recorded is not known.</summary>
    public bool AreParametersTouched { get; }

    /// <summary>Nothing has happened to the mode of the object since the body was entered.</summary>
    public bool IsModeOfEntry(AbstractObject subject) =>
        subject.Kind == ObjectKind.Entry && !IsMixed && !HasEscaped
        && Mode.Cases.Length == 1 && Mode.Cases[0] is { Kind: StateKind.Entry, When.IsTrue: true, IsExplicit: true } only && only.Entry == subject;

    public ObjectState With(CaseSet mode, bool isMixed) =>
        isMixed == IsMixed && mode.IsSame(Mode) ? this : new(mode, isMixed, HasEscaped, AreParametersTouched);

    public ObjectState Escaped() => HasEscaped ? this : new(Mode, IsMixed, true, AreParametersTouched);

    public ObjectState ParametersTouched() => AreParametersTouched ? this : new(Mode, IsMixed, HasEscaped, true);

    public ObjectState Join(ObjectState other, CaseSet mode) =>
        new(mode, IsMixed || other.IsMixed, HasEscaped || other.HasEscaped, AreParametersTouched || other.AreParametersTouched);

    public bool Equals(ObjectState? other) =>
        other is not null && IsMixed == other.IsMixed && HasEscaped == other.HasEscaped
        && AreParametersTouched == other.AreParametersTouched && Mode.Equals(other.Mode);

    public override bool Equals(object? obj) => Equals(obj as ObjectState);

    public override int GetHashCode() => Mode.GetHashCode();
}

/// <summary>Everything that is known at one point of a body. Mutable while a block is read; its parts are immutable, so a copy is cheap.</summary>
internal sealed class FlowState
{
    public SmallMap<Value> Slots;
    public SmallMap<ObjectState> Objects;

    /// <summary>The gradient state of the thread (F2.5).</summary>
    public CaseSet Gradients;

    /// <summary>What holds on the ways to this point.</summary>
    public PathCondition Path = PathCondition.Always;

    /// <summary>What has not been looked at is as it was on entry, on a way that is not explicit.</summary>
    public bool IsUnseenImplicit;

    public FlowState Copy() => (FlowState)MemberwiseClone();

    public bool SameAs(FlowState other) =>
        Gradients.Equals(other.Gradients) && IsUnseenImplicit == other.IsUnseenImplicit && Path.Equals(other.Path)
        && Slots.SameAs(other.Slots) && Objects.SameAs(other.Objects);

    /// <summary>Learns a condition; false if it contradicts what is known, so that this way is not taken.</summary>
    public bool Assume(Condition condition)
    {
        if (Path.Assume(condition) is not { } path)
            return false;
        var learnt = path.Common.RemoveAll(Path.Common.Contains);
        var excludesWays = path.Ways.Length > 1 && path.Ways.Length < Path.Ways.Length;
        Path = path;
        foreach (var known in learnt)
        {
            Gradients = Gradients.Assume(known);
            Objects = Objects.Select(known, static (state, known) => state.With(state.Mode.Assume(known), state.IsMixed));
            Slots = Slots.Select(known, static (value, known) => value.Assume(known));
        }

        if (excludesWays)
            MapStates(cases => cases.On(path.Ways));
        return true;
    }

    /// <summary>Forgets a term, because its operation is about to yield another value.</summary>
    public void Forget(Term term)
    {
        Path = Path.Forget(term);
        Gradients = Gradients.Forget(term);
        Objects = Objects.Select(term, static (state, forgotten) => state.With(state.Mode.Forget(forgotten), state.IsMixed));
        Slots = Slots.Select(term, static (value, forgotten) => value.Forget(forgotten));
    }

    /// <summary>The newest object of a site becomes one of the older ones (F1.1).</summary>
    public void Age(AbstractObject newest, AbstractObject older)
    {
        if (Objects[newest.Id] is not { } state)
            return;
        var before = Objects[older.Id];
        var aged = before is null ? state : before.Join(state, before.Mode.Weaken(state.Mode));
        Objects = Objects.With(newest.Id, null).With(older.Id, aged);
        Slots = Slots.Select((newest, older), static (value, pair) => value.Replace(pair.newest, pair.older));
    }

    /// <summary>Nothing is explicit on this way.</summary>
    public void MakeImplicit()
    {
        IsUnseenImplicit = true;
        MapStates(static cases => cases.Select(static @case => @case.Implicit()));
    }

    public void MapStates(Func<CaseSet, CaseSet> change)
    {
        Gradients = change(Gradients);
        Objects = Objects.Select(change, static (state, apply) => state.With(apply(state.Mode), state.IsMixed));
    }
}
