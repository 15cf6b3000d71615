using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that shows the difference in every metric but the first, in every cohort and evaluation set.</summary>
public sealed class OtherMetricsSection(Turn turn)
{
    private Comparison Seen => turn.Of<Comparison>();

    private IReadOnlyList<Metric> Metrics => [.. turn.Strategy.Metrics.Skip(1)];

    /// <summary>Nothing for a first model, nor where the strategy has one metric.</summary>
    public void Add(Markdown report)
    {
        if (Seen.Current is null || Metrics.Count == 0)
        {
            return;
        }

        var groups = Seen.Contrasts.Select(contrast => contrast.Group).Distinct().ToList();
        var cells = groups.SelectMany(_ => Metrics, (group, metric) => (Metric: metric, Difference: Difference(group, metric))).ToList();
        report.Heading(2, "Every other metric, everywhere");
        report.Table(
            ["candidate minus current", .. Metrics.Select(metric => $"#{metric.Name}")],
            groups.Select(group => new[] { group }.Concat(Metrics.Select(metric => Cell(group, metric))).ToArray())
        );
        var measured = cells.Count(cell => cell.Metric.Direction != 0 && cell.Difference is { HasInterval: true });
        var byChance = turn.Strategy.Main.OfflineTest.Error * measured;
        report.Paragraph(
            $"Pointwise, for people: *worse* and *better* stand where the interval holds no 0 and the metric has a better side. Of {measured} such figures of two models that are alike, about {Numbers.Fixed(byChance, byChance < 9.5 ? 1 : 0)} would be called worse and as many better by chance."
        );
    }

    private Measurement? Difference(string group, Metric metric) => Seen.Of(group, metric.Name)?.Difference;

    private string Cell(string group, Metric metric)
    {
        var difference = Difference(group, metric);
        return difference?.Value is null ? "–"
            : metric.IsWorse(difference) ? $"**{Numbers.SignedValue(difference)} worse**"
            : metric.IsBetter(difference) ? $"{Numbers.SignedValue(difference)} better"
            : Numbers.SignedValue(difference);
    }
}
