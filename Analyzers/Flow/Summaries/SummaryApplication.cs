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
    private readonly ConditionTranslation _conditions;
    private readonly Func<AbstractObject, CaseSet> _modeBefore;
    private readonly CaseSet _gradientsBefore;
    private readonly SyntaxNode _call;
    private readonly Dictionary<AbstractObject, Value> _resolved = new();

    public SummaryApplication(
        Func<AbstractObject, Value> resolve, Func<Term, Value?> entry, Func<AbstractObject, CaseSet> modeBefore, CaseSet gradientsBefore, SyntaxNode call, Interner interner)
    {
        _resolve = resolve;
        _conditions = new ConditionTranslation(entry, interner);
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
        var known = default(Conjunction);
        foreach (var condition in path)
        {
            var meaning = _conditions.Translate(condition);
            if (meaning.IsFalse || meaning.Translated is { } translated && known.Excludes(translated))
                return null;
            if (meaning.Translated is not null)
                known = known.And(meaning.Translated);
        }

        return known.Conditions;
    }

    public IEnumerable<Conjunction> Ways(ImmutableArray<Conjunction> ways)
    {
        foreach (var way in ways)
        {
            if (Path(way.Conditions) is { } translated)
                yield return new Conjunction(translated);
        }
    }

    public Value Translate(Value value, Func<Token, IEnumerable<Token>> tokens)
    {
        var references = ImmutableArray.CreateBuilder<Reference>();
        var mayBeOther = value.MayBeOther;
        foreach (var reference in value.References)
        {
            var when = reference.When is null ? default : _conditions.Translate(reference.When);
            if (when.IsFalse)
                continue;
            if (reference.Target is null)
            {
                references.Add(new Reference(null, when.Translated));
                continue;
            }

            var resolved = Resolve(reference.Target);
            mayBeOther |= resolved.MayBeOther;
            foreach (var actual in resolved.References)
                references.Add(new Reference(actual.Target, actual.When ?? when.Translated));
        }

        var result = value.Term is { } term && _conditions.Passed(term) is { IsTrivial: false } passed ? passed
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
        var meaning = _conditions.Translate(truth);
        return meaning.IsFalse ? Value.OfConstant(false) : meaning.IsTrue ? Value.OfConstant(true) : meaning.Translated is { } translated ? Value.OfTruth(translated) : Value.Unknown;
    }

    private CaseSet Substitute(CaseSet cases, Func<Case, CaseSet> entry)
    {
        CaseSet result = default;
        foreach (var @case in cases.Cases)
        {
            if (Path(@case.When.Conditions) is not { } when)
                continue;
            var isExplicit = @case.IsExplicit && !@case.When.Conditions.Any(condition => _conditions.Translate(condition).IsUnsure);
            var before = @case.Kind == StateKind.Entry ? entry(@case)
                : CaseSet.Of(new Case(@case.Kind, @case.Place?.Via(_call)) { IsExplicit = isExplicit, IsInitial = @case.IsInitial, SetUnder = Path(@case.SetUnder.Conditions) is { } set ? new Conjunction(set) : default });
            result = result.Join((isExplicit ? before : before.Select(each => each.Implicit())).Under(new Conjunction(when)));
        }

        return result;
    }
}
