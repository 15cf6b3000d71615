namespace Flywheel.Metrics;

/// <summary>The metrics that a strategy can name. Adding one is a file and a line here.</summary>
public static class MetricKinds
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        new AreaUnderCurve(),
        new LogLoss(),
        new Brier(),
        new Calibration(),
        new Accuracy(),
        new Precision(),
        new Recall(),
        new F1(),
        new MeanAbsoluteError(),
    ];

    public static Metric Named(string name) => All.Single(metric => metric.Name == name);
}
