using System.Diagnostics;
using Flywheel.Cli.Adapters;
using Flywheel.Datasets;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Continuing;

/// <summary>Trains on weeks of flights, afresh on a window or on top of the model before.</summary>
internal sealed class Chain(ModelStrategy strategy, Database database, DateTime begins)
{
    private readonly XGBoostEngine engine = new(Environment.ProcessorCount);
    private Encoder? encoder;
    private byte[]? bytes;

    /// <summary>A model that is trained afresh on some weeks, both included.</summary>
    public Fitted Afresh(int from, int to)
    {
        var clock = Clock.Start();
        var relation = $"(SELECT * FROM flights WHERE {Within(from, to)})";
        var fitted = Encoder.Fit(strategy, database, relation);
        return Fit(clock, fitted, relation, strategy.Main.Training.Passes, null);
    }

    /// <summary>Begins the chain with a model.</summary>
    public void Begin(Fitted first) => (encoder, bytes) = (first.Encoder, first.Bytes);

    /// <summary>Goes on with a week that is new, and older rows of the smallest hashes.</summary>
    public Fitted Continue(int week, Continue how)
    {
        var clock = Clock.Start();
        var read = Sampling.InShare(strategy.Main.Seed, $"dataset/new/{week}", "flight_id", how.Share);
        var fresh = database.Value<long>($"SELECT count(*) FROM flights WHERE {Within(week, week)} AND {read}");
        var reach = Math.Max(0, week - (int)(how.Reach / TimeSpan.FromDays(7)));
        var hash = Sampling.Hash(strategy.Main.Seed, $"dataset/replay/{week}", "flight_id");
        database.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE continued AS SELECT * FROM flights WHERE {Within(week, week)} AND {read}
            UNION ALL (SELECT * FROM flights WHERE {Within(reach, week - 1)} ORDER BY {hash}, flight_id LIMIT {(long)Math.Round(
                how.Replay * fresh
            )})
            """
        );
        var fitted = Fit(clock, encoder!, "continued", strategy.Main.Training.Continuing!.Value, bytes);
        bytes = fitted.Bytes;
        return fitted;
    }

    public double[] Score(Fitted model, int week)
    {
        using var loaded = engine.Load(strategy.Main.Training.Name, model.Bytes);
        var matrix = model.Encoder.Matrix(database, "flights", Within(week, week), "flight_id");
        return Array.ConvertAll(loaded.Score(matrix, matrix.Length / model.Encoder.Width), score => (double)score);
    }

    public string Within(int from, int to) =>
        $"departs_at >= {Sql.Time(begins.AddDays(7 * from))} AND departs_at < {Sql.Time(begins.AddDays(7 * (to + 1)))}";

    private Fitted Fit(Clock whole, Encoder fitted, string relation, int rounds, byte[]? start)
    {
        var values = fitted.Matrix(database, relation, "TRUE", "flight_id", inTraining: start is null);
        var labels = database.Matrix($"SELECT CAST(late AS FLOAT) FROM {relation} ORDER BY flight_id");
        var training = Clock.Start();
        using var model = engine.Fit(
            strategy.Main.Training.Name,
            new(values, labels.Length, fitted.Names, fitted.Categorical, labels),
            rounds,
            start is null
                ? strategy.Main.Training.Parameters(strategy.Target, strategy.Main.Seed)
                : strategy.Main.Training.ParametersToContinue(strategy.Target, strategy.Main.Seed),
            _ => { },
            start: start
        );
        var made = model.Bytes;
        return new(fitted, made, labels.Length, training.Spent(), whole.Spent());
    }
}

/// <summary>A model and what it took.</summary>
/// <param name="Training">The engine alone.</param>
/// <param name="Whole">With choosing, reading and encoding the rows.</param>
internal sealed record Fitted(Encoder Encoder, byte[] Bytes, int Rows, Took Training, Took Whole);

/// <summary>Seconds of a clock, and of all processor cores of this process.</summary>
internal readonly record struct Took(double Seconds, double Processor);

internal sealed class Clock
{
    private readonly Stopwatch watch = Stopwatch.StartNew();
    private readonly TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;

    public static Clock Start() => new();

    public Took Spent() => new(watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
}
