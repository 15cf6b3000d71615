namespace Flywheel.Yaml;

/// <summary>A record as read from a file, or the faults that kept it from being one; and where each of its values stands.</summary>
public sealed class Bound<T>
    where T : class
{
    private readonly IReadOnlyDictionary<string, YamlNode> _nodes;
    private readonly IReadOnlyDictionary<string, Place> _keys;
    private readonly Place _start;

    internal Bound(
        T? value,
        Faults faults,
        string file,
        IReadOnlyDictionary<string, YamlNode> nodes,
        IReadOnlyDictionary<string, Place> keys
    )
    {
        (Value, Faults, _nodes, _keys) = (value, faults, nodes, keys);
        _start = new Place(file, 1, 1);
    }

    /// <summary>Null exactly when there are faults.</summary>
    public T? Value { get; }

    public Faults Faults { get; }

    /// <summary>
    /// Where the value of a path such as <c>offline-test.gates[0].no-worse.metric</c> stands; for a default, where the map
    /// stands that could have held it.
    /// </summary>
    public Place PlaceOf(string path) => Nearest(path, p => _nodes.TryGetValue(p, out var node) ? node.At : null);

    /// <summary>Where the key of a path stands; for a list's item the item itself.</summary>
    public Place KeyPlaceOf(string path) =>
        Nearest(
            path,
            p =>
                _keys.TryGetValue(p, out var at) ? at
                : _nodes.TryGetValue(p, out var node) ? node.At
                : null
        );

    /// <summary>Whether the author wrote the value of the path, rather than the record's default.</summary>
    public bool IsGiven(string path) => _nodes.ContainsKey(path);

    /// <summary>The author's own text of a single value; null for defaults, maps and lists.</summary>
    public string? TextOf(string path) => _nodes.TryGetValue(path, out var node) && node is YamlScalar scalar ? scalar.Text : null;

    /// <summary>Keys that the author wrote in the map of a path, in the order of the file.</summary>
    public IReadOnlyList<string> KeysUnder(string path) =>
        _nodes.TryGetValue(path, out var node) && node is YamlMap map ? [.. map.Entries.Select(entry => entry.Key)] : [];

    private Place Nearest(string path, Func<string, Place?> find)
    {
        for (var p = path; ; p = p[..Math.Max(0, p.LastIndexOfAny(['.', '[']))])
        {
            if (find(p) is { } at)
            {
                return at;
            }

            if (p.Length == 0)
            {
                return _start;
            }
        }
    }
}
