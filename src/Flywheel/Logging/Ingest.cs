using Flywheel.Logging.Profiles;
using Flywheel.Logging.Redactions;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Stage "log": takes what production wrote into the log, each row exactly once, bad rows into quarantine with their reason.</summary>
public static class Ingest
{
    public static LogRecord Run(Turn turn)
    {
        var source = new LogSource(turn.Workplace, turn.Strategy);
        var decided = LastLook(turn);
        new LandedProfiles(turn, source, decided).Run();
        RedactionKeys.Prepare(turn);
        foreach (var stream in Partitions.Landing)
        {
            new StreamIngest(turn, source, stream, decided).Run();
        }

        RedactionKeys.Forget(turn);
        return Count(turn);
    }

    /// <summary>The last decided turn, where it looked at this very log: one that was lost begins anew, with the arrivals that production recorded.</summary>
    internal static DateTime? LastLook(Turn turn) =>
        turn.Base.Ledger is [.., { AsOf: var last }]
        && (
            new[] { Partitions.Events, Partitions.NotKept }.Any(stream =>
                Partitions.Read(turn.Store, turn.Strategy.Model, stream, last).Count > 0
            ) || LandedProfiles.Known(turn, last).Any()
        )
            ? last
            : null;

    /// <summary>Rows in quarantine, without those that had left it by the turn's time; nearly always there is none.</summary>
    private static string Waiting(Turn turn, string quarantine)
    {
        var released = Partitions
            .Streams.SelectMany(stream => Partitions.Read(turn.Store, turn.Strategy.Model, stream, turn.AsOf))
            .Where(partition => partition.Released == true)
            .Select(partition => Partitions.PathOf(turn.Store, partition))
            .ToList();
        return released.Count == 0
            ? quarantine
            : $"""
                SELECT * FROM ({quarantine}) ANTI JOIN (
                    SELECT source_file, source_row FROM read_parquet({Sql.List(released)}, union_by_name = true)
                    WHERE received_at <= {Sql.Time(turn.AsOf)}) AS released USING (source_file, source_row)
                """;
    }

    private static LogRecord Count(Turn turn)
    {
        var (id, since) = (turn.Log.Id, turn.ReceivedSince);
        var rows = Partitions.Streams.ToDictionary(stream => stream, turn.Log.Rows, StringComparer.Ordinal);
        rows[Partitions.Quarantine] = Waiting(turn, rows[Partitions.Quarantine]);
        var (withoutEvent, ofNotKept) = (0L, 0L);
        var (events, notKept) = ((New: 0L, All: 0L), (New: 0L, All: 0L));
        var (labels, feedback) = (0L, 0L);
        Dictionary<string, long> quarantined = [];
        turn.Database.AtOnce(
            beside =>
                withoutEvent = beside.Value<long>(
                    $"""
                    WITH labels AS MATERIALIZED (SELECT {id} FROM ({rows[Partitions.Labels]}) WHERE {since}),
                    events AS (SELECT {id} FROM ({rows[Partitions.Events]}) SEMI JOIN labels USING ({id}))
                    SELECT count(*) FROM labels ANTI JOIN events USING ({id})
                    """
                ),
            beside => notKept = (CountOf(beside, Partitions.NotKept, since), CountOf(beside, Partitions.NotKept, "TRUE")),
            beside =>
                ofNotKept = beside.Value<long>(
                    $"SELECT count(*) FROM ({rows[Partitions.Labels]}) SEMI JOIN ({rows[Partitions.NotKept]}) USING ({id}) WHERE {since}"
                ),
            beside =>
            {
                events = (CountOf(beside, Partitions.Events, since), CountOf(beside, Partitions.Events, "TRUE"));
                (labels, feedback) = (CountOf(beside, Partitions.Labels, since), CountOf(beside, Partitions.Feedback, since));
                quarantined = beside
                    .Table(
                        $"""
                        SELECT stream || ': ' || reason AS reason, count(*) AS rows FROM ({rows[Partitions.Quarantine]})
                        WHERE {since} GROUP BY ALL ORDER BY ALL
                        """
                    )
                    .Counts("reason", "rows");
            }
        );
        var landed = LandedProfiles.Of(turn);
        (notKept.New, notKept.All) = (notKept.New + landed.New, notKept.All + landed.All);
        return new()
        {
            Events = events.New + notKept.New,
            Labels = labels,
            Feedback = feedback,
            Quarantined = quarantined,
            SchemaChanges = SchemaChanges.Of(turn),
            EventsSoFar = events.All + notKept.All,
            NotKept = notKept.All > 0 ? notKept.New : null,
            Landed = landed.All > 0 ? landed.New : null,
            LabelsWithoutEvent = withoutEvent - ofNotKept,
            LabelsOfNotKept = notKept.All > 0 ? ofNotKept : null,
        };

        long CountOf(Database database, string stream, string condition) =>
            database.Value<long>($"SELECT count(*) FROM ({rows[stream]}) WHERE {condition}");
    }
}
