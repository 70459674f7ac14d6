using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

/// <summary>Side-effect-free combinations of recognised values: the same combination of the same values is the same value (F2.3).</summary>
internal static class Combination
{
    public const string Less = "<";
    public const string Equal = "==";

    /// <summary>The number of elements of what a collection holds.</summary>
    public const string Size = "size";

    /// <summary>The combined value; without term or constant if a part is not recognised.</summary>
    /// <param name="interner">Makes the term.</param>
    /// <param name="operation">Names the operation; the same operation of the same parts must yield the same value.</param>
    /// <param name="domain">All values that the result can have, where that is known.</param>
    /// <param name="parts">What is combined.</param>
    public static Value Of(Interner interner, string operation, ImmutableArray<object> domain, params Value[] parts)
    {
        if (parts.All(part => part.Constant is not null))
            return Fold(operation, parts) is { } folded ? Value.OfConstant(folded) : Value.Unknown;
        var terms = ImmutableArray.CreateBuilder<Term>(parts.Length);
        foreach (var part in parts)
        {
            if (TermOf(interner, part) is not { } term)
                return Value.Unknown;
            terms.Add(term);
        }

        return Value.OfTerm(interner.Combined(operation, terms.MoveToImmutable(), domain));
    }

    private static Term? TermOf(Interner interner, Value value) =>
        value.Constant is { } constant ? interner.Constant(constant)
        : value.Term is { } term ? term
        : value.Truth is { } truth ? interner.Combined(truth.ToString(), ImmutableArray.Create(truth.Term), Domains.Boolean)
        : null;

    /// <summary>What an operation on constants yields, for the operations that conditions are made of.</summary>
    private static object? Fold(string operation, Value[] parts)
    {
        if (parts.Length != 2 || Integer(parts[0].Constant) is not { } left || Integer(parts[1].Constant) is not { } right)
            return null;
        return operation switch
        {
            Less => left < right,
            Equal => left == right,
            _ => null,
        };
    }

    public static long? Integer(object? constant) => constant is int or long or short or byte or sbyte or ushort or uint or char
            ? Convert.ToInt64(constant, System.Globalization.CultureInfo.InvariantCulture) : null;
}
