namespace Flywheel.Metrics;

/// <summary>Share of the rows predicted positive that are.</summary>
public sealed class Precision : PredictionMetric
{
    public override string Name => "precision";

    public override string Definition => $"share of the rows with a score of {From} or more whose label is 1";

    public override string WhyAbsent(int rows) => rows == 0 ? "no labelled row" : $"no score is {From} or more";

    public override MetricSql? Sql => MetricSql.Ratio($"{PredictedSql} * label", PredictedSql, $"{PredictedSql} * {Missed}");

    protected override (double Above, double Below) Of(double label, double score) => (Predicted(score) * label, Predicted(score));
}
