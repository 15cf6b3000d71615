using Flywheel.Monitoring;
using Flywheel.Monitoring.Estimates;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells metrics before their labels, and how far to trust them.</summary>
public sealed class EstimatesSection(Turn turn)
{
    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    private string Method =>
        turn.Strategy.Target.IsProbability
            ? "The estimate takes the scores, calibrated on the reference, for the chances of the labels: it sees other rows, and not that the same rows now end otherwise."
            : "The estimate is that of a second model, which learned on the reference how large the error of a row is, from its features and score: it sees other rows, and not that the same rows now end otherwise.";

    /// <summary>Nothing where the strategy asks for no estimate.</summary>
    public void Add(Markdown report)
    {
        if (Window.Estimates is not { } estimates)
        {
            return;
        }

        report.Heading(2, "Estimated before the labels");
        if (estimates.Count == 0)
        {
            report.Paragraph("Nothing could be estimated: there is no reference with labels yet.");
            return;
        }

        var metrics = estimates.Select(one => one.Metric).Distinct().ToList();
        report.Table(
            ["cohort", "#scored", .. metrics.Select(metric => $"#{metric}, so far")],
            estimates
                .GroupBy(one => one.Cohort)
                .Select(cohort =>
                    metrics
                        .Select(metric => Cell(cohort.First(one => one.Metric == metric)))
                        .Prepend(Numbers.Count(cohort.First().Rows))
                        .Prepend(cohort.Key)
                        .ToArray()
                )
        );
        report.Paragraph(
            $"{Method} In brackets stands the band that its past errors make of it, and before there are ten of them ± the metric's own sampling error; behind it what the labels so far say."
        );
        report.Bullets(
            estimates
                .Where(one => one is { Cohort: Figure.All, PastError: not null })
                .Select(one => $"{one.Metric}: off by {Shown(one.PastError)} in the mean of {one.Past} past windows.")
        );
        report.Bullets(
            estimates
                .Where(one => one.Contest is not null)
                .Select(one =>
                    $"{one.Metric} of {one.Cohort}: over {one.Contest!.Windows} windows its bands scored {Numbers.Fixed(one.Contest.OfEstimate, 3)}, and bands around the last known value {Numbers.Fixed(one.Contest.OfLastValue, 3)} (Winkler, less is better): "
                    + (
                        one.Contest.EstimateWins
                            ? "the estimate tells more than the last value."
                            : "**the estimate adds nothing** to the last value."
                    )
                )
        );

        string Cell(Estimate one)
        {
            var band =
                one.Band is { } past ? $" [{Shown(past.Low)}, {Shown(past.High)}]"
                : one.SamplingError is { } error ? $" ± {Numbers.Fixed(error, 3)}"
                : "";
            var labelled = Window
                .Figures.FirstOrDefault(figure => figure.Cohort == one.Cohort && figure.Metric == one.Metric)
                ?.Measured.Value;
            return $"{Shown(one.Value)}{band}, {Shown(labelled)}";
        }

        static string Shown(double? value) => value is { } known ? Numbers.Fixed(known, 3) : "–";
    }
}
