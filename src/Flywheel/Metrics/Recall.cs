namespace Flywheel.Metrics;

/// <summary>Share of the positive rows that are predicted to be.</summary>
public sealed class Recall : PredictionMetric
{
    public override string Name => "recall";

    public override string Definition => $"share of the rows whose label is 1 with a score of {From} or more";

    public override string WhyAbsent(int rows) => rows == 0 ? "no labelled row" : "no label is 1";

    public override MetricSql? Sql => MetricSql.Ratio($"{PredictedSql} * label", "label", $"label * {Missed}");

    protected override (double Above, double Below) Of(double label, double score) => label == 1 ? (Predicted(score), 1) : (0, 0);
}
