namespace Flywheel.Metrics;

/// <summary>Harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).</summary>
/// <remarks>C. van Rijsbergen, Information Retrieval, Butterworths 1979, chapter 7.</remarks>
public sealed class F1 : PredictionMetric
{
    public override string Name => "f1";

    public override string Definition => "twice the rows rightly predicted 1, over the rows predicted 1 and the rows that are";

    public override string WhyAbsent(int rows) => rows == 0 ? "no labelled row" : $"no label is 1 and no score is {From} or more";

    public override MetricSql? Sql => MetricSql.Ratio($"2 * {PredictedSql} * label", $"{PredictedSql} + label", Missed);

    protected override (double Above, double Below) Of(double label, double score)
    {
        var predicted = Predicted(score);
        return (2 * predicted * label, predicted + label);
    }
}
