namespace Flywheel.Metrics;

/// <summary>Mean squared distance of the score from the label, in [0, 1].</summary>
/// <remarks>G. Brier, Monthly Weather Review 78(1), 1950, pp. 1–3.</remarks>
public sealed class Brier : MeanMetric
{
    public override string Name => "brier";

    public override string Definition => "mean squared distance of score and label";

    public override int Direction => -1;

    protected override ValueRange? Range => ValueRange.Positive;

    public override MetricSql? Sql => MetricSql.Ratio("(score - label) * (score - label)", "1", "(score - label) * (score - label)");

    protected override double Mean(double label, double score) => (score - label) * (score - label);
}
