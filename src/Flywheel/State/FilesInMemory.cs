namespace Flywheel.State;

/// <summary>Files that no disk sees: a replay's proposals, above what it may read of the working tree.</summary>
/// <param name="below">Where evaluation sets are read from; nothing else shines through.</param>
public sealed class FilesInMemory(IFiles below) : IWorkingTree
{
    private const string Shared = "evalsets/";
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public string? Read(string path) =>
        texts.TryGetValue(path, out var text) ? text
        : IsShared(path) ? below.Read(path)
        : null;

    public string? ReadExactly(string path) =>
        texts.TryGetValue(path, out var text) ? text
        : IsShared(path) ? below.ReadExactly(path)
        : null;

    public IReadOnlyList<string> List(string folder) =>
        [
            .. texts
                .Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))
                .Concat(IsShared(folder + "/") ? below.List(folder) : [])
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    public void Write(string path, string text) => texts[path] = text;

    public void Delete(string path) => texts.Remove(path);

    private static bool IsShared(string path) => path.StartsWith(Shared, StringComparison.Ordinal);
}
