namespace Flywheel.Metrics;

/// <summary>Share of rows on whose side of one half the score lies: at 0.5 or above it says 1.</summary>
public sealed class Accuracy : PredictionMetric
{
    public override string Name => "accuracy";

    public override string Definition => "share of rows whose label is predicted, a score of 0.5 or more predicting 1";

    protected override (double Above, double Below) Of(double label, double score) => (Predicted(score) == label ? 1 : 0, 1);
}
