using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the comparison that shows what stands beside the two models: cheaper changes, the model never retrained, models of no skill.</summary>
public sealed class BesideSection(Turn turn)
{
    private Comparison Seen => turn.Of<Comparison>();

    private IReadOnlyList<Metric> Metrics => turn.Strategy.Metrics;

    public void Add(Markdown report)
    {
        report.Heading(2, "Beside it: is it the model, or a hard week?");
        report.Table(["model", .. Metrics.Select(metric => $"#{metric.Name}")], Lines());
        if (Seen.Anchor is { } anchor)
        {
            report.Paragraph(
                $"The anchor, the best model in force over the last turns, is {anchor.Version}: candidate less anchor in {Metrics[0].Name} {Numbers.Difference(anchor.Difference)}."
            );
        }

        if (Cheaper.Recalibration(turn).ToList() is { Count: > 0 } recalibrated)
        {
            report.Paragraph(
                $"Recalibrated: the scores of {Seen.Current} moved and stretched{(turn.Strategy.Target.IsProbability ? " on the scale of their log odds" : "")}, each cluster by what the others say. That knows the labels of the hold-out, which the candidate does not; their order stays. "
                    + $"Candidate less recalibrated: {string.Join(", ", recalibrated.Select(row => $"{row.Metric} {Numbers.Difference(row.CandidateLess)}"))}."
            );
        }
    }

    private IEnumerable<string[]> Lines()
    {
        if (Seen.Current is not null)
        {
            yield return Line($"current ({Seen.Current})", metric => Seen.Of(Figure.All, metric)?.CurrentMeasured);
            if (Cheaper.Recalibration(turn).ToDictionary(row => row.Metric, row => row.Measured) is { Count: > 0 } recalibrated)
            {
                // A metric of the ranking is the same.
                yield return Line(
                    Alternatives.Recalibrated,
                    metric => recalibrated.GetValueOrDefault(metric) ?? Seen.Of(Figure.All, metric)?.CurrentMeasured
                );
            }
        }

        yield return Line($"candidate ({Seen.Candidate})", metric => Seen.Of(Figure.All, metric)?.CandidateMeasured);
        foreach (var baseline in Seen.Baselines.GroupBy(baseline => baseline.Name))
        {
            yield return Line(baseline.Key, metric => baseline.First(row => row.Metric == metric).Measured);
        }
    }

    private string[] Line(string name, Func<string, Measurement?> measured) =>
        [name, .. Metrics.Select(metric => Numbers.WithInterval(measured(metric.Name)))];
}
