using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>What goes out of sight, and what is recorded of results (F3, F4.7).</summary>
internal sealed partial class Transfer
{
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
                Havoc(target);
        }
    }

    private void Havoc(AbstractObject root)
    {
        if (root.IsGuard)
        {
            _state.Gradients = CaseSet.Unknown;
            return;
        }

        var seen = new HashSet<AbstractObject> { root };
        var waiting = new Stack<AbstractObject>();
        waiting.Push(root);
        while (waiting.Count > 0)
        {
            var subject = waiting.Pop();
            if (Collecting)
                _body.Expose(subject);
            var before = _state.Objects[subject.Id];
            if (before is not null || subject.Kind != ObjectKind.Result || Apis.IsModule(subject.Type))
                _state.Objects = _state.Objects.With(subject.Id, (before ?? new ObjectState(CaseSet.Unknown)).With(CaseSet.Unknown, isMixed: false).Escaped());
            if (TypeFacts.IsSequence(subject.Type))
                _state.Slots = _state.Slots.With(ContentsSlot(subject).Id, Value.Unknown);
            foreach (var part in _interner.PartsOf(subject))
            {
                if (seen.Add(part))
                    waiting.Push(part);
            }

            foreach (var entry in _state.Slots.Entries)
            {
                var slot = _interner.Slot(entry.Key);
                if (slot.Owner != subject)
                    continue;
                foreach (var reference in entry.Value.References)
                {
                    if (reference.Target is { Kind: not ObjectKind.Entry, IsGuard: false } part && seen.Add(part))
                        waiting.Push(part);
                }

                UseGraphs(entry.Value, UseKind.Lost);
                if (slot.Symbol is not IFieldSymbol { IsReadOnly: true })
                    _state.Slots = _state.Slots.With(entry.Key, entry.Value.CarriesObjects ? entry.Value.WithOther() : Value.OfTokens(entry.Value.Tokens));
            }
        }
    }

    /// <summary>Others can reach these objects now.</summary>
    private void Escape(Value value)
    {
        var seen = new HashSet<AbstractObject>();
        var waiting = new Stack<Value>();
        waiting.Push(value);
        while (waiting.Count > 0)
        {
            foreach (var reference in waiting.Pop().References)
            {
                if (reference.Target is not { IsGuard: false } target || !seen.Add(target))
                    continue;
                if (Collecting)
                    _body.Expose(target);
                _state.Objects = _state.Objects.With(target.Id, (_state.Objects[target.Id] ?? new ObjectState(ModeOf(target))).Escaped());
                foreach (var held in target.Kind == ObjectKind.Created ? MembersOf(target) : Array.Empty<Value>())
                {
                    UseGraphs(held, UseKind.Lost);
                    waiting.Push(held);
                }
            }
        }
    }

    /// <summary>Numbers, bools and texts in the members of an object may be others now.</summary>
    private void ForgetPlain(Value holder)
    {
        foreach (var reference in holder.References)
        {
            foreach (var entry in _state.Slots.Entries)
            {
                if (_interner.Slot(entry.Key).Owner is { } owner && owner == reference.Target && !entry.Value.CarriesObjects && entry.Value.Tokens.IsEmpty)
                    _state.Slots = _state.Slots.With(entry.Key, Value.Unknown);
            }
        }
    }

    /// <summary>The results in the members of an object are out of sight.</summary>
    private void LoseHeld(Value holder)
    {
        if (!Collecting || !holder.CarriesObjects)
            return;
        foreach (var token in TokensWithin(holder))
        {
            if (token.HasGraph && !holder.Tokens.Contains(token))
                AddUse(token, UseKind.Lost);
        }
    }

    /// <summary>The results that a value is made of, and those that are in what it refers to.</summary>
    private ImmutableArray<Token> TokensWithin(Value value)
    {
        var tokens = value.Tokens;
        var seen = new HashSet<AbstractObject>();
        var waiting = new Stack<Value>();
        waiting.Push(value);
        while (waiting.Count > 0)
        {
            foreach (var reference in waiting.Pop().References)
            {
                if (reference.Target is not { Kind: not ObjectKind.Entry, IsGuard: false } target || !seen.Add(target))
                    continue;
                foreach (var held in MembersOf(target))
                {
                    tokens = Token.Union(tokens, held.Tokens);
                    waiting.Push(held);
                }
            }
        }

        return tokens;
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
            token.Forward.Add(new Use(kind, _state.Path.Common.RemoveAll(condition => IsOfAnotherLoop(condition.Term, token.Forward) || kind is UseKind.Backward or UseKind.ServesTraining && !IsChosenBefore(condition.Term, token.Forward))));
    }

    /// <summary>
    /// A condition that decides whether a forward is trained, and not only whether this batch is: a flag, text, enumeration or null that was there
    /// before the forward and is not made of what tensors say (F2.3).
    /// </summary>
    private bool IsChosenBefore(Term term, ForwardSite forward)
    {
        if (term.Operation is Combination.Less or Combination.Size || term.Type is { } type && !TypeFacts.IsChoice(type))
            return false;
        if (term.Site is { } site && (forward.Call is not { } call || site.Syntax.SpanStart >= call.Syntax.SpanStart
            || site.DescendantsAndSelf().Any(inner => inner is IInvocationOperation { TargetMethod: var method } && Apis.IsTensorLibrary(method.ContainingAssembly))))
            return false;
        return term.Parts.All(part => part.Constant is not null || IsChosenBefore(part, forward));
    }

    /// <summary>Whether a loop goes round once more says nothing of a forward, or of a use, outside of it.</summary>
    private bool IsOfAnotherLoop(Term term, ForwardSite forward)
    {
        if (forward.Call is null)
            return false;
        foreach (var part in term.Parts)
        {
            if (IsOfAnotherLoop(part, forward))
                return true;
        }

        for (var node = term.Site?.Syntax; node is not null and not MemberDeclarationSyntax; node = node.Parent)
        {
            if (node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax
                && (!node.Span.Contains(forward.Call.Syntax.Span) || _at?.Syntax.Span is { } use && !node.Span.Contains(use)))
                return true;
        }

        return false;
    }
}
