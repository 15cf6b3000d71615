namespace Flywheel.Metrics;

/// <summary>Mean absolute distance of the score from the label, in the label's unit; in [0, 1] for a binary label.</summary>
public sealed class MeanAbsoluteError : MeanMetric
{
    public override string Name => "mae";

    public override string Definition => "mean absolute distance of score and label";

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Binary, ModelTask.Regression];

    public override int Direction => -1;

    public override MetricSql? Sql => MetricSql.Ratio("abs(score - label)", "1", "abs(score - label)");

    protected override double Mean(double label, double score) => Math.Abs(score - label);
}
