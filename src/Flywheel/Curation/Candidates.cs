using Flywheel.Logging;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The events that a turn may pick from, as rules that compute see them, with the labelled points that they may learn from.</summary>
/// <remarks>Rows are in order of id everywhere.</remarks>
public sealed class Candidates : IDisposable
{
    public const string NoModel = "no model is in force yet";

    /// <summary>Fewer labelled points teach a rule nothing.</summary>
    public const int FewestLessons = 100;

    /// <summary>Labelled points that rules learn from: the smallest of their hashes where there are more.</summary>
    private const int MostLessons = 200_000;

    private const string Table = "candidates";
    private const string Scores = "scores_of_candidates";
    private const string Lessons = "lessons";

    // No declared column has a name with a space.
    private const string Place = "\"place of candidate\"";
    private const string NumberOfLabel = "\"number of label\"";
    private const string NumberOfScore = "\"number of score\"";
    private const string OrderOfLesson = "\"order of lesson\"";

    private readonly List<(string Name, double[] Values)> scored = [];
    private readonly Lazy<Scorer?> inForce;
    private readonly Lazy<float[]> seen;
    private readonly Lazy<Encoder> encoder;
    private readonly Lazy<float[]> matrix;
    private readonly Lazy<FeatureSpace> space;
    private readonly Lazy<string[]> ids;
    private readonly Lazy<bool[]> evaluates;
    private readonly Lazy<double[]> logged;
    private readonly Lazy<int> lessons;

    /// <param name="events">SQL of the events to pick from.</param>
    public Candidates(Turn turn, string events)
    {
        Turn = turn;
        turn.Database.Execute(
            $"CREATE OR REPLACE TABLE {Table} AS SELECT *, row_number() OVER (ORDER BY {Id}) - 1 AS {Place} FROM ({events}) ORDER BY {Id}"
        );
        Rows = checked((int)turn.Database.Value<long>($"SELECT count(*) FROM {Table}"));
        inForce = new(() => turn.Base.Deployment.Current is { } version ? ModelShelf.LoadForProduction(turn, version) : null);
        seen = new(() => InForce!.Matrix(turn.Database, Table, Id));
        encoder = new(FitEncoder);
        matrix = new(() => Encoder.Matrix(turn.Database, Table, "TRUE", Id));
        space = new(() => new(Encoder, Matrix));
        ids = new(() => turn.Database.Table($"SELECT CAST({Id} AS VARCHAR) AS id FROM {Table} ORDER BY {Id}").Texts("id"));
        evaluates = new(() =>
            turn.Database.Table($"SELECT {AsOfLog.Evaluates(turn.Strategy)} AS evaluates FROM {Table} ORDER BY {Id}").Flags("evaluates")
        );
        logged = new(() =>
            turn.Database.Reals($"SELECT CAST({turn.Strategy.Target.Number(turn.Log.Score)} AS DOUBLE) FROM {Table} ORDER BY {Id}")
        );
        lessons = new(LayLessons);
    }

    public Turn Turn { get; }

    public int Rows { get; }

    /// <summary>The model in force, or null before the first.</summary>
    public Scorer? InForce => inForce.Value;

    /// <summary>How features are read, fitted to the candidates.</summary>
    public Encoder Encoder => encoder.Value;

    /// <summary>Features, shape [rows, columns].</summary>
    public float[] Matrix => matrix.Value;

    /// <summary>Where the candidates' features are points.</summary>
    public FeatureSpace Space => space.Value;

    public string[] Ids => ids.Value;

    /// <summary>Which are for evaluation for ever, shape [rows].</summary>
    public bool[] Evaluates => evaluates.Value;

    /// <summary>What production said of them, as a number, shape [rows]; NaN where it said nothing.</summary>
    public double[] LoggedScores => logged.Value;

    /// <summary>Why a rule cannot tell candidates from labelled points; null where it can.</summary>
    public string? TooFew =>
        Rows < CrossFitting.Fewest ? $"there are fewer than {CrossFitting.Fewest} candidates"
        : lessons.Value < FewestLessons ? $"fewer than {FewestLessons} points are labelled"
        : null;

    /// <summary>SQL of the candidates with what rules have computed of them.</summary>
    public string Events => scored.Count == 0 ? $"SELECT * FROM {Table}" : $"SELECT * FROM {Table} JOIN {Scores} USING ({Place})";

    private string Id => Turn.Log.Id;

    /// <summary>What the model in force says of each after its first rounds, or null before the first model.</summary>
    /// <param name="rounds">0 for all.</param>
    public Chances? Chances(int rounds = 0) => InForce is { } model ? Chances(model.Outputs(seen.Value, rounds)) : null;

    /// <summary>What another model says of each.</summary>
    public Chances Chances(Scorer model) => Chances(model.Outputs(model.Matrix(Turn.Database, Table, Id), rounds: 0));

    /// <param name="outputs">Of a model, row by row.</param>
    public Chances Chances(float[] outputs) => new(outputs, Math.Max(1, outputs.Length / Math.Max(1, Rows)));

