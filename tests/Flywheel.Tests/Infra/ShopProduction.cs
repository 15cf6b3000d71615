using Flywheel.Backtesting;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;
using Sql = Flywheel.Warehouse.Sql;

namespace Flywheel.Tests.Infra;

/// <summary>Orders of a small shop, every one a function of its number: the same history on every machine.</summary>
/// <remarks>
/// An order is returned with a probability that grows with its amount and differs by channel. In an untidy shop some events arrive
/// days late, some are sent again with another amount, some amounts are negative, and some labels are corrected later.
/// </remarks>
public sealed class ShopProduction : IProduction, IDisposable
{
    private const long FirstId = 1000;

    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
    private readonly Database database;

    public ShopProduction()
    {
        connection.Open();
        database = new(connection, new DuckDbDriver(), 0);
        database.Execute("CREATE MACRO u(salt, i) AS md5_number_lower(salt || '/' || i) / 18446744073709551616.0");
    }

    /// <summary>Monday.</summary>
    public DateTime Begins { get; } = new(2024, 1, 1);

    public DateTime Ends { get; } = new(2024, 2, 1);

    public int OrdersADay { get; init; } = 1200;

    public bool Untidy { get; init; }

    /// <summary>What is returned: yes or no, what became of it, or a number that is less certain the larger the amount.</summary>
    public ModelTask Task { get; init; }

    private string Label =>
        Task switch
        {
            ModelTask.Multiclass =>
                "CASE WHEN u('noise', order_id) < 0.2 THEN ['kept', 'swapped', 'refunded'][1 + order_id % 3] WHEN amount < 40 THEN 'kept' WHEN channel = 'app' THEN 'swapped' ELSE 'refunded' END",
            ModelTask.Regression => "round(20 + amount / 2 + (1 + amount / 10) * 2 * (u('noise', order_id) - 0.5), 2)",
            _ => "CAST(returned AS BIGINT)",
        };

    public void Arrive(ModelStrategy strategy, string folder, DateTime from, DateTime to, Scorer? model, string? version)
    {
        database.Execute($"CREATE OR REPLACE TABLE orders AS {Orders(from, to)}");
        Score(model);
        var name = $"{from:yyyy-MM-dd}.parquet";
        var delay = (long)strategy.Log.Label.ArrivesAfter.TotalSeconds;
        Write(Path.Combine(folder, "events", name), Events(version));
        Write(Path.Combine(folder, "labels", name), Labels(delay));
        Write(Path.Combine(folder, "feedback", name), Complaints);
    }

    public bool Arrived(string folder, DateTime from) => File.Exists(Path.Combine(folder, "events", $"{from:yyyy-MM-dd}.parquet"));

    private string Orders(DateTime from, DateTime to)
    {
        var seconds = 86400 / OrdersADay;
        var first = (long)(from - Begins).TotalSeconds / seconds;
        var end = (long)(to - Begins).TotalSeconds / seconds;
        return $"""
            WITH numbers AS (SELECT range AS i FROM range({first}, {end})),
            drawn AS (
                SELECT i, {Sql.Time(Begins)} + to_seconds({seconds} * i) AS ordered_at, round(10 + 90 * u('amount', i), 2) AS amount,
                       CAST(1 + floor(4 * u('items', i)) AS BIGINT) AS items, ['app', 'shop', 'web'][1 + CAST(i % 3 AS INTEGER)] AS channel
                FROM numbers)
            SELECT {FirstId} + i AS order_id, ordered_at, amount, items, channel, u('late', i) AS late, u('spoilt', i) AS spoilt,
                   u('returned', i) < 1 / (1 + exp(1.5 - 0.04 * (amount - 55) - CASE channel WHEN 'app' THEN 0.8 ELSE 0 END)) AS returned
            FROM drawn
            """;
    }

    private void Score(Scorer? model)
    {
        database.Execute("CREATE OR REPLACE TABLE scores (order_id BIGINT, score DOUBLE)");
        if (model is null)
        {
            return;
        }

        var ids = database.Table("SELECT order_id FROM orders ORDER BY order_id").Wholes("order_id");
        var scores = model.Score(database, "orders", "TRUE", "order_id");
        using var appender = connection.CreateAppender("scores");
        appender.AppendColumns(DuckDbColumn.Of(ids.AsMemory()), DuckDbColumn.Of(scores.AsMemory()));
    }

    /// <summary>A score as production logs it.</summary>
    private string Said => Task == ModelTask.Multiclass ? "['kept', 'swapped', 'refunded'][1 + CAST(score AS BIGINT)]" : "score";

    private string Events(string? version)
    {
        var scored = $"""
            SELECT order_id, ordered_at, amount, items, channel, {Said} AS score,
                   CASE WHEN scores.score IS NULL THEN NULL ELSE {(version is null ? "''" : Sql.Text(version))} END AS scored_by,
                   ordered_at + to_seconds(order_id % 30) AS received_at, late, spoilt
            FROM orders LEFT JOIN scores USING (order_id)
            """;
        return Untidy
            ? $"""
                SELECT * EXCLUDE (late, spoilt) REPLACE (
                    CASE WHEN late < 0.02 THEN received_at + INTERVAL 52 HOUR WHEN late < 0.05 THEN received_at + INTERVAL 20 HOUR
                         ELSE received_at END AS received_at)
                FROM ({scored})
                UNION ALL SELECT * EXCLUDE (late, spoilt) REPLACE (received_at + INTERVAL 30 HOUR AS received_at, amount + 1 AS amount)
                FROM ({scored}) WHERE spoilt < 0.01
                UNION ALL SELECT * EXCLUDE (late, spoilt) REPLACE (order_id + 1000000 AS order_id, -amount AS amount)
                FROM ({scored}) WHERE spoilt BETWEEN 0.01 AND 0.02
                """
            : $"SELECT * EXCLUDE (late, spoilt) FROM ({scored})";
    }

    private string Labels(long delay)
    {
        var known = $"SELECT order_id, {Label} AS returned, ordered_at + to_seconds({delay}) AS received_at";
        return Untidy
            ? $"""
                {known} FROM orders
                UNION ALL SELECT * REPLACE (1 - returned AS returned, received_at + INTERVAL 26 HOUR AS received_at)
                FROM ({known} FROM orders WHERE spoilt BETWEEN 0.1 AND 0.13)
                UNION ALL SELECT * REPLACE (7 AS returned) FROM ({known} FROM orders WHERE spoilt BETWEEN 0.2 AND 0.21)
                """
            : $"{known} FROM orders";
    }

    private static string Complaints =>
        """
            SELECT order_id, TRUE AS complaint, ordered_at + INTERVAL 4 HOUR AS received_at
            FROM orders JOIN scores USING (order_id) WHERE returned AND score < 0.3
            """;

    private void Write(string file, string query)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        database.Execute($"COPY (SELECT * FROM ({query}) ORDER BY ALL) TO {Sql.Text(file)} (FORMAT parquet)");
    }

    public void Dispose() => connection.Dispose();
}
