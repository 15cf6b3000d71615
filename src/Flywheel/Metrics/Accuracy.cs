namespace Flywheel.Metrics;

/// <summary>Share of rows on whose side of the threshold the score lies: from it on the model says 1.</summary>
public sealed class Accuracy : PredictionMetric
{
    public override string Name => "accuracy";

    public override string Definition => $"share of rows whose label is predicted, a score of {From} or more predicting 1";

    public override double? ErrorOf(double label, double score) => Predicted(score) == label ? 0 : 1;

    public override MetricSql? Sql => MetricSql.Ratio($"CASE WHEN {PredictedSql} = label THEN 1 ELSE 0 END", "1", Missed);

    protected override (double Above, double Below) Of(double label, double score) => (Predicted(score) == label ? 1 : 0, 1);
}
