using System.Collections.Immutable;

namespace ModeLint.Analyzers.Apis;

internal static class ImmutableArrayExtensions
{
    public static ImmutableArray<T> WhereAsArray<T>(this ImmutableArray<T> items, Func<T, bool> predicate)
    {
        ImmutableArray<T>.Builder? kept = null;
        for (var index = 0; index < items.Length; index++)
        {
            if (predicate(items[index]))
                kept?.Add(items[index]);
            else if (kept is null)
            {
                kept = ImmutableArray.CreateBuilder<T>();
                kept.AddRange(items, index);
            }
        }

        return kept?.ToImmutable() ?? items;
    }
}
