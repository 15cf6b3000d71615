using Flywheel.DuckDb;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Cli.Demo;

/// <summary>Production of the demo: three million real flights of 2001 leave the gate, week by week, and are scored as they leave.</summary>
/// <remarks>
/// The data is flights-3m.parquet of the npm package vega-datasets; the id of a flight is its row in that file. A label (arrived more
/// than 15 minutes late) is known after the strategy's delay; a passenger complains when a flight that was predicted on time is an
/// hour late. A few rows are spoilt on purpose, beside the real ones: what a log of production looks like.
/// </remarks>
public sealed class FlightsProduction : RecordedWeeks
{
    /// <summary>Columns of an event that a strategy may name.</summary>
    public static IReadOnlyList<string> Columns { get; } = ["flight_id", "departs_at", "distance", "origin", "destination"];

    /// <summary>Monday, the first day of the data.</summary>
    public override DateTime Begins { get; } = new(2001, 1, 1);

    /// <summary>End of the data; its last Sunday has almost no flights.</summary>
    public override DateTime Ends { get; } = new(2001, 7, 2);

    public override string What => "flights";

    public override string? LeftOut => null;

    protected override string Id => "flight_id";

    // Some rows are sent twice, and some have the id of none.
    protected override string Order => "flight_id, distance";

    private const int LateMinutes = 15;
    private const int ComplaintMinutes = 60;

    /// <summary>A flight is predicted on time when its score is below this: about the share of late flights that airlines plan for.</summary>
    private const double PredictedLate = 0.5;

    private readonly string flights;

    /// <param name="root">The repository's root.</param>
    /// <exception cref="RefusedException">The flights were not fetched.</exception>
    public FlightsProduction(string root)
    {
        flights = Path.Combine(root, "build/node_modules/vega-datasets/data/flights-3m.parquet");
        if (!File.Exists(flights))
        {
            throw new RefusedException(
                ExitCode.Lacking,
                "The flights of the demo are not here. Type: ./build.sh --target=Build (it fetches them by npm)."
            );
        }
    }

    protected override string Week(DateTime from, DateTime to) =>
        $"""
            SELECT CAST(file_row_number AS BIGINT) AS flight_id, CAST(date AS TIMESTAMP) AS departs_at, CAST(distance AS BIGINT) AS distance,
                   CAST(origin AS VARCHAR) AS origin, CAST(destination AS VARCHAR) AS destination, CAST(delay AS BIGINT) AS delay
            FROM read_parquet({Sql.Text(flights)}, file_row_number = true)
            WHERE date >= {Sql.Time(from)} AND date < {Sql.Time(to)}
            """;

    protected override void Score(Scorer? model)
    {
        Database.Execute("CREATE OR REPLACE TABLE scores (flight_id BIGINT, score DOUBLE)");
        if (model is null)
        {
            return;
        }

        var ids = Database.Table("SELECT flight_id FROM week ORDER BY flight_id").Wholes("flight_id");
        var scores = model.Score(Database, "week", "TRUE", "flight_id");
        using var appender = Connection.CreateAppender("scores");
        appender.AppendColumns(DuckDbColumn.Of(ids.AsMemory()), DuckDbColumn.Of(scores.AsMemory()));
    }

    /// <summary>Events reach the log within a minute of leaving; the spoilt ones are copies with other ids, or the same id sent again.</summary>
    protected override string Events(string? version)
    {
        var scoredBy = version is null ? "CAST(NULL AS VARCHAR)" : $"CASE WHEN score IS NULL THEN NULL ELSE {Sql.Text(version)} END";
        return $"""
            WITH scored AS (
                SELECT flight_id, departs_at, distance, origin, destination, score, {scoredBy} AS scored_by,
                       departs_at + to_seconds(flight_id % 60) AS received_at, md5('spoil/' || flight_id) AS h
                FROM week LEFT JOIN scores USING (flight_id))
            SELECT * EXCLUDE (h) FROM scored
            UNION ALL SELECT * EXCLUDE (h) REPLACE (received_at + INTERVAL 5 MINUTE AS received_at) FROM scored WHERE h < '0002'
            UNION ALL SELECT * EXCLUDE (h) REPLACE (flight_id + 10000000 AS flight_id, -distance AS distance) FROM scored WHERE h BETWEEN '0010' AND '0012'
            UNION ALL SELECT * EXCLUDE (h) REPLACE (flight_id + 20000000 AS flight_id, lower(origin) || '?' AS origin) FROM scored WHERE h BETWEEN '0020' AND '0022'
            UNION ALL SELECT * EXCLUDE (h) REPLACE (flight_id + 30000000 AS flight_id, departs_at + INTERVAL 2 DAY AS departs_at) FROM scored WHERE h BETWEEN '0030' AND '0031'
            UNION ALL SELECT * EXCLUDE (h) REPLACE (CAST(NULL AS BIGINT) AS flight_id) FROM scored WHERE h BETWEEN '0040' AND '0041'
            """;
    }

    protected override string Labels(TimeSpan delay) =>
        $"""
            SELECT flight_id, CAST(delay > {LateMinutes} AS BIGINT) AS late, departs_at + to_seconds({(long)
                delay.TotalSeconds}) AS received_at FROM week
            UNION ALL SELECT flight_id + 10000000, 7, departs_at + to_seconds({(long)
                delay.TotalSeconds}) FROM week WHERE md5('spoil/' || flight_id) < '0001'
            """;

    protected override string Complaints =>
        $"""
            SELECT flight_id, TRUE AS complaint, departs_at + to_minutes(delay + 120) AS received_at
            FROM week JOIN scores USING (flight_id) WHERE delay >= {ComplaintMinutes} AND score < {PredictedLate}
            """;
}
