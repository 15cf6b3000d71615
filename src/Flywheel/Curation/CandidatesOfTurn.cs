using Flywheel.Logging;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The events that a turn may pick from: what it was offered, and what its log holds by then.</summary>
public sealed class CandidatesOfTurn : Candidates, IDisposable
{
    /// <summary>Labelled points that rules learn from: the smallest of their hashes where there are more.</summary>
    private const int MostLessons = 200_000;

    private const string Table = "candidates";
    private const string Scores = "scores_of_candidates";
    private const string LessonTable = "lessons";

    // No declared column has a name with a space.
    private const string Place = "\"place of candidate\"";
    private const string NumberOfLabel = "\"number of label\"";
    private const string NumberOfScore = "\"number of score\"";
    private const string OrderOfLesson = "\"order of lesson\"";

    private readonly Turn turn;
    private readonly Lazy<Scorer?> inForce;
    private readonly Lazy<float[]> seen;
    private readonly Lazy<Encoder> encoder;
    private readonly Lazy<float[]> matrix;
    private readonly Lazy<string[]> ids;
    private readonly Lazy<bool[]> evaluates;
    private readonly Lazy<double[]> logged;
    private readonly Lazy<int> lessons;

    /// <param name="events">SQL of the events to pick from.</param>
    public CandidatesOfTurn(Turn turn, string events)
    {
        this.turn = turn;
        turn.Database.Execute(
            $"CREATE OR REPLACE TABLE {Table} AS SELECT *, row_number() OVER (ORDER BY {Id}) - 1 AS {Place} FROM ({events}) ORDER BY {Id}"
        );
        Rows = checked((int)turn.Database.Value<long>($"SELECT count(*) FROM {Table}"));
        inForce = new(() => turn.Base.Deployment.Current is { } version ? ModelShelf.LoadForProduction(turn, version) : null);
        seen = new(() => InForce!.Matrix(turn.Database, Table, Id));
        encoder = new(FitEncoder);
        matrix = new(() => Encoder.Matrix(turn.Database, Table, "TRUE", Id));
        ids = new(() => turn.Database.Table($"SELECT CAST({Id} AS VARCHAR) AS id FROM {Table} ORDER BY {Id}").Texts("id"));
        evaluates = new(() =>
            turn.Database.Table($"SELECT {AsOfLog.Evaluates(turn.Strategy)} AS evaluates FROM {Table} ORDER BY {Id}").Flags("evaluates")
        );
        logged = new(() =>
            turn.Database.Reals($"SELECT CAST({turn.Strategy.Target.Number(turn.Log.Score)} AS DOUBLE) FROM {Table} ORDER BY {Id}")
        );
        lessons = new(LayLessons);
    }

    public override ITrainer Engine => turn.Workplace.Engine;

    public override Trainer Trainer => turn.Strategy.Main.Training;

    public override Target Target => turn.Strategy.Target;

    public override ModelTask Task => turn.Strategy.Main.Task;

    public override int Seed => turn.Strategy.Main.Seed;

    public override int Rows { get; }

    public override Encoder Encoder => encoder.Value;

    public override float[] Matrix => matrix.Value;

    public override string[] Ids => ids.Value;

    public override bool[] Evaluates => evaluates.Value;

    public override double[] LoggedScores => logged.Value;

    public override int Lessons => lessons.Value;

    public override int? RoundsInForce => InForce?.Rounds;

    /// <summary>SQL of the candidates with what rules have computed of them.</summary>
    public string Events => HasKept ? $"SELECT * FROM {Table} JOIN {Scores} USING ({Place})" : $"SELECT * FROM {Table}";

    private string Id => turn.Log.Id;

    private Scorer? InForce => inForce.Value;

    public override Chances? Chances(int rounds = 0) => InForce is { } model ? Chances(model.Outputs(seen.Value, rounds)) : null;

