namespace Flywheel.Metrics;

/// <summary>Share of rows on whose side of one half the score lies: at 0.5 or above it says 1.</summary>
public sealed class Accuracy : MeanMetric
{
    /// <summary>Score from which on the positive class is predicted.</summary>
    public const double Threshold = 0.5;

    public override string Name => "accuracy";

    public override string Definition => "share of rows whose label is predicted, a score of 0.5 or more predicting 1";

    public override int Direction => 1;

    protected override double Of(double label, double score) => (score >= Threshold ? 1 : 0) == label ? 1 : 0;
}
