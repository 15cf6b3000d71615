using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Flywheel.Yaml;

/// <summary>A list that equals another of equal items, so that records which hold lists are values.</summary>
internal sealed class Items<T>(IEnumerable<object?> items) : IReadOnlyList<T>, IEquatable<Items<T>>
{
    private readonly T[] _items = [.. items.Select(i => (T)i!)];

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(Items<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as Items<T>);

    public override int GetHashCode() => _items.Aggregate(_items.Length, (hash, item) => HashCode.Combine(hash, item));

    public IEnumerator<T> GetEnumerator() => _items.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A dictionary in the order of its file; equal to another of equal entries in the same order.</summary>
internal sealed class Entries<T> : IReadOnlyDictionary<string, T>, IEquatable<Entries<T>>
{
    private readonly OrderedDictionary<string, T> _entries = new(StringComparer.Ordinal);

    public Entries(IEnumerable<KeyValuePair<string, object?>> entries)
    {
        foreach (var (key, value) in entries)
        {
            _entries.Add(key, (T)value!);
        }
    }

    public int Count => _entries.Count;

    public IEnumerable<string> Keys => _entries.Keys;

    public IEnumerable<T> Values => _entries.Values;

    public T this[string key] => _entries[key];

    public bool ContainsKey(string key) => _entries.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out T value) => _entries.TryGetValue(key, out value);

    public bool Equals(Entries<T>? other) => other is not null && _entries.SequenceEqual(other._entries);

    public override bool Equals(object? obj) => Equals(obj as Entries<T>);

    public override int GetHashCode() =>
        _entries.Aggregate(_entries.Count, (hash, entry) => HashCode.Combine(hash, StringComparer.Ordinal.GetHashCode(entry.Key)));

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
