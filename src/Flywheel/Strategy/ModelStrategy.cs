using Flywheel.Cohorts;
using Flywheel.Expressions;
using Flywheel.Logging;
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
/// <param name="Digest">SHA-256 of the strategy as resolved: comments and defaults written out make no other strategy.</param>
public sealed record ModelStrategy(
    StrategyFile Main,
    MetricsFile MetricsFile,
    ProjectionsFile ProjectionsFile,
    CohortsFile CohortsFile,
    CurationFile Curation,
    IReadOnlyDictionary<string, CheckedExpression> Checked,
    string Digest
)
{
    public string Model => Main.Model;

    public LogSection Log => Main.Log;

    /// <summary>Metrics to measure; the first is the one of the ledger and the charts.</summary>
    public IReadOnlyList<Metric> Metrics => [.. MetricsFile.Metrics.Select(MetricKinds.Named)];

    public IReadOnlyList<Distance> Distances => [.. MetricsFile.Distances.Select(DistanceKinds.Named)];

    /// <summary>Every cohort by name with its condition in DuckDB's SQL, in the order of the file.</summary>
    public IReadOnlyList<Cohort> Cohorts => [.. CohortsFile.Cohorts.SelectMany(rule => rule.Value.Expand(rule.Key, this))];

    /// <summary>An expression of this strategy as the text that DuckDB runs.</summary>
    public string Sql(Expression expression) => Checked[expression.Text].DuckDb;
}
