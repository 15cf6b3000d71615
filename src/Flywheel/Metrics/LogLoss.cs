namespace Flywheel.Metrics;

/// <summary>Mean negative log likelihood of the labels, in nats.</summary>
public sealed class LogLoss : MeanMetric
{
    /// <summary>Scores are held this far from 0 and 1, so that one sure mistake stays finite.</summary>
    private const double Floor = 1e-7;

    private const string RowLoss =
        "-ln(CASE WHEN label = 1 THEN greatest(1e-7, least(1 - 1e-7, score)) ELSE 1 - greatest(1e-7, least(1 - 1e-7, score)) END)";

    public override string Name => "log-loss";

    public override string Definition => "mean negative log likelihood in nats, scores held in [1e-7, 1 - 1e-7]";

    public override int Direction => -1;

    protected override ValueRange? Range => ValueRange.Positive;

    public override MetricSql? Sql => MetricSql.Ratio(RowLoss, "1", RowLoss);

    protected override double Mean(double label, double score)
    {
        var held = Math.Clamp(score, Floor, 1 - Floor);
        return -Math.Log(label == 1 ? held : 1 - held);
    }
}
