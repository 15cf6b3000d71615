using Flywheel.Metrics;

namespace Flywheel.Monitoring.Estimates;

/// <summary>What a metric of some of the window's rows is expected to be before their labels, as learned from the reference.</summary>
internal interface IEstimator
{
    /// <summary>Null where the metric says nothing of such rows.</summary>
    /// <param name="mask">Which rows of the window, shape [rows with a score], in order of id.</param>
    double? Of(Metric metric, bool[] mask);
}
