namespace Flywheel.State;

/// <summary>Files that no disk sees: a replay's proposals.</summary>
public sealed class FilesInMemory : IWorkingTree
{
    private readonly SortedDictionary<string, string> texts = new(StringComparer.Ordinal);

    public string? Read(string path) => texts.GetValueOrDefault(path);

    public IReadOnlyList<string> List(string folder) =>
        [.. texts.Keys.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal))];

    public void Write(string path, string text) => texts[path] = text;
}
