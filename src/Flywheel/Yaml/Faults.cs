using System.Collections;

namespace Flywheel.Yaml;

/// <summary>All faults of a run: gathered in any order, read by file, line and column, each once.</summary>
#pragma warning disable CA1710 // The word of the field: "the faults of a file".
public sealed class Faults : IReadOnlyCollection<Fault>
#pragma warning restore CA1710
{
    private readonly HashSet<Fault> _gathered = [];

    public int Count => _gathered.Count;

    public void Add(Fault fault) => _gathered.Add(fault);

    public void AddRange(IEnumerable<Fault> faults) => _gathered.UnionWith(faults);

    public IEnumerator<Fault> GetEnumerator() =>
        _gathered
            .OrderBy(f => f.At)
            .ThenBy(f => f.Code, StringComparer.Ordinal)
            .ThenBy(f => f.What, StringComparer.Ordinal)
            .ThenBy(f => f.Mend, StringComparer.Ordinal)
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>One fault a line.</summary>
    public override string ToString() => string.Join('\n', this);
}
