namespace Flywheel.Metrics;

/// <summary>Share of rows whose class is the predicted one; of single labels the micro averages of precision, recall and F1 are the same number.</summary>
public sealed class MulticlassAccuracy : RatioMetric
{
    public override string Name => "accuracy";

    public override string Definition => "share of rows whose class is the predicted one";

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Multiclass];

    public override int Direction => 1;

    protected override ValueRange? Range => ValueRange.Share;

    public override string WhyAbsent(int rows) => "no labelled row";

    public override double? ErrorOf(double label, double score) => label == score ? 0 : 1;

    public override double OfMean(double mean) => 1 - mean;

    public override MetricSql? Sql =>
        MetricSql.Ratio("CASE WHEN label = score THEN 1 ELSE 0 END", "1", "CASE WHEN label = score THEN 0 ELSE 1 END");

    protected override (double Above, double Below) Of(double label, double score) => (label == score ? 1 : 0, 1);
}
