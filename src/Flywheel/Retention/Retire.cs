using System.Globalization;
using Flywheel.Curation;
using Flywheel.Logging;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Retention;

/// <summary>Removes what the log and the reservoir received too long ago, as <c>retention.log</c> asks: the only clean-up of primary bytes.</summary>
public static class Retire
{
    /// <summary>Partitions wholly received before a time, and batches of turns before it. Their bytes go with the next <see cref="Collect"/>.</summary>
    public static IReadOnlyList<Removed> Before(DateTime time, string model, Workplace workplace, bool dryRun)
    {
        var removed = new List<Removed>();
        var store = workplace.Store;
        var day = Ledger.Day(time);
        foreach (var stream in Partitions.Streams)
        {
            var old = store
                .List($"{StoredNames.Logs}{model}/{stream}")
                .Select(name => (Name: name, Partition: Json.Read<Partition>(store.Read(name)!)))
                .Where(one => one.Partition.ReceivedTo < time)
                .ToList();
            if (!dryRun)
            {
                foreach (var (name, partition) in old)
                {
                    var rows = $"SELECT * FROM read_parquet({Sql.Text(PrimaryBytes.PathOf(store, partition.Object, name))})";
                    Gone.Add(store, workplace.Database, model, stream, $"{Path.GetFileNameWithoutExtension(name)}-retired", rows);
                    store.Delete(name);
                }
            }

            removed.Add(new($"partitions of {model}'s {stream} received before {day}", old.Count));
        }

        var profiles = store
            .List($"{StoredNames.Logs}{model}/{Partitions.Profiles}")
            .Select(name => (Name: name, Profile: Json.Read<Partition>(store.Read(name)!)))
            .Where(one => one.Profile.ReceivedTo < time)
            .ToList();
        var batches = store.List($"{StoredNames.Reservoir}{model}").Where(name => Json.Read<Batch>(store.Read(name)!).AsOf < time).ToList();
        if (!dryRun)
        {
            foreach (var (name, profile) in profiles)
            {
                if (profile.Of is null)
                {
                    GoneProfiles.Add(store, model, profile);
                }

                store.Delete(name);
            }

            batches.ForEach(store.Delete);
        }

        if (profiles.Count > 0)
        {
            removed.Add(new($"profiles of {model}'s log received before {day}", profiles.Count));
        }

        removed.Add(new($"batches of {model}'s reservoir before {day}", batches.Count));
        return removed;
    }

    /// <summary>What was received before this time may have been removed; null where nothing was.</summary>
    public static DateTime? Until(IStore store, string model) =>
        store
            .List($"{StoredNames.Gone}{model}/{Partitions.Events}")
            .Where(name => name.EndsWith("-retired.json", StringComparison.Ordinal))
            .Select(name => (DateTime?)DateTime.ParseExact(Path.GetFileName(name)[..15], "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture))
            .Max();
}
