using Flywheel.Logging.Targets;

namespace Flywheel.Monitoring.Drills;

/// <summary>What the checks and numbers of a turn's monitoring are called: their ids come of it.</summary>
public static class ReadingNames
{
    public const string Events = "events";
    public const string Labelled = "labelled events";
    public const string Complaints = "complaints a thousand events";

    /// <summary>In the order in which explanations list them.</summary>
    public static IEnumerable<string> Of(Target target, MonitoringRecord record) =>
        [
            .. record.Checks.Select(check => check.Check),
            Events,
            Labelled,
            .. target.MeanName is { } mean ? [mean] : Array.Empty<string>(),
            Complaints,
            .. record.Figures.Select(Of),
            .. (record.Windows ?? []).SelectMany(window => window.Figures.Select(figure => Of(figure, window))),
            .. record.Drifts.Select(Of),
        ];

    /// <summary>E.g. <c>auc of night</c>.</summary>
    public static string Of(Figure figure) => $"{figure.Metric} of {figure.Cohort}";

    /// <summary>E.g. <c>auc of all over 28d</c>.</summary>
    public static string Of(Figure figure, OtherWindow window) => $"{Of(figure)} over {Yaml.Duration.Text(window.Size)}";

    /// <summary>E.g. <c>psi of score</c>.</summary>
    public static string Of(Drift drift) => $"{drift.Distance} of {drift.Column}";
}
