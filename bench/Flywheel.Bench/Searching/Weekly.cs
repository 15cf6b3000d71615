using System.Diagnostics;
using Flywheel.Cli.Adapters;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Training.Searching;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Searching;

/// <summary>Searches on a window of weeks of flights, and fits its winner and the defaults to the whole window.</summary>
internal sealed class Weekly(ModelStrategy strategy, Database database, AutoTrainer how, DateTime begins)
{
    private readonly XGBoostEngine engine = new(Environment.ProcessorCount);

    /// <param name="week">The week that both score; the window ends before it.</param>
    public WeekResult Test(int week, int weeks)
    {
        var (from, to) = (begins.AddDays(7 * (week - weeks)), begins.AddDays(7 * week));
        var watch = Stopwatch.StartNew();
        var result = Search(from, to);
        var searched = watch.Elapsed.TotalSeconds;
        var defaults = Scores(AutoTrainer.First, from, to, to.AddDays(7));
        var chosen = result.Winner == 1 ? defaults : Scores(result.Chosen(how), from, to, to.AddDays(7));
        return new(week, result, searched, defaults, chosen);
    }

    public static string Within(DateTime from, DateTime to) => $"departs_at >= {Sql.Time(from)} AND departs_at < {Sql.Time(to)}";

    private SearchResult Search(DateTime from, DateTime to)
    {
        var judgedFrom = to - how.Validation!.Value;
        var older = $"(SELECT * FROM flights WHERE {Within(from, judgedFrom)})";
        var newest = $"(SELECT * FROM flights WHERE {Within(judgedFrom, to)})";
        var encoder = Encoder.Fit(strategy, database, older);
        var rows = new TrialRows(
            judgedFrom,
            encoder,
            Matrix(encoder, older, inTraining: true),
            database.Reals(
                $"SELECT {Sampling.Uniform(Sampling.Hash(strategy.Main.Seed, "auto/rows", "flight_id"))} FROM {older} ORDER BY flight_id"
            ),
            Matrix(encoder, newest, inTraining: false),
            Array.ConvertAll(
                database.Wholes(
                    $"SELECT dense_rank() OVER (ORDER BY date_trunc('day', departs_at)) - 1 AS day FROM {newest} ORDER BY flight_id"
                ),
                day => (int)day
            )
        );
        var run = new TrialRun(rows, strategy.Target, strategy.Main.Seed, engine, TimeProvider.System);
        return new Search(
            how,
            rows,
            how.Among(coded: true),
            strategy.Main.Seed,
            (trainer, share, _) => run.Of(trainer, share, (_, _) => { })
        ).Run();
    }

    private double[] Scores(Trainer trainer, DateTime from, DateTime to, DateTime end)
    {
        var relation = $"(SELECT * FROM flights WHERE {Within(from, to)})";
        var encoder = Encoder.Fit(strategy, database, relation);
        using var model = engine.Fit(
            trainer.Name,
            Matrix(encoder, relation, inTraining: true),
            trainer.Passes,
            trainer.Parameters(strategy.Target, strategy.Main.Seed),
            _ => { }
        );
        var matrix = encoder.Matrix(database, "flights", Within(to, end), "flight_id");
        return Array.ConvertAll(model.Score(matrix, matrix.Length / encoder.Width), score => (double)score);
    }

    private TrainingMatrix Matrix(Encoder encoder, string relation, bool inTraining)
    {
        var labels = database.Matrix($"SELECT CAST(late AS FLOAT) FROM {relation} ORDER BY flight_id");
        return new(
            encoder.Matrix(database, relation, "TRUE", "flight_id", inTraining),
            labels.Length,
            encoder.Names,
            encoder.Categorical,
            labels
        );
    }
}

/// <summary>What a week showed.</summary>
/// <param name="Seconds">The search took, by the clock.</param>
internal sealed record WeekResult(int Week, SearchResult Search, double Seconds, double[] DefaultScores, double[] ChosenScores);
