using Flywheel.Turns;

namespace Flywheel.Logging;

/// <summary>Stage "log": takes what production wrote into the log, each row exactly once, bad rows into quarantine with their reason.</summary>
public static class Ingest
{
    public static LogRecord Run(Turn turn)
    {
        var source = new LogSource(turn.Workplace, turn.Strategy.Log);
        var decided = LastLook(turn);
        foreach (var stream in new[] { Partitions.Events, Partitions.Labels, Partitions.Feedback })
        {
            new StreamIngest(turn, source, stream, decided).Run();
        }

        return Count(turn);
    }

    /// <summary>The last decided turn, where it looked at this very log: one that was lost begins anew, with the arrivals that production recorded.</summary>
    private static DateTime? LastLook(Turn turn) =>
        turn.Base.Ledger is [.., { AsOf: var last }] && Partitions.Read(turn.Store, turn.Strategy.Model, Partitions.Events, last).Count > 0
            ? last
            : null;

    private static LogRecord Count(Turn turn)
    {
        var since = turn.ReceivedSince;
        var id = turn.Log.Id;
        return new()
        {
            Events = CountOf(Partitions.Events, since),
            Labels = CountOf(Partitions.Labels, since),
            Feedback = CountOf(Partitions.Feedback, since),
            Quarantined = turn
                .Database.Table(
                    $"""
                    SELECT stream || ': ' || reason AS reason, count(*) AS rows FROM ({turn.Log.Rows(Partitions.Quarantine)})
                    WHERE {since} GROUP BY ALL ORDER BY ALL
                    """
                )
                .Counts("reason", "rows"),
            EventsSoFar = CountOf(Partitions.Events, "TRUE"),
            LabelsWithoutEvent = turn.Database.Value<long>(
                $"""
                WITH labels AS MATERIALIZED (SELECT {id} FROM ({turn.Log.Rows(Partitions.Labels)}) WHERE {since}),
                events AS (SELECT {id} FROM ({turn.Log.Rows(Partitions.Events)}) SEMI JOIN labels USING ({id}))
                SELECT count(*) FROM labels ANTI JOIN events USING ({id})
                """
            ),
        };

        long CountOf(string stream, string condition) =>
            turn.Database.Value<long>($"SELECT count(*) FROM ({turn.Log.Rows(stream)}) WHERE {condition}");
    }
}
