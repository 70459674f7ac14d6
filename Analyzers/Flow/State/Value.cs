using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ModeLint.Analyzers.Flow.Phases;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>What an expression yields: objects it may refer to, results of forwards that reached it, and what is known of a number or bool.</summary>
internal sealed class Value : IEquatable<Value>
{
    /// <summary>Nothing is known, nothing of interest is carried.</summary>
    public static readonly Value Unknown = new() { MayBeOther = true };

    public static readonly Value NullReference = new() { References = ImmutableArray.Create(new Reference(null)), Constant = Condition.Null };

    public ImmutableArray<Reference> References { get; private set; } = ImmutableArray<Reference>.Empty;

    /// <summary>May refer to an object that is not among <see cref="References"/>.</summary>
    public bool MayBeOther { get; private set; }

    /// <summary>Was assigned an object or dereferenced (F1.5).</summary>
    public bool NotNull { get; private set; }

    /// <summary>Forwards whose results it is made of.</summary>
    public ImmutableArray<Token> Tokens { get; private set; } = ImmutableArray<Token>.Empty;

    /// <summary>A constant, <see cref="Condition.Null"/> for null; null if none is known.</summary>
    public object? Constant { get; private set; }

    public Term? Term { get; private set; }

    /// <summary>A bool that is true exactly if this condition holds.</summary>
    public Condition? Truth { get; private set; }

    /// <summary>A bool that says whether a module was in training mode: the cases it was read from, and whose they were.</summary>
    public ModeReading? Reading { get; private set; }

    /// <summary>Modules whose parameters it holds: the parameters themselves, or an optimizer over them.</summary>
    public ImmutableArray<AbstractObject> ParametersOf { get; private set; } = ImmutableArray<AbstractObject>.Empty;

    /// <summary>A tensor for which somebody asked gradients: what runs on it is wanted with its graph.</summary>
    public bool RequiresGradient { get; private set; }

    /// <summary>One of the objects, nobody knows which: an element of a collection.</summary>
    public bool IsAnyOf { get; private set; }

    /// <summary>A function that may switch what it is called with.</summary>
    public bool SwitchesArguments { get; private set; }

    /// <summary>A function that may freeze the parameters that it is called with.</summary>
    public bool FreezesArguments { get; private set; }

    public bool IsTrivial => ReferenceEquals(this, Unknown) || Equals(Unknown);

    public bool CarriesObjects => !References.IsEmpty;

    /// <summary>The one concrete object that it denotes for certain.</summary>
    public AbstractObject? Single =>
        !MayBeOther && References.Length == 1 && References[0] is { When: null, Target: { IsConcrete: true } target } ? target : null;

    /// <summary>Null is possible, as far as is known.</summary>
    public bool MayBeNull => !NotNull && (MayBeOther || References.Any(reference => reference.Target is null or { Kind: ObjectKind.Entry or ObjectKind.Result }));

    public bool IsNull => Constant == Condition.Null || (!MayBeOther && References.Length > 0 && References.All(reference => reference.Target is null));

    public static Value Of(AbstractObject target, bool notNull = false) => new() { References = ImmutableArray.Create(new Reference(target)), NotNull = notNull };

    public static Value OfConstant(object? constant) => constant is null ? NullReference : new() { Constant = constant, MayBeOther = true };

    public static Value OfTerm(Term term) => new()
    {
        Term = term,
        MayBeOther = true,
        Truth = term.IsBoolean ? Condition.Create(term, true, true) : null,
    };

    public static Value OfTruth(Condition condition) => new() { Truth = condition, MayBeOther = true };

    public static Value OfReading(ModeReading reading, Term term) => new()
    {
        Reading = reading,
        Constant = reading.Value,
        MayBeOther = true,
        Term = term,
        Truth = Condition.Create(term, true, true),
    };

    public static Value OfTokens(ImmutableArray<Token> tokens) => tokens.IsEmpty ? Unknown : new() { Tokens = tokens, MayBeOther = true };

    public static Value OfParameters(ImmutableArray<AbstractObject> modules) => modules.IsEmpty ? Unknown : new() { ParametersOf = modules, MayBeOther = true };

    public Value With(Action<Value> change)
    {
        var copy = (Value)MemberwiseClone();
        change(copy);
        return copy;
    }

    public Value AsNotNull() => NotNull && !References.Any(reference => reference.Target is null) ? this : With(copy =>
    {
        copy.NotNull = true;
        copy.Constant = null;
        copy.References = copy.References.RemoveAll(reference => reference.Target is null);
    });

    public Value WithReferences(ImmutableArray<Reference> references) => With(copy => copy.References = references);

    public Value WithTokens(ImmutableArray<Token> tokens) => tokens.Equals(Tokens) || (tokens.IsEmpty && Tokens.IsEmpty) ? this : With(copy => copy.Tokens = tokens);

    public Value WithTerm(Term term) => With(copy =>
    {
        copy.Term = term;
        copy.Truth = term.IsBoolean ? Condition.Create(term, true, true) : null;
    });

    public Value WithParametersOf(ImmutableArray<AbstractObject> modules) => With(copy => copy.ParametersOf = modules);

    public Value WithGradientRequired() => RequiresGradient ? this : With(copy => copy.RequiresGradient = true);

    public Value WithAnyOf() => IsAnyOf ? this : With(copy => copy.IsAnyOf = true);

    public Value WithFreezesArguments() => FreezesArguments ? this : With(copy => copy.FreezesArguments = true);

    public Value WithSwitchesArguments() => SwitchesArguments ? this : With(copy => copy.SwitchesArguments = true);

    public Value WithReading(ModeReading reading) => With(copy => copy.Reading = reading);

