using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Estimates by what calibrated scores promise: for classes.</summary>
/// <param name="reference">Labelled rows with scores; at least one.</param>
/// <param name="scores">Of the window, shape [rows].</param>
internal sealed class CalibratedScores(ScoredRows reference, double[] scores) : IEstimator
{
    private readonly double[] probabilities = Array.ConvertAll(scores, new Converter<double, double>(Calibrator.Learn(reference)));

    public double? Of(Metric metric, bool[] mask) =>
        Expected.Of(metric, [.. scores.Where((_, i) => mask[i])], [.. probabilities.Where((_, i) => mask[i])]);
}
