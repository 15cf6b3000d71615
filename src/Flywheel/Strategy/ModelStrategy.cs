using Flywheel.Cohorts;
using Flywheel.Expressions;
using Flywheel.Logging;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;
using Flywheel.Monitoring.Distances;

namespace Flywheel.Strategy;

/// <summary>The five files of a model's strategy, bound and checked: nothing that reads it needs a second check.</summary>
/// <param name="Main">strategy.yaml.</param>
/// <param name="MetricsFile">metrics.yaml.</param>
/// <param name="ProjectionsFile">projections.yaml.</param>
/// <param name="CohortsFile">cohorts.yaml.</param>
/// <param name="Curation">curation.yaml.</param>
/// <param name="Checked">Every expression of the five files, checked and printed anew, by its text.</param>
/// <param name="Resolved">What the files say, value by value; reading it is told to nobody.</param>
public sealed record ModelStrategy(
    StrategyFile Main,
    MetricsFile MetricsFile,
    ProjectionsFile ProjectionsFile,
    CohortsFile CohortsFile,
    CurationFile Curation,
    IReadOnlyDictionary<string, CheckedExpression> Checked,
    ResolvedStrategy Resolved
)
{
    /// <summary>Told as read when the whole strategy is.</summary>
    public const string Whole = "";

    /// <summary>The keys that a model's bytes follow from.</summary>
    private static readonly string[] RecipeKeys = ["model", "task", "seed", "log", "features", "dataset", "training", "labels"];

    private Action<string>? told;

    public string Model => Main.Model;

    public LogSection Log => Main.Log;

    /// <summary>What its labels are.</summary>
    public Target Target => Target.Of(Main);

    /// <summary>SHA-256 of the strategy as resolved: comments and defaults written out make no other strategy.</summary>
    public string Digest
    {
        get
        {
            told?.Invoke(Whole);
            return Resolved.Digest;
        }
    }

    /// <summary>SHA-256 of the keys that a model's bytes follow from: an edited gate makes no other recipe.</summary>
    public string Recipe
    {
        get
        {
            string[] keys =
            [
                .. RecipeKeys,
                .. Main.Dataset.Points.CohortRule is null ? [] : new[] { "cohorts" },
                .. Main.Training.Threshold is { NeedsCosts: true } ? new[] { "costs.false-positive", "costs.false-negative" } : [],
            ];
            Array.ForEach(keys, key => told?.Invoke(key));
            return Storage.Digest.Of(keys.Select(Resolved.DigestOf));
        }
    }

    /// <summary>Metrics to measure; the first is the one of the ledger and the charts.</summary>
    public IReadOnlyList<Metric> Metrics => [.. MetricsFile.Metrics.Select(Metric)];

    /// <summary>A metric of the model's task by its name.</summary>
    public Metric Metric(string name) => MetricKinds.Named(name, Main.Task);

    public IReadOnlyList<Distance> Distances => [.. MetricsFile.Distances.Select(DistanceKinds.Named)];

    /// <summary>Every cohort by name with its condition in DuckDB's SQL, in the order of the file.</summary>
    public IReadOnlyList<Cohort> Cohorts => [.. CohortsFile.Cohorts.SelectMany(rule => rule.Value.Expand(rule.Key, this))];

    /// <summary>An expression of this strategy as the text that DuckDB runs.</summary>
    public string Sql(Expression expression) => Of(expression).DuckDb;

    /// <summary>What is known of an expression; it follows from its text and from the types of the columns.</summary>
    public CheckedExpression Of(Expression expression)
    {
        // Told as read, and not built: there are as many expressions as columns, and a schema for each would be quadratic.
        _ = (Log.Columns, Log.Prediction, Target.Score);
        return Checked[expression.Text];
    }

    /// <summary>The same strategy, which tells the path of each key that is read: a file's own, or a section's, e.g. <c>dataset.hold-out</c>.</summary>
    public ModelStrategy Told(Action<string> read) =>
        this with
        {
            Main = (StrategyFile)Main.Told(read),
            MetricsFile = (MetricsFile)MetricsFile.Told(read),
            ProjectionsFile = (ProjectionsFile)ProjectionsFile.Told(read),
            CohortsFile = (CohortsFile)CohortsFile.Told(read),
            Curation = (CurationFile)Curation.Told(read),
            told = read,
        };
}
