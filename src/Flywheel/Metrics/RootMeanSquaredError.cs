namespace Flywheel.Metrics;

/// <summary>Root of the mean squared distance of the score from the label, in the label's unit.</summary>
/// <remarks>Influence of a row: that of the mean square, over twice the root.</remarks>
public sealed class RootMeanSquaredError : MeanMetric
{
    private static readonly MetricSql _square = MetricSql.Ratio("(score - label) * (score - label)", "1", "abs(score - label)");

    public override string Name => "rmse";

    public override string Definition => "root of the mean squared distance of score and label";

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Regression];

    public override int Direction => -1;

    protected override ValueRange? Range => ValueRange.Positive;

    public override MetricSql? Sql => _square with { Value = $"sqrt({_square.Value})" };

    /// <summary>A root is taken of what rows come to, so each subset is measured by itself.</summary>
    protected override IReadOnlyList<Influence?>? Of(GroupedRows rows) => null;

    protected override Influence? Of(ScoredRows rows) =>
        base.Of(rows) is { } square ? square.Through(Math.Sqrt, square.Value > 0 ? 0.5 / Math.Sqrt(square.Value) : 0) : null;

    public override double OfMean(double mean) => Math.Sqrt(Math.Max(0, mean));

    protected override double Mean(double label, double score) => (score - label) * (score - label);
}