    /// <summary>Features of some events of the log, shape [examples, columns].</summary>
    /// <exception cref="RefusedException">One of them is not in the log.</exception>
    public float[] MatrixOf(IReadOnlyList<string> examples)
    {
        var wanted = string.Join(", ", examples.Select(Sql.Text));
        Turn.Database.Execute(
            $"CREATE OR REPLACE TABLE examples AS SELECT * FROM ({Turn.Log.Rows(Partitions.Events)}) WHERE CAST({Id} AS VARCHAR) IN ({wanted}) ORDER BY {Id}"
        );
        var there = Turn.Database.Table($"SELECT CAST({Id} AS VARCHAR) AS id FROM examples ORDER BY {Id}").Texts("id");
        var missing = examples.Except(there, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? Encoder.Matrix(Turn.Database, "examples", "TRUE", Id)
            : throw new RefusedException(
                ExitCode.Mistake,
                $"strategy/{Turn.Strategy.Model}/{StrategyLoader.CurationName} names examples that no event received by {Turn.Version} has as its {Turn.Strategy.Log.Id}: {Yaml.Listing.Of(missing)}. "
                    + $"Take them out, or find others: flywheel sql {Turn.Strategy.Model} \"SELECT {Turn.Strategy.Log.Id} FROM log LIMIT 5\""
            );
    }

    /// <summary>A trainer that adds its inputs up is given them scaled, here as in training.</summary>
    private Encoder FitEncoder()
    {
        var fitted = Encoder.FitWithoutLabels(Turn.Strategy, Turn.Database, Table);
        return Turn.Strategy.Main.Training.AddsUp ? fitted.Scaled(fitted.Matrix(Turn.Database, Table, "TRUE", Id)) : fitted;
    }

    /// <summary>Features of the labelled points in the order of their hashes, shape [points, columns].</summary>
    public float[] LessonMatrix() => lessons.Value == 0 ? [] : Encoder.Matrix(Turn.Database, Lessons, "TRUE", LessonOrder);

    /// <summary>Labelled points that production had scored: features, labels and scores.</summary>
    public (float[] Features, double[] Labels, double[] Scores) ScoredLessons()
    {
        if (lessons.Value == 0)
        {
            return ([], [], []);
        }

        const string Where = $"isfinite({NumberOfScore})";
        return (
            Encoder.Matrix(Turn.Database, Lessons, Where, LessonOrder),
            Turn.Database.Reals($"SELECT {NumberOfLabel} FROM {Lessons} WHERE {Where} ORDER BY {LessonOrder}"),
            Turn.Database.Reals($"SELECT {NumberOfScore} FROM {Lessons} WHERE {Where} ORDER BY {LessonOrder}")
        );
    }

    /// <summary>A half of the labelled points: features and labels.</summary>
    /// <param name="member">Each draws another half.</param>
    public (float[] Features, float[] Labels) HalfOfLessons(int member)
    {
        var half = Sampling.InShare(Turn.Strategy.Main.Seed, $"committee/{Turn.Version}/{member}", Id, 0.5);
        return (
            Encoder.Matrix(Turn.Database, Lessons, half, LessonOrder),
            Turn.Database.Matrix($"SELECT CAST({NumberOfLabel} AS FLOAT) FROM {Lessons} WHERE {half} ORDER BY {LessonOrder}")
        );
    }

    /// <summary>Keeps a column of numbers of the candidates; <see cref="Lay"/> puts all of them beside the events.</summary>
    /// <param name="values">Shape [rows]; NaN is NULL.</param>
    /// <returns>SQL of the column.</returns>
    public string Keep(string name, double[] values)
    {
        scored.Add((Sql.Name(name), values));
        return Sql.Name(name);
    }

    /// <summary>Puts the kept columns where <see cref="Events"/> finds them.</summary>
    public void Lay()
    {
        if (scored.Count == 0)
        {
            return;
        }

        var columns = string.Concat(scored.Select(column => $", {column.Name} DOUBLE"));
        Turn.Database.Execute($"CREATE OR REPLACE TABLE {Scores} ({Place} BIGINT{columns})");
        Turn.Database.Append(
            Scores,
            [Enumerable.Range(0, Rows).Select(place => (long)place).ToArray(), .. scored.Select(column => column.Values)]
        );
    }

    public void Dispose()
    {
        if (inForce.IsValueCreated)
        {
            InForce?.Dispose();
        }

        foreach (var table in (string[])[Table, Scores, Lessons, "examples"])
        {
            Turn.Database.Execute($"DROP TABLE IF EXISTS {table}");
        }
    }

    private string LessonOrder => $"{OrderOfLesson}, {Id}";

    /// <summary>What training could see: labelled points of the turns before in the dataset's window, none of them for evaluation.</summary>
    private int LayLessons()
    {
        var from = Turn.AsOf - Turn.Strategy.Main.Dataset.History;
        Turn.Log.See(from, curated: false);

        // The log may reach back further for the sake of another stage.
        var order = Sampling.Hash(Turn.Strategy.Main.Seed, $"lessons/{Turn.Version}", Id);
        var target = Turn.Strategy.Target;
        Turn.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE {Lessons} AS
            SELECT {string.Join(", ", Turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {order} AS {OrderOfLesson},
                   CAST({target.Number(Turn.Log.TrainingLabel)} AS DOUBLE) AS {NumberOfLabel}, CAST({target.Number(
                Turn.Log.Score
            )} AS DOUBLE) AS {NumberOfScore}
            FROM {Turn.Log.Trainable(from, Turn.AsOf)}
            ORDER BY {OrderOfLesson}, {Id} LIMIT {MostLessons}
            """
        );
        return checked((int)Turn.Database.Value<long>($"SELECT count(*) FROM {Lessons}"));
    }
}
