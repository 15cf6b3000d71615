using Flywheel.Logging;
using Flywheel.Storage;

namespace Flywheel.Retention;

/// <summary>Profiles that landed once and that the log holds no more, by their digests as partitions: so that they are not taken again.</summary>
public static class GoneProfiles
{
    public static IEnumerable<string> Digests(IStore store, string model) =>
        store.List(Folder(model)).Select(name => Path.GetFileNameWithoutExtension(name));

    /// <summary>Notes one before it is removed.</summary>
    public static void Add(IStore store, string model, Partition profile) => store.Write($"{Folder(model)}/{profile.Digest}.json", "{}\n");

    private static string Folder(string model) => $"{StoredNames.Gone}{model}/{Partitions.Profiles}";
}