    public Value WithOther(bool mayBeOther = true) => MayBeOther == mayBeOther ? this : With(copy => copy.MayBeOther = mayBeOther);

    /// <summary>The same numbers, text or objects through code that computes something else from them.</summary>
    public Value AsNumbers() => OfTokens(Token.AsNumbers(Tokens));

    public Value Not() => With(copy =>
    {
        copy.Constant = Constant is bool constant ? !constant : null;
        copy.Truth = Truth?.Negate();
        copy.Reading = Reading?.Not();
        copy.Term = null;
    });

    /// <param name="under">Conditions that tell the two sides apart, put on references that only one side holds.</param>
    public Value Join(Value other, Condition? under, Condition? otherUnder)
    {
        if (ReferenceEquals(this, other) || Equals(other))
            return this;
        var references = Merge(References, other.References, under, otherUnder);
        return new Value
        {
            References = references,
            MayBeOther = MayBeOther || other.MayBeOther,
            NotNull = NotNull && other.NotNull,
            Tokens = Token.Union(Tokens, other.Tokens),
            Constant = Equals(Constant, other.Constant) ? Constant : null,
            Term = Term == other.Term ? Term : null,
            Truth = Equals(Truth, other.Truth) ? Truth : JoinTruth(other, under, otherUnder),
            Reading = Equals(Reading, other.Reading) ? Reading : null,
            ParametersOf = ParametersOf.Union(other.ParametersOf).ToImmutableArray(),
            RequiresGradient = RequiresGradient || other.RequiresGradient,
            IsAnyOf = IsAnyOf || other.IsAnyOf,
            SwitchesArguments = SwitchesArguments || other.SwitchesArguments,
            FreezesArguments = FreezesArguments || other.FreezesArguments,
        };
    }

    /// <summary>Drops what is said about a term that is about to be another value.</summary>
    public Value Forget(Term term)
    {
        var references = false;
        foreach (var reference in References)
            references |= reference.When?.Term.DependsOn(term) == true;
        var about = Term?.DependsOn(term) == true || Truth?.Term.DependsOn(term) == true;
        return !references && !about ? this : With(copy =>
        {
            if (references)
                copy.References = References.Select(r => r.When?.Term.DependsOn(term) == true ? new Reference(r.Target) : r).Distinct().ToImmutableArray();
            if (Term?.DependsOn(term) == true)
                copy.Term = null;
            if (Truth?.Term.DependsOn(term) == true)
                copy.Truth = null;
        });
    }

    public Value Assume(Condition condition)
    {
        foreach (var reference in References)
        {
            if (reference.When?.Excludes(condition) == true)
                return WithReferences(References.RemoveAll(each => each.When?.Excludes(condition) == true));
        }

        return Term == condition.Term && condition is { IsEqual: true } && Term.IsBoolean && Constant is null ? With(copy => copy.Constant = condition.Constants[0]) : this;
    }

    public Value Replace(AbstractObject from, AbstractObject to) =>
        RefersTo(from) || ParametersOf.Contains(from)
            ? With(copy =>
            {
                copy.References = References.Select(r => r.Target == from ? new Reference(to, r.When) : r).Distinct().ToImmutableArray();
                copy.ParametersOf = ParametersOf.Select(module => module == from ? to : module).Distinct().ToImmutableArray();
            })
            : this;

    public bool RefersTo(AbstractObject target)
    {
        foreach (var reference in References)
        {
            if (reference.Target == target)
                return true;
        }

        return false;
    }

    public bool Equals(Value? other) => ReferenceEquals(this, other) ||
        other is not null && MayBeOther == other.MayBeOther && NotNull == other.NotNull && RequiresGradient == other.RequiresGradient
        && IsAnyOf == other.IsAnyOf && SwitchesArguments == other.SwitchesArguments && FreezesArguments == other.FreezesArguments
        && Term == other.Term && Equals(Constant, other.Constant) && Equals(Truth, other.Truth) && Equals(Reading, other.Reading)
        && SameItems(References, other.References) && SameItems(Tokens, other.Tokens) && SameItems(ParametersOf, other.ParametersOf);

    public override bool Equals(object? obj) => Equals(obj as Value);

    public override int GetHashCode() => References.Length * 31 + Tokens.Length;

    // `c ? true : flag` and the like: a constant on one side of a condition is the condition itself.
    private Condition? JoinTruth(Value other, Condition? under, Condition? otherUnder) =>
        (Constant, other.Constant) switch
        {
            (true, false) => under,
            (false, true) => otherUnder,
            _ => null,
        };

    private static bool SameItems<T>(ImmutableArray<T> left, ImmutableArray<T> right) =>
        left == right || left.Length == right.Length && left.All(right.Contains);

    private static ImmutableArray<Reference> Merge(ImmutableArray<Reference> left, ImmutableArray<Reference> right, Condition? under, Condition? otherUnder)
    {
        var merged = ImmutableArray.CreateBuilder<Reference>();
        Add(left, right, under);
        Add(right, left, otherUnder);
        return merged.ToImmutable();

        void Add(ImmutableArray<Reference> items, ImmutableArray<Reference> others, Condition? condition)
        {
            foreach (var item in items)
            {
                var shared = others.Contains(item);
                var when = shared || item.When is not null ? item.When : condition;
                var reference = new Reference(item.Target, when);
                var complement = merged.FindIndex(present => present.Target == item.Target && (present.When is null || when is null || present.When.IsNegationOf(when) || present.When.Equals(when)));
                if (complement < 0)
                    merged.Add(reference);
                else if (!Equals(merged[complement].When, when))
                    merged[complement] = new Reference(item.Target);
            }
        }
    }
}
