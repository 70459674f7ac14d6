using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;
using ModeLint.Analyzers.Flow.Summaries;

namespace ModeLint.Analyzers.Flow.Transfer;

/// <summary>Entry paths of a callee as values of the caller.</summary>
internal sealed partial class Transfer
{
    private Value? ArgumentOf(ISymbol symbol, IMethodSymbol target, ImmutableArray<Value> arguments)
    {
        if (symbol is IParameterSymbol parameter && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol.OriginalDefinition, target.OriginalDefinition))
            return parameter.Ordinal < arguments.Length ? arguments[parameter.Ordinal] : Value.Unknown;
        return symbol is ILocalSymbol or IParameterSymbol ? LoadVariable(symbol, (symbol as ILocalSymbol)?.Type ?? ((IParameterSymbol)symbol).Type) : null;
    }

    /// <summary>What the caller knows of a number, bool or text that the callee found on entry; null if it cannot be named here.</summary>
    private Value? EntryTermOf(Term term, FlowState before, Value receiver, IMethodSymbol target, ImmutableArray<Value> arguments)
    {
        var symbol = term.Symbol!;
        if (term.Owner is { } owner)
        {
            return ResolveEntry(owner, receiver, target, arguments).Single is not { } holder ? null
                : before.Slots[_interner.Member(holder, symbol).Id] ?? (holder.Kind == ObjectKind.Entry ? Value.OfTerm(_interner.EntryTerm(holder, symbol, TypeFacts.TypeOf(symbol))) : InitialValue(holder, symbol));
        }

        return symbol is IFieldSymbol or IPropertySymbol
            ? before.Slots[_interner.Variable(symbol).Id] ?? Value.OfTerm(_interner.EntryTerm(null, symbol, TypeFacts.TypeOf(symbol)))
            : ArgumentOf(symbol, target, arguments);
    }

    private Value ResolveEntry(AbstractObject subject, Value receiver, IMethodSymbol target, ImmutableArray<Value> arguments, IOperation? call = null)
    {
        if (subject.Kind != ObjectKind.Entry)
        {
            if (call is null)
                return Value.Unknown;
            if (_body.Summaries.IsRecursive(target) && !subject.IsGuard)
                return Value.Of(_interner.Made(call, 0, ObjectKind.Result, call.Type)).WithOther();
            if (subject.Kind == ObjectKind.Created)
            {
                var made = Make(call, subject.Type, subject.Id + 1);
                made.IsExact = subject.IsExact;
                made.Inner = subject;
                made.IsGuard = subject.IsGuard;
                return Value.Of(made, notNull: true);
            }

            var result = _interner.Made(call, subject.Id + 1, ObjectKind.Result, subject.Type);
            result.Inner = subject;
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
            IParameterSymbol { ContainingSymbol: INamedTypeSymbol } => receiver,
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
            var value = MemberOrImplementation(owner, member.Symbol, member.Type);
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
