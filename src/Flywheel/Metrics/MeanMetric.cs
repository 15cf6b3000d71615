namespace Flywheel.Metrics;

/// <summary>A metric that is the weighted mean of something computed row by row: a ratio to the rows themselves.</summary>
public abstract class MeanMetric : RatioMetric
{
    /// <summary>What is averaged.</summary>
    /// <param name="label">1 or 0; of a regression any number.</param>
    /// <param name="score">Predicted probability, in [0, 1]; of a regression the predicted number.</param>
    protected abstract double Mean(double label, double score);

    public sealed override double? ErrorOf(double label, double score) => Direction < 0 ? Mean(label, score) : null;

    protected sealed override (double Above, double Below) Of(double label, double score) => (Mean(label, score), 1);
}