    public override IEnumerable<Chances> OfLastTurns(int most)
    {
        var model = turn.Strategy.Model;
        var known = turn
            .Base.Ledger.Select(row => row.Candidate)
            .Where(version => version.Length > 0 && turn.Workplace.Files.Read(ModelManifest.Path(model, version)) is not null)
            .Reverse()
            .Select(version => ModelManifest.Read(turn.Workplace.Files, model, version))
            .Where(manifest => turn.Store.Has(manifest.Bytes))
            .Take(most);
        foreach (var manifest in known)
        {
            using var member = ModelShelf.Open(turn, manifest.Bytes, $"{manifest.Model}@{manifest.Version}");
            yield return Chances(member.Outputs(member.Matrix(turn.Database, Table, Id), rounds: 0));
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RefusedException">One of them is not in the log.</exception>
    public override float[] MatrixOf(IReadOnlyList<string> examples)
    {
        var wanted = string.Join(", ", examples.Select(Sql.Text));
        turn.Database.Execute(
            $"CREATE OR REPLACE TABLE examples AS SELECT * FROM ({turn.Log.Rows(Partitions.Events)}) WHERE CAST({Id} AS VARCHAR) IN ({wanted}) ORDER BY {Id}"
        );
        var there = turn.Database.Table($"SELECT CAST({Id} AS VARCHAR) AS id FROM examples ORDER BY {Id}").Texts("id");
        var missing = examples.Except(there, StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? Encoder.Matrix(turn.Database, "examples", "TRUE", Id)
            : throw new RefusedException(
                ExitCode.Mistake,
                $"strategy/{turn.Strategy.Model}/{StrategyLoader.CurationName} names examples that no event received by {turn.Version} has as its {turn.Strategy.Log.Id}: {Yaml.Listing.Of(missing)}. "
                    + $"Take them out, or find others: flywheel sql {turn.Strategy.Model} \"SELECT {turn.Strategy.Log.Id} FROM log LIMIT 5\""
            );
    }

    /// <summary>A trainer that adds its inputs up is given them scaled, here as in training.</summary>
    private Encoder FitEncoder()
    {
        var fitted = Encoder.FitWithoutLabels(turn.Strategy, turn.Database, Table);
        return turn.Strategy.Main.Training.AddsUp ? fitted.Scaled(fitted.Matrix(turn.Database, Table, "TRUE", Id)) : fitted;
    }

    public override float[] LessonMatrix() => lessons.Value == 0 ? [] : Encoder.Matrix(turn.Database, LessonTable, "TRUE", LessonOrder);

    public override (float[] Features, double[] Labels, double[] Scores) ScoredLessons()
    {
        if (lessons.Value == 0)
        {
            return ([], [], []);
        }

        const string Where = $"isfinite({NumberOfScore})";
        return (
            Encoder.Matrix(turn.Database, LessonTable, Where, LessonOrder),
            turn.Database.Reals($"SELECT {NumberOfLabel} FROM {LessonTable} WHERE {Where} ORDER BY {LessonOrder}"),
            turn.Database.Reals($"SELECT {NumberOfScore} FROM {LessonTable} WHERE {Where} ORDER BY {LessonOrder}")
        );
    }

    public override (float[] Features, float[] Labels) HalfOfLessons(int member)
    {
        var half = Sampling.InShare(turn.Strategy.Main.Seed, $"committee/{turn.Version}/{member}", Id, 0.5);
        return (
            Encoder.Matrix(turn.Database, LessonTable, half, LessonOrder),
            turn.Database.Matrix($"SELECT CAST({NumberOfLabel} AS FLOAT) FROM {LessonTable} WHERE {half} ORDER BY {LessonOrder}")
        );
    }

    /// <summary>Puts the kept columns where <see cref="Events"/> finds them.</summary>
    public void Lay()
    {
        if (HasKept)
        {
            Lay(turn.Database, Scores, Place);
        }
    }

    public void Dispose()
    {
        if (inForce.IsValueCreated)
        {
            InForce?.Dispose();
        }

        foreach (var table in (string[])[Table, Scores, LessonTable, "examples"])
        {
            turn.Database.Execute($"DROP TABLE IF EXISTS {table}");
        }
    }

    private string LessonOrder => $"{OrderOfLesson}, {Id}";

    /// <summary>What training could see: labelled points of the turns before in the dataset's window, none of them for evaluation.</summary>
    private int LayLessons()
    {
        var from = turn.AsOf - turn.Strategy.Main.Dataset.History;
        turn.Log.See(from, curated: false);

        // The log may reach back further for the sake of another stage.
        var order = Sampling.Hash(turn.Strategy.Main.Seed, $"lessons/{turn.Version}", Id);
        var target = turn.Strategy.Target;
        turn.Database.Execute(
            $"""
            CREATE OR REPLACE TABLE {LessonTable} AS
            SELECT {string.Join(", ", turn.Strategy.Log.Columns.Keys.Select(Sql.Name))}, {order} AS {OrderOfLesson},
                   CAST({target.Number(turn.Log.TrainingLabel)} AS DOUBLE) AS {NumberOfLabel}, CAST({target.Number(
                turn.Log.Score
            )} AS DOUBLE) AS {NumberOfScore}
            FROM {turn.Log.Trainable(from, turn.AsOf)}
            ORDER BY {OrderOfLesson}, {Id} LIMIT {MostLessons}
            """
        );
        return checked((int)turn.Database.Value<long>($"SELECT count(*) FROM {LessonTable}"));
    }
}
