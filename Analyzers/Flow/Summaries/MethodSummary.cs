using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Summaries;

/// <summary>Gives the summaries of callees while a body is analysed.</summary>
internal abstract class SummarySource
{
    /// <summary>Null: the callee is not followed, so what it gets is lost.</summary>
    public abstract MethodSummary? Of(IMethodSymbol method);

    /// <summary>The callee leads back to the body that is analysed, so its summary grows with this one.</summary>
    public virtual bool IsRecursive(IMethodSymbol method) => false;
}

/// <summary>What a body does, as a function of the state in which it is entered (F4.1). Immutable.</summary>
internal sealed class MethodSummary
{
    /// <summary>More objects than this are not told apart by callers: each call site would multiply them.</summary>
    private const int MaximalHandedOut = 12;

    /// <summary>The least summary: the call does not come back. Recursion begins with it.</summary>
    public static readonly MethodSummary NeverReturns = new();

    /// <summary>False: every way ends in an exception.</summary>
    public bool Returns { get; private init; }

    /// <summary>Objects whose state differs from what it was on entry, or that were made here and are handed out.</summary>
    public ImmutableArray<(AbstractObject Subject, ObjectState State)> Objects { get; private init; } = ImmutableArray<(AbstractObject, ObjectState)>.Empty;

    /// <summary>Members, statics and captured variables that were written.</summary>
    public ImmutableArray<(Slot Slot, Value Value)> Writes { get; private init; } = ImmutableArray<(Slot, Value)>.Empty;

    public Value Return { get; private init; } = Value.Unknown;

    public CaseSet Gradients { get; private init; } = CaseSet.Of(new Case(StateKind.Entry, null));

    /// <summary>Guards that are open when the body ends.</summary>
    public ImmutableArray<AbstractObject> OpenGuards { get; private init; } = ImmutableArray<AbstractObject>.Empty;

    /// <summary>What becomes of the results that parameters bring in.</summary>
    public ImmutableArray<ForwardSite> Parameters { get; private init; } = ImmutableArray<ForwardSite>.Empty;

    /// <summary>It switches something that it got in a way that is not followed.</summary>
    public bool SwitchesUnseen { get; private init; }

    /// <summary>Sets <c>requires_grad</c> of tensors that it gets from somewhere else: it may freeze what a caller gives it the parameters of.</summary>
    public bool FreezesUnseen { get; private init; }

    public ImmutableArray<ForwardFact> Facts { get; private init; } = ImmutableArray<ForwardFact>.Empty;

    /// <summary>Objects of the caller that this body made reachable, or whose parameters it took.</summary>
    public ImmutableArray<AbstractObject> Trainable { get; private init; } = ImmutableArray<AbstractObject>.Empty;

    public static MethodSummary Create(BodyContext body, FlowState? exit)
    {
        var facts = body.Facts();
        var parameters = body.ParameterSites.ToImmutableArray();
        var trainable = body.Trainable.Where(subject => subject.Kind == ObjectKind.Entry).OrderBy(subject => subject.Id).ToImmutableArray();
        if (exit is null)
            return new MethodSummary { Facts = facts, Parameters = parameters, Trainable = trainable, SwitchesUnseen = body.SwitchesUnseen, FreezesUnseen = body.FreezesUnseen };

        var handedOut = HandedOut(body, exit);
        var isTooMany = handedOut.Count > MaximalHandedOut;
        if (isTooMany)
            handedOut.Clear();
        var writes = ImmutableArray.CreateBuilder<(Slot, Value)>();
        foreach (var entry in exit.Slots.Entries)
        {
            var slot = body.Interner.Slot(entry.Key);
            if (IsVisibleOutside(slot, body, handedOut) && !HoldsEntryValue(slot, entry.Value, body.Program))
                writes.Add((slot, Known(entry.Value)));
        }

        return new MethodSummary
        {
            Returns = true,
            Objects = exit.Objects.Entries.Select(entry => (Subject: body.Interner.Object(entry.Key), State: entry.Value))
                .Where(pair => !pair.Subject.IsGuard && (pair.Subject.Kind == ObjectKind.Entry ? !IsUntouched(pair.Subject, pair.State) : handedOut.Contains(pair.Subject))).ToImmutableArray(),
            Writes = writes.ToImmutable(),
            Return = Known(exit.Slots[body.ReturnSlot.Id] ?? Value.Unknown),
            Gradients = exit.Gradients,
            OpenGuards = exit.Objects.Entries.Select(entry => body.Interner.Object(entry.Key)).Where(subject => subject.IsGuard).ToImmutableArray(),
            Facts = facts,
            Parameters = parameters,
            Trainable = trainable,
            SwitchesUnseen = body.SwitchesUnseen,
            FreezesUnseen = body.FreezesUnseen,
        };

        Value Known(Value value) => isTooMany && value.References.Any(reference => reference.Target is { Kind: not ObjectKind.Entry, IsGuard: false })
            ? value.WithReferences(value.References.RemoveAll(reference => reference.Target is { Kind: not ObjectKind.Entry, IsGuard: false })).WithOther() : value;
    }

