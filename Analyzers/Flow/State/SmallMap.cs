namespace ModeLint.Analyzers.Flow.State;

/// <summary>
/// An immutable map ordered by key. States hold a handful of entries and are joined and compared far more often than
/// changed, which ordered arrays do in one pass.
/// </summary>
internal readonly struct SmallMap<TValue> where TValue : class
{
    private readonly KeyValuePair<int, TValue>[]? _entries;

    private SmallMap(KeyValuePair<int, TValue>[] entries) => _entries = entries;

    public KeyValuePair<int, TValue>[] Entries => _entries ?? Array.Empty<KeyValuePair<int, TValue>>();

    public TValue? this[int key]
    {
        get
        {
            var index = IndexOf(key);
            return index < 0 ? null : _entries![index].Value;
        }
    }

    public SmallMap<TValue> With(int key, TValue? value)
    {
        var index = IndexOf(key);
        var entries = Entries;
        KeyValuePair<int, TValue>[] changed;
        if (value is null)
        {
            if (index < 0)
                return this;
            changed = new KeyValuePair<int, TValue>[entries.Length - 1];
            Array.Copy(entries, changed, index);
            Array.Copy(entries, index + 1, changed, index, changed.Length - index);
        }
        else if (index >= 0)
        {
            if (ReferenceEquals(entries[index].Value, value))
                return this;
            changed = (KeyValuePair<int, TValue>[])entries.Clone();
            changed[index] = new KeyValuePair<int, TValue>(key, value);
        }
        else
        {
            index = ~index;
            changed = new KeyValuePair<int, TValue>[entries.Length + 1];
            Array.Copy(entries, changed, index);
            changed[index] = new KeyValuePair<int, TValue>(key, value);
            Array.Copy(entries, index, changed, index + 1, entries.Length - index);
        }

        return new SmallMap<TValue>(changed);
    }

    /// <summary>Changes values in one pass; a map of which nothing changes is itself.</summary>
    public SmallMap<TValue> Select<TArgument>(TArgument argument, Func<TValue, TArgument, TValue> change)
    {
        KeyValuePair<int, TValue>[]? changed = null;
        var entries = Entries;
        for (var index = 0; index < entries.Length; index++)
        {
            var value = change(entries[index].Value, argument);
            if (ReferenceEquals(value, entries[index].Value))
                continue;
            changed ??= (KeyValuePair<int, TValue>[])entries.Clone();
            changed[index] = new KeyValuePair<int, TValue>(entries[index].Key, value);
        }

        return changed is null ? this : new SmallMap<TValue>(changed);
    }

    /// <param name="other">The other map.</param>
    /// <param name="join">Joins two values; one of them is null where only one map has the key.</param>
    public SmallMap<TValue> Join(SmallMap<TValue> other, Func<int, TValue?, TValue?, TValue?> join)
    {
        if (_entries == other._entries)
            return this;
        var left = Entries;
        var right = other.Entries;
        var joined = new List<KeyValuePair<int, TValue>>(left.Length + right.Length);
        int i = 0, j = 0;
        while (i < left.Length || j < right.Length)
        {
            var order = i == left.Length ? 1 : j == right.Length ? -1 : left[i].Key.CompareTo(right[j].Key);
            var key = order <= 0 ? left[i].Key : right[j].Key;
            var first = order <= 0 ? left[i++].Value : null;
            var second = order >= 0 ? right[j++].Value : null;
            if (join(key, first, second) is { } value)
                joined.Add(new KeyValuePair<int, TValue>(key, value));
        }

        return new SmallMap<TValue>(joined.ToArray());
    }

    public bool SameAs(SmallMap<TValue> other)
    {
        if (_entries == other._entries)
            return true;
        var left = Entries;
        var right = other.Entries;
        if (left.Length != right.Length)
            return false;
        for (var index = 0; index < left.Length; index++)
        {
            if (left[index].Key != right[index].Key || !left[index].Value.Equals(right[index].Value))
                return false;
        }

        return true;
    }

    private int IndexOf(int key)
    {
        int low = 0, high = Entries.Length - 1;
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = _entries![middle].Key.CompareTo(key);
            if (order == 0)
                return middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return ~low;
    }
}
