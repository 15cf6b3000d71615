namespace Flywheel.Metrics;

/// <summary>Calibration in the large: mean score less the mean label, which of classes is the share of positives; 0 is best.</summary>
public sealed class Calibration : MeanMetric
{
    public override string Name => "calibration";

    public override string Definition => "mean score less the mean label";

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Binary, ModelTask.Regression];

    public override int Direction => 0;

    public override MetricSql? Sql => MetricSql.Ratio("score - label", "1", "abs(score - label)");

    protected override double Mean(double label, double score) => score - label;
}
