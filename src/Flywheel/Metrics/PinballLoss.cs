using System.Globalization;

namespace Flywheel.Metrics;

/// <summary>Mean loss of a predicted quantile, in the label's unit: least when the given share of the labels lies below the scores.</summary>
/// <remarks>R. Koenker, G. Bassett, Econometrica 46(1), 1978, pp. 33–50.</remarks>
/// <param name="percent">The quantile, in (0, 100).</param>
public sealed class PinballLoss(int percent) : MeanMetric
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"pinball-{percent}");

    public override string Definition =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"mean loss of the score as a quantile: a label above it counts {percent} %, one below it {100 - percent} % of its distance"
        );

    public override IReadOnlyList<ModelTask> Tasks => [ModelTask.Regression];

    public override int Direction => -1;

    protected override ValueRange? Range => ValueRange.Positive;

    public override MetricSql? Sql => MetricSql.Ratio(RowLoss, "1", RowLoss);

    private string RowLoss =>
        string.Create(CultureInfo.InvariantCulture, $"greatest({percent} * (label - score), {100 - percent} * (score - label)) / 100");

    protected override double Mean(double label, double score) =>
        Math.Max(percent * (label - score), (100 - percent) * (score - label)) / 100;
}
