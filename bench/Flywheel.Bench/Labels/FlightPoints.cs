using System.Globalization;
using Flywheel.Cli.Adapters;
using Flywheel.DuckDb;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Labels;

/// <summary>Flights of four weeks, some to pick from and others to measure on.</summary>
public sealed class FlightPoints : PointSet
{
    private const int PoolRows = 6000;
    private const int TestRows = 10_000;
    private static readonly DateTime _from = new(2001, 2, 5);
    private static readonly DateTime _to = new(2001, 3, 5);

    private readonly float[] matrix;
    private readonly float[] labels;
    private readonly string[] origins;
    private readonly double[] hours;

    /// <param name="root">The repository's root.</param>
    public FlightPoints(string root)
    {
        using var connection = new DuckDbConnection($"Data Source={DuckDbConnectionStringBuilder.InMemory}");
        connection.Open();
        var database = new Database(connection, new DuckDbDriver(), Seconds: 600);
        database.Execute($"CREATE TABLE flights AS FROM {RecordedFlights.Between(root, _from, _to)}");
        using var quiet = new Turns.NoProgress();
        using var workshop = new Cli.Workshop(root, quiet);
        Encoder = Encoder.FitWithoutLabels(workshop.Strategy("flights"), database, "flights");
        matrix = Encoder.Matrix(database, "flights", "TRUE", "flight_id");
        labels = database.Matrix("SELECT CAST(late AS FLOAT) FROM flights ORDER BY flight_id");
        var table = database.Table(
            $"SELECT origin, date_diff('hour', {Sql.Time(_from)}, departs_at) AS hour FROM flights ORDER BY flight_id"
        );
        (origins, hours) = (table.Texts("origin"), table.Reals("hour"));
    }

    public override string Name => "flights";

    public override string Said =>
        $"flights of the four weeks from {_from:yyyy-MM-dd} on, {PoolRows:N0} to pick from and {TestRows:N0} others to measure on; will it be more than 15 minutes late? Features are those of `strategy/flights`";

    public override string Measure => "AUC";

    public override double Target => 0.605;

    public override int Budget => 3000;

    public override string Trainer => "xgboost: { rounds: 40, depth: 3, eta: 0.15 }";

    public override IReadOnlyList<string> Columns => ["origin: text"];

    public override IReadOnlyList<string> OwnRules => ["stratified: { by: origin, per-stratum: 1 }", "cohort-quotas: { hour: 1 }"];

    public override Encoder Encoder { get; }

    public override Split Draw(int seed)
    {
        var drawn = Shuffle.Of(labels.Length, PoolRows + TestRows, seed, stream: 2);
        int[] at = [.. drawn[..PoolRows].Order()];
        var test = drawn[PoolRows..];
        return new(
            at,
            Rows(matrix, Encoder.Width, at),
            Array.ConvertAll(at, i => labels[i]),
            Rows(matrix, Encoder.Width, test),
            Array.ConvertAll(test, i => (double)labels[i])
        );
    }

    public override void Lay(Database database, Split split)
    {
        var named = string.Join(", ", split.At.Select(i => Sql.Text(origins[i])));
        var hour = string.Join(", ", split.At.Select(i => hours[i].ToString(CultureInfo.InvariantCulture)));
        database.Execute(
            $"""
            CREATE TABLE pool AS
            SELECT number, number AS id, {Sql.Time(_from)} + to_hours(CAST(hour AS BIGINT)) AS seen_at, origin
            FROM (SELECT unnest(range({split.At.Length})) AS number, unnest([{hour}]) AS hour, unnest([{named}]) AS origin) ORDER BY number
            """
        );
    }
}
