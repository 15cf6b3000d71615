using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Stage "log": takes what production wrote into the log, each row exactly once, bad rows into quarantine with their reason.</summary>
public static class Ingest
{
    public static LogRecord Run(Turn turn)
    {
        var source = new LogSource(turn.Workplace, turn.Strategy.Log);
        foreach (var stream in new[] { Partitions.Events, Partitions.Labels, Partitions.Feedback })
        {
            new StreamIngest(turn, source, stream).Run();
        }

        return Count(turn);
    }

    private static LogRecord Count(Turn turn)
    {
        var inCycle = $"received_at > {Sql.Time(turn.CycleStart)}";
        var id = turn.Log.Id;
        return new()
        {
            Events = CountOf(Partitions.Events, inCycle),
            Labels = CountOf(Partitions.Labels, inCycle),
            Feedback = CountOf(Partitions.Feedback, inCycle),
            Quarantined = turn
                .Database.Rows<(string Reason, long Rows)>(
                    $"""
                    SELECT stream || ': ' || reason, count(*) FROM ({turn.Log.Rows(Partitions.Quarantine)})
                    WHERE {inCycle} GROUP BY ALL ORDER BY ALL
                    """
                )
                .ToDictionary(row => row.Reason, row => row.Rows, StringComparer.Ordinal),
            EventsSoFar = CountOf(Partitions.Events, "TRUE"),
            LabelsWithoutEvent = turn.Database.Value<long>(
                $"""
                SELECT count(*) FROM (SELECT * FROM ({turn.Log.Rows(Partitions.Labels)}) WHERE {inCycle}) AS labels
                ANTI JOIN ({turn.Log.Rows(Partitions.Events)}) AS events USING ({id})
                """
            ),
        };

        long CountOf(string stream, string condition) =>
            turn.Database.Value<long>($"SELECT count(*) FROM ({turn.Log.Rows(stream)}) WHERE {condition}");
    }
}
