using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Estimates by what calibrated scores promise: for probabilities.</summary>
/// <param name="reference">Labelled rows with scores; at least one.</param>
/// <param name="scores">Of the window, shape [rows].</param>
internal sealed class CalibratedScores(ScoredRows reference, double[] scores) : IEstimator
{
    private readonly double[] probabilities = Array.ConvertAll(scores, new Converter<double, double>(Calibrator.Learn(reference)));

    public Func<Metric, double?> Of(bool[] mask)
    {
        double[] inside = [.. scores.Where((_, i) => mask[i])];
        double[] chances = [.. probabilities.Where((_, i) => mask[i])];
        return metric => Expected.Of(metric.At(reference.Threshold), inside, chances);
    }
}
