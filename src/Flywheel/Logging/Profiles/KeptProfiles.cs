using System.Text;
using Flywheel.Logging.Keeps;
using Flywheel.Storage;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging.Profiles;

/// <summary>The profiles that the log keeps of events in place of rows: one of each period, of each time that events were taken in.</summary>
public static class KeptProfiles
{
    /// <summary>Writes the profiles of some events.</summary>
    /// <param name="events">SQL of rows with an event's columns, its score and arrival.</param>
    /// <param name="of">Name of the partition that their ids are about to be written to: a turn that dies in between leaves profiles that count nothing.</param>
    public static void Add(Turn turn, KeepProfile keep, string events, string of)
    {
        var (time, every) = (Sql.Name(turn.Strategy.Log.Time), $"INTERVAL ({(long)keep.Every.TotalSeconds}) SECOND");
        var begins = $"time_bucket({every}, {time}, TIMESTAMP '1970-01-01')";
        // Two texts may differ in upper and lower case alone, as 'a' and 'A' in quotes do, and names of SQL must not.
        var columns = KeptColumns.Of(turn.Strategy).Select(column => (column.Key, As: Digest.Of(column.Key)[..16], column.Value)).ToList();
        var select = string.Join(", ", columns.Select(column => $"{column.Value} AS {Sql.Name(column.As)}"));
        var periods = turn.Database.Rows<(DateTime Begins, DateTime From, DateTime To)>(
            $"SELECT {begins} AS begins, min(received_at), max(received_at) FROM ({events}) GROUP BY ALL ORDER BY begins"
        );
        foreach (var period in periods)
        {
            var profile = TakeProfile
                .Of(
                    turn.Database,
                    $"SELECT {select} FROM ({events}) WHERE {time} >= {Sql.Time(period.Begins)} AND {time} < {Sql.Time(period.Begins + keep.Every)}"
                )
                .Named(columns.Select(column => (column.As, column.Key)));
            var file = turn.Store.Scratch();
            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(ProfileFile.Write(profile)));
            var taken = turn.Store.Take(file);
            Partitions.Append(
                turn.Store,
                turn.Strategy.Model,
                Partitions.Profiles,
                new()
                {
                    Object = taken,
                    Rows = profile.Rows,
                    Digest = Digest.Of(of, Json.Write(period.Begins), taken),
                    ReceivedFrom = period.From,
                    ReceivedTo = period.To,
                    Begins = period.Begins,
                    Ends = period.Begins + keep.Every,
                    Of = of,
                }
            );
        }
    }

    /// <summary>The profile of the events whose period begins in [from, to), as far as all of them were received by the turn's time; null where rows are kept.</summary>
    public static Profile? Of(Turn turn, DateTime from, DateTime to)
    {
        if (turn.Strategy.Log.Keep.HasRows)
        {
            return null;
        }

        turn.Reads(InputValues.OfStream(Partitions.Profiles));
        turn.Reads(InputValues.OfStream(Partitions.NotKept));
        return Merged([
            .. All(turn.Store, turn.Strategy.Model, turn.AsOf)
                .Where(kept => kept.Begins >= from && kept.Begins < to)
                .Select(kept => Read(turn.Store, kept)),
        ]);
    }

    /// <summary>Those that count, all of whose events had been received by a time.</summary>
    public static IEnumerable<Partition> All(IStore store, string model, DateTime asOf)
    {
        var known = Partitions.Read(store, model, Partitions.NotKept, asOf).Select(partition => partition.Name).ToHashSet();
        return Partitions
            .Read(store, model, Partitions.Profiles, asOf)
            .Where(kept => kept.ReceivedTo <= asOf && (kept.Of is null || known.Contains(kept.Of)));
    }

    /// <exception cref="RefusedException">Its bytes are damaged or missing.</exception>
    public static Profile Read(IStore store, Partition kept) =>
        ProfileFile.Read($"the log's {kept.Name}", File.ReadAllText(Partitions.PathOf(store, kept)));

    /// <summary>Merges profiles, oldest first; a column that has become one of another kind is that of the newest, for the old one cannot be added to it.</summary>
    public static Profile Merged(IReadOnlyList<Profile> profiles)
    {
        var kinds = new Dictionary<string, ProfileKind>(StringComparer.Ordinal);
        foreach (var column in profiles.SelectMany(profile => profile.Columns).Where(column => column.Kind != ProfileKind.Empty))
        {
            kinds[column.Name] = column.Kind;
        }

        return Profile.Merge(profiles.Select(profile => profile.Columns.All(Fits) ? profile : profile.Named(Fitting(profile))));

        bool Fits(ColumnProfile column) => column.Kind == ProfileKind.Empty || column.Kind == kinds[column.Name];

        IEnumerable<(string, string)> Fitting(Profile profile) => profile.Columns.Where(Fits).Select(column => (column.Name, column.Name));
    }
}
