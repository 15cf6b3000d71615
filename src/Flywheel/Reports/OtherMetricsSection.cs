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

        report.Heading(2, "Every other metric, everywhere");
        report.Table(
            ["candidate minus current", .. Metrics.Select(metric => $"#{metric.Name}")],
            Groups.Select(group => new[] { group }.Concat(Metrics.Select(metric => Cell(metric, Difference(group, metric)))).ToArray())
        );
        var count = Judged().Count;
        report.Paragraph(
            $"Pointwise, for people: *worse* and *better* stand where the interval holds no 0 and the metric has a better side. Of {count} such figures of two models that are alike, about {ByChance(count)} would be called worse and as many better by chance."
        );
    }

    /// <summary>Where it is worse for sure, in a sentence for the first screen; so many figures that chance alone says so of some.</summary>
    public IEnumerable<string> Said()
    {
        var judged = Judged();
        var worse = judged.FindAll(figure => figure.Metric.IsWorse(figure.Difference)).GroupBy(figure => figure.Group).ToList();
        if (judged.Count > 0)
        {
            var told = worse.Select(group => $"{group.Key} ({string.Join(", ", group.Select(figure => figure.Metric.Name))})");
            yield return worse.Count == 0
                ? $"Other metrics: worse for sure in none of {judged.Count} figures of cohorts and sets."
                : $"Other metrics: worse for sure in {string.Join(", ", told)}; by chance alone about {ByChance(judged.Count)} of {judged.Count} figures would be.";
        }
    }

    private IEnumerable<string> Groups => Seen.Contrasts.Select(contrast => contrast.Group).Distinct();

    /// <summary>Figures that can be better or worse for sure.</summary>
    private List<(string Group, Metric Metric, Measurement Difference)> Judged() =>
        [
            .. from @group in Groups
            from metric in Metrics
            where metric.Direction != 0
            let difference = Difference(@group, metric)
            where difference is { HasInterval: true }
            select (@group, metric, difference),
        ];

    private string ByChance(int figures)
    {
        var expected = turn.Strategy.Main.OfflineTest.Error * figures;
        return Numbers.Fixed(expected, expected < 9.5 ? 1 : 0);
    }

    private Measurement? Difference(string group, Metric metric) => Seen.Of(group, metric.Name)?.Difference;

    private static string Cell(Metric metric, Measurement? difference) =>
        difference?.Value is null ? "–"
        : metric.IsWorse(difference) ? $"**{Numbers.SignedValue(difference)} worse**"
        : metric.IsBetter(difference) ? $"{Numbers.SignedValue(difference)} better"
        : Numbers.SignedValue(difference);
}
