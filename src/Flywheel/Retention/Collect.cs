using System.Text;
using System.Text.RegularExpressions;
using Flywheel.State;
using Flywheel.Storage;

namespace Flywheel.Retention;

/// <summary>Removes derived bytes that are old or that nothing names any more; primary bytes never. What is missed later is made again.</summary>
/// <remarks>
/// Documents go before the objects that they name, so that a clean-up that dies leaves only objects that nothing names, which the next
/// one finds. In use is an object whose hash stands in a primary document, in a record of a turn or replay that is kept, or in a
/// manifest of git.
/// </remarks>
/// <param name="manifests">The working tree, and what is merged.</param>
public sealed partial class Collect(IStore store, IReadOnlyList<IFiles> manifests, Replays replays, bool dryRun)
{
    private static readonly string[] ManifestFolders = ["datasets", "models", "evalsets"];

    /// <param name="keepTurns">Newest turns of each model, and newest replays, to keep; 0 keeps none.</param>
    /// <param name="only">The model whose turns are looked at; all of them without it.</param>
    public IReadOnlyList<Removed> Run(int keepTurns, string? only = null)
    {
        var old = OldTurns(keepTurns, only).ToHashSet(StringComparer.Ordinal);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in Kept(old).Concat(Manifests()).Concat(replays.Texts(keepTurns)))
        {
            named.UnionWith(HashesIn(text));
        }

        var unused = new List<string>();
        foreach (var name in store.List(IStore.ByContent.TrimEnd('/')))
        {
            var hashes = HashesIn(name).Concat(HashesIn(store.Read(name)!)).ToList();
            if (hashes.Exists(named.Contains))
            {
                named.UnionWith(hashes);
            }
            else
            {
                unused.Add(name);
            }
        }

        return
        [
            Delete("records of old turns", old),
            Delete("trainings that nothing names", unused),
            replays.Remove(keepTurns, dryRun),
            Discard(named),
        ];
    }

    /// <summary>Records of a turn are below <c>turns/MODEL/TIME/</c>, alarms alike, and times sort as their texts do.</summary>
    private IEnumerable<string> OldTurns(int keep, string? only) =>
        store
            .List(StoredNames.Turns.TrimEnd('/'))
            .Concat(store.List(StoredNames.Alarms.TrimEnd('/')))
            .GroupBy(name => name.Split('/')[1])
            .Where(model => only is null || model.Key == only)
            .SelectMany(model =>
                model
                    .GroupBy(name => name.Split('/')[2])
                    .OrderByDescending(turn => turn.Key, StringComparer.Ordinal)
                    .Skip(keep)
                    .SelectMany(turn => turn)
            );

    private IEnumerable<string> Kept(HashSet<string> old) =>
        store
            .List("")
            .Where(name => !old.Contains(name) && !name.StartsWith(IStore.ByContent, StringComparison.Ordinal))
            .Select(name => store.Read(name)!);

    private IEnumerable<string> Manifests() =>
        from files in manifests
        from folder in ManifestFolders
        from path in files.List(folder)
        where path.EndsWith(".yaml", StringComparison.Ordinal)
        select files.Read(path);

    private Removed Delete(string what, IReadOnlyCollection<string> names)
    {
        var bytes = names.Sum(name => (long)Encoding.UTF8.GetByteCount(store.Read(name)!));
        if (!dryRun)
        {
            foreach (var name in names)
            {
                store.Delete(name);
            }
        }

        return new(what, names.Count, bytes);
    }

    private Removed Discard(HashSet<string> named)
    {
        var unnamed = store.Objects().Where(held => !named.Contains(held.Hash)).ToList();
        if (!dryRun)
        {
            unnamed.ForEach(held => store.Discard(held.Hash));
        }

        return new("objects that nothing names", unnamed.Count, unnamed.Sum(held => held.Bytes));
    }

    private static IEnumerable<string> HashesIn(string text) => Hash().Matches(text).Select(match => match.Value);

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex Hash();
}
