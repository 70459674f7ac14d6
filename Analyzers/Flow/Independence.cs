using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ModeLint.Analyzers.Apis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow;

/// <summary>Whether a forward is the same in both modes (F6.1).</summary>
internal enum Independence { Unknown, Dependent, Independent }

/// <summary>Decides mode independence of objects, and keeps what was found out about classes. Unknown never silences.</summary>
internal sealed class IndependenceTable
{
    private readonly ProgramAnalysis _program;
    private readonly ConcurrentDictionary<ITypeSymbol, Independence> _classes = new(SymbolEqualityComparer.Default);

    public IndependenceTable(ProgramAnalysis program) => _program = program;

    private KnownApis Apis => _program.Apis;

    /// <summary>Of the objects that a value may refer to, in one state.</summary>
    public Independence Of(Value module, ITypeSymbol? staticType, BodyContext body, FlowState state)
    {
        if (module.MayBeOther || module.References.IsEmpty)
            return Query().OfType(staticType);
        var result = Independence.Independent;
        foreach (var reference in module.References)
        {
            var independence = reference.Target is not { } target ? Independence.Independent : OfObject(target, body, state, 0);
            if (independence == Independence.Dependent)
                return Independence.Dependent;
            if (independence == Independence.Unknown)
                result = Independence.Unknown;
        }

        return result;
    }

    private Independence OfObject(AbstractObject target, BodyContext body, FlowState state, int depth)
    {
        if (depth > 6)
            return Independence.Unknown;
        if (target.Site is IInvocationOperation call && Query().OfCall(call) is not Independence.Unknown and var known)
            return known;
        if (target.Site is IInvocationOperation { TargetMethod: var factory } && Apis.Is(factory, DescriptionKind.Container))
        {
            var elements = state.Slots[body.Interner.Member(target, null).Id];
            if (elements is null)
                return Independence.Unknown;
            return Of(elements, null, body, state);
        }

        // What a member holds says more than its declared type.
        if (target is { Kind: ObjectKind.Entry, Symbol: IFieldSymbol or IPropertySymbol } && Query().OfMember(target.Symbol) is not Independence.Unknown and var member)
            return member;
        return target.IsExact ? Query().OfExactly(target.Type) : Query().OfType(target.Type);
    }

    private IndependenceQuery Query() => new(_program, _classes);
}
