using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.State;

namespace ModeLint.Analyzers.Flow.Summaries;

/// <summary>What a condition of a callee means for one call.</summary>
internal readonly struct ConditionMeaning
{
    public bool IsTrue { get; init; }

    public bool IsFalse { get; init; }

    /// <summary>The condition in the caller's terms; null where it is true, false, or outside of what the caller can say.</summary>
    public Condition? Translated { get; init; }

    /// <summary>What was passed decides it, and nobody can tell how.</summary>
    public bool IsUnsure { get; init; }
}

/// <summary>Conditions of a callee in terms of one call: what was passed is substituted (F2.3).</summary>
internal sealed class ConditionTranslation
{
    private readonly Func<Term, Value?> _entry;
    private readonly Interner _interner;

    public ConditionTranslation(Func<Term, Value?> entry, Interner interner)
    {
        _entry = entry;
        _interner = interner;
    }

    public ConditionMeaning Translate(Condition condition)
    {
        if (Passed(condition.Term) is not { } passed)
            return default;
        if (passed.Constant is { } constant)
            return condition.Holds(constant) ? new ConditionMeaning { IsTrue = true } : new ConditionMeaning { IsFalse = true };
        if (condition.Term.IsBoolean)
            return passed.Truth is { } truth ? new ConditionMeaning { Translated = condition.Holds(true) ? truth : truth.Negate() } : new ConditionMeaning { IsUnsure = true };
        return passed.Term is { } term ? new ConditionMeaning { Translated = condition.About(term) } : new ConditionMeaning { IsUnsure = true };
    }

    /// <summary>The caller's value of a term; null if it is not made of what the callee was entered with.</summary>
    public Value? Passed(Term term)
    {
        if (term.Constant is { } known)
            return Value.OfConstant(known);
        if (term.Operation is null)
            return _entry(term);
        var parts = new Value[term.Parts.Length];
        for (var index = 0; index < parts.Length; index++)
        {
            if (Passed(term.Parts[index]) is not { } part)
                return null;
            parts[index] = part;
        }

        return Combination.Of(_interner, term.Operation, term.Domain, parts);
    }
}
