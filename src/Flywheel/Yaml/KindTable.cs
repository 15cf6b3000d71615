using System.Collections;

namespace Flywheel.Yaml;

/// <summary>The kinds of a choice, by the word that picks each in YAML.</summary>
#pragma warning disable CA1710 // The word of the house: a table of kinds.
public abstract class KindTable : IEnumerable<KeyValuePair<string, Type>>
#pragma warning restore CA1710
{
    private readonly OrderedDictionary<string, Type> _kinds = new(StringComparer.Ordinal);

    private protected KindTable(Type choice) => Choice = choice;

    /// <summary>The abstract record that every kind derives from.</summary>
    public Type Choice { get; }

    /// <summary>The kind that a bare value means, e.g. <c>hour: hour(departs_at)</c>; null when a bare value is a fault.</summary>
    public string? BareValue { get; init; }

    /// <summary>The words, in the order of the table.</summary>
    public IReadOnlyCollection<string> Words => _kinds.Keys;

    public Type this[string word]
    {
        get => _kinds[word];
        init
        {
            if (!value.IsSealed || !Choice.IsAssignableFrom(value))
            {
                throw new ArgumentException($"The kind '{word}' is {value}, which is not a sealed kind of {Choice}.", nameof(value));
            }

            _kinds.Add(word, value);
        }
    }

    /// <summary>The word that picks a kind.</summary>
    public string WordOf(Type kind) =>
        _kinds.Where(k => k.Value == kind).Select(k => k.Key).FirstOrDefault()
        ?? throw new ArgumentException($"{kind} is missing from the table of kinds of {Choice}.", nameof(kind));

    public IEnumerator<KeyValuePair<string, Type>> GetEnumerator() => _kinds.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The kinds of <typeparamref name="T"/>: <c>public static KindTable&lt;T&gt; Kinds { get; } = new() { ["every"] = typeof(Every) };</c></summary>
public sealed class KindTable<T>() : KindTable(typeof(T));
