using Flywheel.Bench.Labels;
using Flywheel.Cli.Adapters;
using Flywheel.Curation;
using Flywheel.DuckDb;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Weighted;

/// <summary>One fully labelled week of flights, scored by a model of the four weeks before, from which rules that ask that model can draw again and again.</summary>
public sealed class UncertainWeek : IDisposable
{
    private const string Place = "\"place of event\"";
    private readonly DuckDbConnection connection = new($"Data Source={DuckDbConnectionStringBuilder.InMemory};Threads=1");
    private readonly XGBoostEngine engine = new(threads: 1);
    private readonly Database database;
    private readonly ModelStrategy strategy;
    private readonly Encoder encoder;
    private readonly float[] matrix;
    private readonly float[] outputs;
    private readonly long[] ids;
    private readonly double[] labels;
    private readonly int[] days;
    private readonly int rounds;

    /// <param name="root">The repository's root.</param>
    /// <param name="monday">First day of the week.</param>
    /// <param name="rules">The items of <c>rules</c> in curation.yaml.</param>
    /// <param name="where">SQL condition that keeps some of the flights.</param>
    public UncertainWeek(string root, DateTime monday, IEnumerable<string> rules, string where = "TRUE")
    {
        connection.Open();
        database = new(connection, new DuckDbDriver(), Seconds: 3600);
        strategy = RecordedFlights.Curated(root, rules);
        database.Execute(
            $"CREATE TABLE flights AS FROM {RecordedFlights.Between(root, monday.AddDays(-28), monday.AddDays(7))} WHERE {where}"
        );
        var before = $"(SELECT * FROM flights WHERE departs_at < {Sql.Time(monday)})";
        encoder = Encoder.Fit(strategy, database, before);
        var known = database.Matrix($"SELECT CAST(late AS FLOAT) FROM {before} ORDER BY flight_id");
        using var model = engine.Fit(
            strategy.Main.Training.Name,
            new(
                encoder.Matrix(database, before, "TRUE", "flight_id", inTraining: true),
                known.Length,
                encoder.Names,
                encoder.Categorical,
                known
            ),
            strategy.Main.Training.Passes,
            strategy.Main.Training.Parameters(strategy.Target, strategy.Main.Seed),
            _ => { }
        );
        database.Execute(
            $"CREATE TABLE events AS SELECT *, row_number() OVER (ORDER BY flight_id) - 1 AS {Place} FROM flights WHERE departs_at >= {Sql.Time(monday)} ORDER BY flight_id"
        );
        matrix = encoder.Matrix(database, "events", "TRUE", "flight_id");
        var table = database.Table(
            "SELECT flight_id, CAST(late AS DOUBLE) AS late, dense_rank() OVER (ORDER BY departs_at::DATE) - 1 AS day FROM events ORDER BY flight_id"
        );
        ids = Array.ConvertAll(table.Reals("flight_id"), id => (long)id);
        labels = table.Reals("late");
        days = Array.ConvertAll(table.Reals("day"), day => (int)day);
        (outputs, rounds) = (model.Outputs(matrix, ids.Length, rounds: 0), model.Rounds);
    }

    public int Flights => ids.Length;

    /// <summary>Every flight with weight 1.</summary>
    public (LabelledSample Sample, double[] Scores) All() => At([.. Enumerable.Range(0, ids.Length)], Array.ConvertAll(ids, _ => 1.0));

    /// <summary>What curation picks under a seed, weighted by the inverse of its chances.</summary>
    public (LabelledSample Sample, double[] Scores) Draw(int seed)
    {
        var seeded = strategy with { Main = strategy.Main with { Seed = seed } };
        var pool = new Pool(seeded, engine, encoder, matrix, ids) { Rounds = rounds, Outputs = _ => outputs };
        var selection = Selection.Of(seeded, "redraw", Counting.None, pool);
        pool.LayInto(database, "scored", Place);
        var picked = database.Table(
            $"""
            SELECT CAST({Place} AS DOUBLE) AS place, 1 / probability AS weight
            FROM ({selection.Points($"SELECT * FROM events JOIN scored USING ({Place})")}) AS picked JOIN events ON flight_id = picked.id
            ORDER BY flight_id
            """
        );
        return At(Array.ConvertAll(picked.Reals("place"), place => (int)place), picked.Reals("weight"));
    }

    public void Dispose() => connection.Dispose();

    private (LabelledSample Sample, double[] Scores) At(int[] rows, double[] weights) =>
        (
            new(Array.ConvertAll(rows, row => labels[row]), weights, Array.ConvertAll(rows, row => days[row]), days.Max() + 1),
            Array.ConvertAll(rows, row => (double)outputs[row])
        );
}