    /// <summary>Equal as far as callers can tell; ends the iteration over a recursive component.</summary>
    public bool SameAs(MethodSummary other) =>
        Returns == other.Returns && SwitchesUnseen == other.SwitchesUnseen && FreezesUnseen == other.FreezesUnseen && Gradients.Equals(other.Gradients)
        && Objects.Length == other.Objects.Length && Writes.Length == other.Writes.Length && Facts.Length == other.Facts.Length
        && Describe().SequenceEqual(other.Describe());

    // Objects of two runs are different instances, so they are compared by their paths.
    private IEnumerable<string> Describe() =>
        Objects.Select(pair => $"{pair.Subject}={pair.State.Mode}").OrderBy(text => text, StringComparer.Ordinal)
            .Concat(Facts.Select(fact => $"{fact.Call.SpanStart}:{fact.Mode}:{fact.Gradients}:{string.Join(",", fact.Uses.Select(use => use.Kind))}"))
            .Concat(Parameters.Select(site => $"{site.Parameter?.Name}:{string.Join(",", site.Uses.Select(use => use.Kind))}"))
            .Concat(Writes.Select(write => $"{write.Slot}={Describe(write.Value)}"))
            .Append(Describe(Return));

    private static string Describe(Value value) =>
        $"{string.Join(",", value.References.Select(reference => $"{reference.Target} {reference.When}"))}:{value.MayBeOther}:{value.NotNull}:{value.Constant}:{value.Truth}:{value.Reading?.Cases}:"
        + $"{string.Join(",", value.Tokens.Select(token => $"{token.Forward.Call?.Syntax.SpanStart} {token.Forward.Parameter?.Name} {token.HasGraph}"))}:{string.Join(",", value.ParametersOf)}";

    /// <summary>What callers find where the body has left it.</summary>
    public static IEnumerable<Value> VisibleOutside(BodyContext body, FlowState exit)
    {
        var handedOut = HandedOut(body, exit);
        return exit.Slots.Entries.Where(entry => IsVisibleOutside(body.Interner.Slot(entry.Key), body, handedOut)).Select(entry => entry.Value).ToArray();
    }

    /// <summary>Objects made here that somebody outside can reach: through the result, or through what was written.</summary>
    private static HashSet<AbstractObject> HandedOut(BodyContext body, FlowState exit)
    {
        var found = new HashSet<AbstractObject>();
        var waiting = new Stack<Value>();
        if (exit.Slots[body.ReturnSlot.Id] is { } returned)
            waiting.Push(returned);
        foreach (var entry in exit.Slots.Entries)
        {
            if (entry.Value.CarriesObjects && IsVisibleOutside(body.Interner.Slot(entry.Key), body, found))
                waiting.Push(entry.Value);
        }

        while (waiting.Count > 0)
        {
            foreach (var reference in waiting.Pop().References)
            {
                if (reference.Target is not { Kind: not ObjectKind.Entry } target || !found.Add(target))
                    continue;
                foreach (var entry in exit.Slots.Entries)
                {
                    if (entry.Value.CarriesObjects && body.Interner.Slot(entry.Key).Owner == target)
                        waiting.Push(entry.Value);
                }
            }
        }

        return found;
    }

    private static bool IsVisibleOutside(Slot slot, BodyContext body, HashSet<AbstractObject> handedOut) =>
        slot.Owner is { } owner ? owner.Kind == ObjectKind.Entry || handedOut.Contains(owner)
        : slot.Symbol switch
        {
            IFieldSymbol or IPropertySymbol => true,
            ILocalSymbol or IParameterSymbol => !SymbolEqualityComparer.Default.Equals(slot.Symbol.ContainingSymbol, body.Symbol)
                || slot.Symbol is IParameterSymbol { RefKind: RefKind.Ref or RefKind.Out },
            _ => false,
        };

    private static bool HoldsEntryValue(Slot slot, Value value, ProgramAnalysis program) =>
        (value.IsTrivial && !IsReplaced(slot, program))
        || (value.References.Length == 1 && value.References[0] is { Target: { Kind: ObjectKind.Entry } entry, When: null } && entry.Owner == slot.Owner
            && SymbolEqualityComparer.Default.Equals(entry.Symbol, slot.Symbol))
        || (value.Term is { IsEntry: true } term && term.Owner == slot.Owner && SymbolEqualityComparer.Default.Equals(term.Symbol, slot.Symbol))
        || (!value.CarriesObjects && value.Tokens.Length == 1 && value.Tokens[0].Forward.Parameter is { } parameter && SymbolEqualityComparer.Default.Equals(parameter, slot.Symbol));

    // A followed variable has a name for what it held on entry, so one of which nothing is known holds something else.
    private static bool IsReplaced(Slot slot, ProgramAnalysis program) =>
        slot.Symbol is INamedTypeSymbol || slot.Symbol is not null && program.Apis.IsModule(Transfer.TypeFacts.TypeOf(slot.Symbol));

    private static bool IsUntouched(AbstractObject subject, ObjectState state) => !state.AreParametersTouched && state.IsModeOfEntry(subject);
}
