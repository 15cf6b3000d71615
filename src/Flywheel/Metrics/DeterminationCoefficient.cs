namespace Flywheel.Metrics;

/// <summary>Share of the labels' variance that the scores explain: 1 less the squared errors over the squared distances from the mean label; at most 1.</summary>
/// <remarks>
/// R² = 1 - Σ w e² / Σ w d² with d the label less the weighted mean label. Influence of a row: -w (e² - (1 - R²) d²) / Σ w d²; what the row
/// does to the mean label is of second order, as the sum of squares is least there.
/// </remarks>
public sealed class DeterminationCoefficient : Metric
{
    public override string Name => "r2";

    public override string Definition => "1 less the squared errors over the squared distances of the labels from their mean";

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Regression];

    public override int Direction => 1;

    public override string WhyAbsent(int rows) => rows == 0 ? "no labelled row" : "the labels are all the same";

    public override MetricSql? Sql =>
        new(
            "1 - sum(weight * (score - label) * (score - label) ORDER BY id) / sum(weight * (label - mean) * (label - mean) ORDER BY id)",
            "abs(score - label)",
            "SELECT *, (SELECT sum(weight * label ORDER BY id) / sum(weight ORDER BY id) FROM rows) AS mean FROM rows"
        );

    protected override Influence? Of(ScoredRows rows)
    {
        var (weight, sum) = (0.0, 0.0);
        for (var i = 0; i < rows.Count; i++)
        {
            weight += rows.Weight[i];
            sum += rows.Weight[i] * rows.Label[i];
        }

        var mean = sum / weight;
        return new Unexplained(mean).Measure(rows) is { } unexplained ? unexplained.Through(share => 1 - share, -1) : null;
    }

    /// <summary>Squared errors over squared distances from a given mean.</summary>
    private sealed class Unexplained(double mean) : RatioMetric
    {
        public override string Name => "unexplained variance";

        public override string Definition => "squared errors over squared distances of the labels from their mean";

        public override int Direction => -1;

        protected override (double Above, double Below) Of(double label, double score) =>
            ((score - label) * (score - label), (label - mean) * (label - mean));
    }
}
