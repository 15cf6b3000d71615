using Flywheel.Logging;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Monitoring;

/// <summary>The least that a database must do for the same numbers: look at each value of the same columns once, and sort the window's scores.</summary>
public static class PlainScan
{
    private static readonly string[] _columns =
    [
        "order_id",
        "ordered_at",
        "received_at",
        "amount",
        "balance",
        "distance",
        "age",
        "items",
        "hour",
        "channel",
        "device",
        "country",
        "merchant",
        "score",
    ];

    public static Measured In(string folder)
    {
        var (events, labels) = ("", "");
        using var silent = new NoProgress();
        Prepared.Turn(
            folder,
            silent,
            turn => (events, labels) = (Paths(turn.Log.Rows(Partitions.Events)), Paths(turn.Log.Rows(Partitions.Labels)))
        );
        var parts = new Parts();
        Prepared.Unconfined(database =>
        {
            parts.Time("files", () => Scan(database, events, labels));
            parts.Time("files-sort", () => Sort(database, events));
            database.Execute($"CREATE TABLE events AS {events}");
            database.Execute($"CREATE TABLE labels AS {labels}");
            parts.Time("memory", () => Scan(database, "FROM events", "FROM labels"));
            parts.Time("memory-sort", () => Sort(database, "FROM events"));
        });
        return new(parts.Seconds, parts.Processor, Measured.Peak(), []);

        static string Paths(string rows) => rows[..rows.LastIndexOf(" WHERE ", StringComparison.Ordinal)];
    }

    private static void Scan(Database database, string events, string labels)
    {
        database.Table(
            $"SELECT {string.Join(", ", _columns.Select(column => $"min({column}), max({column}), count({column})"))} FROM ({events})"
        );
        database.Table($"SELECT min(order_id), max(order_id), min(received_at), max(received_at), sum(returned) FROM ({labels})");
    }

    private static void Sort(Database database, string events)
    {
        var rows = 0;
        foreach (
            var chunk in database.Chunks(
                $"SELECT score, order_id FROM ({events}) WHERE ordered_at >= {Sql.Time(GeneratedOrders.WindowBegins)} ORDER BY score"
            )
        )
        {
            rows += chunk.Rows;
        }
    }
}
