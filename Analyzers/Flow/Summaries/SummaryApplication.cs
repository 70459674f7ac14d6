using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.Phases;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Summaries;

/// <summary>
/// Reads a callee's summary in terms of one call: entry paths become what the caller passed, constants are substituted in conditions,
/// entry states become the caller's states before the call (F2.3, F4.2).
/// </summary>
internal sealed class SummaryApplication
{
    private readonly Func<AbstractObject, Value> _resolve;
    private readonly Func<ISymbol, Value?> _argument;
    private readonly Func<AbstractObject, CaseSet> _modeBefore;
    private readonly CaseSet _gradientsBefore;
    private readonly SyntaxNode _call;
    private readonly Dictionary<AbstractObject, Value> _resolved = new();

    public SummaryApplication(
        Func<AbstractObject, Value> resolve, Func<ISymbol, Value?> argument, Func<AbstractObject, CaseSet> modeBefore, CaseSet gradientsBefore, SyntaxNode call)
    {
        _resolve = resolve;
        _argument = argument;
        _modeBefore = modeBefore;
        _gradientsBefore = gradientsBefore;
        _call = call;
    }

    public Value Resolve(AbstractObject subject)
    {
        if (!_resolved.TryGetValue(subject, out var value))
            _resolved[subject] = value = _resolve(subject);
        return value;
    }

    /// <summary>Modes of the callee as modes of the caller.</summary>
    public CaseSet Modes(CaseSet cases) => Substitute(cases, @case =>
    {
        var module = Resolve(@case.Entry!);
        CaseSet before = default;
        foreach (var reference in module.References)
        {
            if (reference.Target is { } target)
                before = before.Join(reference.When is { } when ? _modeBefore(target).Under(when) : _modeBefore(target));
        }

        return module.MayBeOther || before.IsEmpty ? before.Join(CaseSet.Unknown) : before;
    });

    public CaseSet Gradients(CaseSet cases) => Substitute(cases, _ => _gradientsBefore);

    /// <summary>Conditions of the callee that the caller can understand; null if one of them is false for this call.</summary>
    public ImmutableArray<Condition>? Path(ImmutableArray<Condition> path)
    {
        var known = ImmutableArray.CreateBuilder<Condition>();
        foreach (var condition in path)
        {
            var (isFalse, translated) = Translate(condition);
            if (isFalse)
                return null;
            if (translated is not null)
                known.Add(translated);
        }

        return known.ToImmutable();
    }

    public Value Translate(Value value, Func<Token, IEnumerable<Token>> tokens)
    {
        var references = ImmutableArray.CreateBuilder<Reference>();
        var mayBeOther = value.MayBeOther;
        foreach (var reference in value.References)
        {
            var (isFalse, when) = reference.When is null ? (false, null) : Translate(reference.When);
            if (isFalse)
                continue;
            if (reference.Target is null)
            {
                references.Add(new Reference(null, when));
                continue;
            }

            var resolved = Resolve(reference.Target);
            mayBeOther |= resolved.MayBeOther;
            foreach (var actual in resolved.References)
                references.Add(new Reference(actual.Target, actual.When ?? when));
        }

        var result = value.Term is { IsEntry: true, Symbol: { } symbol } && value.Term.Owner is null && _argument(symbol) is { } passed ? passed
            : value.Truth is { } truth ? TranslateTruth(truth)
            : value.Constant is { } constant && constant != Condition.Null ? Value.OfConstant(constant)
            : Value.Unknown;
        if (value.Reading is { } reading)
            result = reading.Module is not null && Resolve(reading.Module) is { Single: { } module }
                ? Value.Unknown.WithReading(new ModeReading(module, Modes(reading.Cases), reading.IsNegated)) : Value.Unknown;
        result = result.WithReferences(references.Distinct().ToImmutableArray()).WithTokens(value.Tokens.SelectMany(tokens).Distinct().ToImmutableArray())
            .WithParametersOf(value.ParametersOf.SelectMany(owner => Resolve(owner).References).Where(r => r.Target is not null).Select(r => r.Target!).Distinct().ToImmutableArray());
        if (value.NotNull && result.References.Length > 0)
            result = result.AsNotNull();
        if (value.RequiresGradient)
            result = result.WithGradientRequired();
        return result.WithOther(mayBeOther || result.References.IsEmpty);
    }

    private Value TranslateTruth(Condition truth)
    {
        var (isFalse, translated) = Translate(truth);
        return isFalse ? Value.OfConstant(false) : translated is not null ? Value.OfTruth(translated) : Value.Unknown;
    }

    private CaseSet Substitute(CaseSet cases, Func<Case, CaseSet> entry)
    {
        CaseSet result = default;
        foreach (var @case in cases.Cases)
        {
            var (isFalse, when) = @case.When is null ? (false, null) : Translate(@case.When);
            if (isFalse)
                continue;
            if (@case.Kind == StateKind.Entry)
            {
                var before = entry(@case);
                if (!@case.IsExplicit)
                    before = before.Select(each => each.Implicit());
                result = result.Join(when is null ? before : before.Under(when));
            }
            else
            {
                result = result.Join(CaseSet.Of(new Case(@case.Kind, @case.Place?.Via(_call), null, @case.IsExplicit, @case.IsInitial, when)));
            }
        }

        return result;
    }

    /// <summary>(false for certain, the condition in the caller's terms or null where it is true or outside of what conditions can say).</summary>
    private (bool IsFalse, Condition? Translated) Translate(Condition condition)
    {
        if (condition.Term is not { IsEntry: true, Symbol: { } symbol, Owner: null } || _argument(symbol) is not { } passed)
            return (false, null);
        if (passed.Constant is { } constant)
            return (!condition.Holds(constant), null);
        if (condition.Term.IsBoolean)
            return (false, passed.Truth is null ? null : condition.Holds(true) ? passed.Truth : passed.Truth.Negate());
        return (false, passed.Term is { } term ? condition.About(term) : null);
    }
}
