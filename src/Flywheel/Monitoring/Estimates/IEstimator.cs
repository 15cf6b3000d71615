using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>What a metric of some of the window's rows is expected to be before their labels, as learned from the reference.</summary>
internal interface IEstimator
{
    /// <summary>Tells each metric of some rows; null where it says nothing of such rows.</summary>
    /// <param name="mask">Which rows of the window, shape [rows with a score], in order of id.</param>
    Func<Metric, double?> Of(bool[] mask);
}
