using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>The events that may be picked from, as rules that compute see them, with the labelled points that they may learn from.</summary>
/// <remarks>Rows are in order of id everywhere.</remarks>
public abstract class Candidates
{
    public const string NoModel = "no model is in force yet";

    /// <summary>Fewer labelled points teach a rule nothing.</summary>
    public const int FewestLessons = 100;

    private readonly List<(string Name, double[] Values)> scored = [];
    private readonly Lazy<FeatureSpace> space;

    protected Candidates() => space = new(() => new(Encoder, Matrix));

    /// <summary>Fits the models that rules learn for themselves.</summary>
    public abstract ITrainer Engine { get; }

    /// <summary>What the strategy trains with, for a committee.</summary>
    public abstract Trainer Trainer { get; }

    public abstract Target Target { get; }

    public abstract ModelTask Task { get; }

    /// <summary>The strategy's.</summary>
    public abstract int Seed { get; }

    public abstract int Rows { get; }

    /// <summary>How features are read, fitted to the candidates.</summary>
    public abstract Encoder Encoder { get; }

    /// <summary>Features, shape [rows, columns].</summary>
    public abstract float[] Matrix { get; }

    /// <summary>Where the candidates' features are points.</summary>
    public FeatureSpace Space => space.Value;

    public abstract string[] Ids { get; }

    /// <summary>Which are for evaluation for ever, shape [rows].</summary>
    public abstract bool[] Evaluates { get; }

    /// <summary>What production said of them, as a number, shape [rows]; NaN where it said nothing.</summary>
    public abstract double[] LoggedScores { get; }

    /// <summary>Labelled points that rules may learn from.</summary>
    public abstract int Lessons { get; }

    /// <summary>Rounds that the model in force was boosted; null before the first model.</summary>
    public abstract int? RoundsInForce { get; }

    /// <summary>Why a rule cannot tell candidates from labelled points; null where it can.</summary>
    public string? TooFew =>
        Rows < CrossFitting.Fewest ? $"there are fewer than {CrossFitting.Fewest} candidates"
        : Lessons < FewestLessons ? $"fewer than {FewestLessons} points are labelled"
        : null;

    /// <summary>What the model in force says of each after its first rounds, or null before the first model.</summary>
    /// <param name="rounds">0 for all.</param>
    public abstract Chances? Chances(int rounds = 0);

    /// <param name="outputs">Of a model, row by row.</param>
    public Chances Chances(float[] outputs) => new(outputs, Math.Max(1, outputs.Length / Math.Max(1, Rows)));

    /// <summary>What the models say that earlier turns trained, the newest first, whatever was decided of them.</summary>
    /// <param name="most">How many at most.</param>
    public abstract IEnumerable<Chances> OfLastTurns(int most);

    /// <summary>Features of some events of the log, shape [examples, columns].</summary>
    public abstract float[] MatrixOf(IReadOnlyList<string> examples);

    /// <summary>Features of the labelled points in the order of their hashes, shape [points, columns].</summary>
    public abstract float[] LessonMatrix();

    /// <summary>Labelled points that production had scored: features, labels and scores.</summary>
    public abstract (float[] Features, double[] Labels, double[] Scores) ScoredLessons();

    /// <summary>A half of the labelled points: features and labels.</summary>
    /// <param name="member">Each draws another half.</param>
    public abstract (float[] Features, float[] Labels) HalfOfLessons(int member);

    /// <summary>Keeps a column of numbers of the candidates, to be laid beside the events.</summary>
    /// <param name="values">Shape [rows]; NaN is NULL.</param>
    /// <returns>SQL of the column.</returns>
    public string Keep(string name, double[] values)
    {
        scored.Add((Sql.Name(name), values));
        return Sql.Name(name);
    }

    /// <summary>Whether a rule has kept a column.</summary>
    protected bool HasKept => scored.Count > 0;

    /// <summary>Puts the kept columns into a table of their own, a row a candidate.</summary>
    /// <param name="table">SQL of its name; one that is there is replaced.</param>
    /// <param name="place">SQL of the column of a candidate's index.</param>
    protected void Lay(Database database, string table, string place)
    {
        var columns = string.Concat(scored.Select(column => $", {column.Name} DOUBLE"));
        database.Execute($"CREATE OR REPLACE TABLE {table} ({place} BIGINT{columns})");
        database.Append(
            table,
            [Enumerable.Range(0, Rows).Select(index => (long)index).ToArray(), .. scored.Select(column => column.Values)]
        );
    }
}
