using System.Collections.Immutable;

namespace ModeLint.Analyzers.Flow.State;

internal static class BuilderExtensions
{
    public static int FindIndex<T>(this ImmutableArray<T>.Builder items, Func<T, bool> predicate)
    {
        for (var index = 0; index < items.Count; index++)
        {
            if (predicate(items[index]))
                return index;
        }

        return -1;
    }
}
