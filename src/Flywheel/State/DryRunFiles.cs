namespace Flywheel.State;

/// <summary>A working tree that only remembers what would be written: a dry run's.</summary>
/// <param name="below">What is there.</param>
public sealed class DryRunFiles(IFiles below) : IWorkingTree
{
    private readonly SortedDictionary<string, string?> changes = new(StringComparer.Ordinal);

    /// <summary>Paths that would change, in byte order: new, changed or removed.</summary>
    public IReadOnlyList<(string Path, string Change)> Changes =>
        [
            .. changes
                .Select(change =>
                    (
                        change.Key,
                        (below.Read(change.Key), change.Value) switch
                        {
                            (null, null) => "",
                            (null, _) => "new",
                            (_, null) => "removed",
                            var (old, now) => old == now ? "" : "changed",
                        }
                    )
                )
                .Where(change => change.Item2.Length > 0),
        ];

    public string? Read(string path) => changes.TryGetValue(path, out var text) ? text : below.Read(path);

    public string? ReadExactly(string path) => changes.TryGetValue(path, out var text) ? text : below.ReadExactly(path);

    public IReadOnlyList<string> List(string folder)
    {
        var paths = below
            .List(folder)
            .Concat(changes.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)))
            .Distinct()
            .Where(path => Read(path) is not null)
            .ToList();
        paths.Sort(StringComparer.Ordinal);
        return paths;
    }

    public void Write(string path, string text) => changes[path] = text;

    public void Delete(string path) => changes[path] = null;
}
