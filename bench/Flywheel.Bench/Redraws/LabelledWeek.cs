using Flywheel.Cli.Adapters;
using Flywheel.Curation;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Redraws;

/// <summary>One fully labelled week of flights with a score, from which curation can draw again and again.</summary>
/// <remarks>The score is real and simple: the late rate of the four weeks before by origin and hour, drawn towards the mean as if by 20 flights.</remarks>
public sealed class LabelledWeek : IDisposable
{
    private const string Columns = "CAST(late AS DOUBLE) AS late, score, dense_rank() OVER (ORDER BY departs_at::DATE) - 1 AS cluster";
    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
    private readonly Database database;
    private readonly string root;

    /// <param name="root">The repository's root.</param>
    /// <param name="monday">First day of the week.</param>
    /// <param name="where">SQL condition that keeps some of its flights.</param>
    public LabelledWeek(string root, DateTime monday, string where = "TRUE")
    {
        this.root = root;
        connection.Open();
        database = new(connection, new DuckDbDriver(), Seconds: 3600);
        database.Execute(
            $"""
            CREATE TABLE events AS
            WITH flights AS (FROM {RecordedFlights.Between(root, monday.AddDays(-28), monday.AddDays(7))}),
            before AS (SELECT * FROM flights WHERE departs_at < {Sql.Time(monday)}),
            rates AS (
                SELECT origin, hour(departs_at) AS hour, (sum(late) + 20 * (SELECT avg(late) FROM before)) / (count(*) + 20) AS score
                FROM before GROUP BY ALL)
            SELECT flights.*, coalesce(score, (SELECT avg(late) FROM before)) AS score
            FROM flights LEFT JOIN rates ON rates.origin = flights.origin AND rates.hour = hour(departs_at)
            WHERE departs_at >= {Sql.Time(monday)} AND ({where})
            ORDER BY flight_id
            """
        );
    }

    public long Flights => database.Value<long>("SELECT count(*) FROM events");

    /// <summary>Every flight with weight 1.</summary>
    public (LabelledSample Sample, double[] Scores) All() =>
        Read($"SELECT {Columns}, CAST(1 AS DOUBLE) AS weight FROM events ORDER BY flight_id");

    /// <summary>The flights' strategy with other curation rules.</summary>
    /// <param name="rules">The items of <c>rules</c> in curation.yaml.</param>
    public ModelStrategy Curating(params IEnumerable<string> rules) => RecordedFlights.Curated(root, rules);

    /// <summary>What curation picks under a seed, weighted by the inverse of its chances.</summary>
    public (LabelledSample Sample, double[] Scores) Draw(ModelStrategy strategy, int seed)
    {
        var seeded = strategy with { Main = strategy.Main with { Seed = seed } };
        var picked = Selection.Of(seeded, "SELECT * FROM events", "redraw");
        return Read(
            $"SELECT {Columns}, 1 / probability AS weight FROM ({picked}) AS picked JOIN events ON events.flight_id = picked.id ORDER BY flight_id"
        );
    }

    public void Dispose() => connection.Dispose();

    private (LabelledSample Sample, double[] Scores) Read(string query)
    {
        var table = database.Table(query);
        var cluster = Array.ConvertAll(table.Reals("cluster"), index => (int)index);
        return (new(table.Reals("late"), table.Reals("weight"), cluster, cluster.Max() + 1), table.Reals("score"));
    }
}
