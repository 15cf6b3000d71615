namespace Flywheel.Retention;

/// <summary>The replays that a store's folder holds: each has documents and a production of its own below <c>backtests/</c>.</summary>
/// <param name="store">Folder of the store, or of its cache: replays stay on the machine that made them.</param>
public sealed class Replays(string store)
{
    private string Folder => Path.Combine(store, "backtests");

    /// <summary>Texts of every document of the replays that are kept: objects that they name are in use.</summary>
    public IEnumerable<string> Texts(int kept) =>
        Newest()
            .Take(kept)
            .SelectMany(replay => replay.EnumerateFiles("*.json", SearchOption.AllDirectories))
            .Select(file => File.ReadAllText(file.FullName));

    /// <summary>Removes all but the newest replays.</summary>
    public Removed Remove(int kept, bool dryRun)
    {
        var old = Newest().Skip(kept).ToList();
        var bytes = old.Sum(replay => replay.EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
        if (!dryRun)
        {
            old.ForEach(replay => replay.Delete(recursive: true));
        }

        return new("replays", old.Count, bytes);
    }

    private IEnumerable<DirectoryInfo> Newest() =>
        Directory.Exists(Folder)
            ? new DirectoryInfo(Folder)
                .EnumerateDirectories()
                .OrderByDescending(replay =>
                    replay.EnumerateFiles("*", SearchOption.AllDirectories).Max(file => (DateTime?)file.LastWriteTimeUtc)
                )
                .ThenBy(replay => replay.Name, StringComparer.Ordinal)
            : [];
}
