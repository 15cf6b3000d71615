using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that puts window sizes side by side.</summary>
public sealed class WindowSizesSection(Turn turn)
{
    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    /// <summary>Nothing where the strategy names no other size.</summary>
    public void Add(Markdown report)
    {
        if (Window.Windows is not { } others)
        {
            return;
        }

        var metrics = turn.Strategy.Metrics;
        var own = new OtherWindow(
            turn.Strategy.Main.Monitoring.Window,
            Window.Events + (Window.NotKept ?? 0),
            Window.Labelled,
            [.. Window.Figures.Where(figure => figure.Cohort == Figure.All)]
        );
        report.Heading(2, "Window sizes side by side");
        report.Table(
            ["the last", "#events", "#labelled", .. metrics.Select(metric => $"#{metric.Name}")],
            others
                .Append(own)
                .DistinctBy(other => other.Size)
                .OrderBy(other => other.Size)
                .Select(other =>
                    metrics
                        .Select(metric =>
                            Numbers.WithInterval(other.Figures.FirstOrDefault(figure => figure.Metric == metric.Name)?.Measured)
                        )
                        .Prepend(Numbers.Count(other.Labelled))
                        .Prepend(Numbers.Count(other.Events))
                        .Prepend(Yaml.Duration.Text(other.Size))
                        .ToArray()
                )
        );
        report.Paragraph("The windows share their newest events, so these figures are not independent of each other.");
    }
}
