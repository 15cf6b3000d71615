namespace Flywheel.Metrics;

/// <summary>The metrics that a strategy can name; a name is that of one metric of each task. Adding one is a file and a line here.</summary>
public static class MetricKinds
{
    public static IReadOnlyList<Metric> All { get; } =
    [
        new AreaUnderCurve(),
        new LogLoss(),
        new Brier(),
        new Calibration(),
        new CalibrationError(),
        new Accuracy(),
        new Precision(),
        new Recall(),
        new F1(),
        new MulticlassAccuracy(),
        new MacroPrecision(),
        new MacroRecall(),
        new MacroF1(),
        new MeanAbsoluteError(),
        new RootMeanSquaredError(),
        new DeterminationCoefficient(),
        new PinballLoss(10),
        new PinballLoss(50),
        new PinballLoss(90),
    ];

    /// <summary>Those that are figures of a task.</summary>
    public static IEnumerable<Metric> Of(ModelTask task) => All.Where(metric => metric.Tasks.Contains(task));

    /// <summary>That of a metric of any task: of one name it is the same.</summary>
    public static int Direction(string name) => All.First(metric => metric.Name == name).Direction;

    /// <summary>The one of a name that is a figure of a task.</summary>
    public static Metric Named(string name, ModelTask task) => Of(task).Single(metric => metric.Name == name);
}
