using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Reports.Charts;

namespace Flywheel.Reports;

/// <summary>Who would gain and who would lose: each cohort's difference with its interval, or each one's figure where there is no model to compare with.</summary>
public static class CohortPicture
{
    public const string Name = "cohorts.svg";

    /// <param name="groups">Cohorts in one metric.</param>
    /// <param name="gate">Whose margin is drawn, or null.</param>
    /// <param name="interval">What the intervals are, e.g. <c>90 %</c>.</param>
    public static Picture Of(IReadOnlyList<Contrast> groups, Metric metric, NoHarm? gate, CohortVerdict verdict, string interval)
    {
        var label = $"{interval} interval, pointwise, clustered";
        if (groups.All(group => group.CurrentMeasured is null))
        {
            var pairs = new PairedBars
            {
                Title = $"{metric.Name} of the first model by cohort",
                Label = metric.Name,
                Rows =
                [
                    .. groups.Select(group => new PairRow(group.Group, group.CandidateMeasured.Rows, default, Of(group.CandidateMeasured))),
                ],
                Baseline = metric.Name == "auc" ? 0.5 : 0,
                IntervalLabel = label,
            };
            return new(Name, pairs.Describe(), pairs.ToSvg());
        }

        var direction = metric.Direction >= 0 ? -1 : 1;
        var bars = new IntervalBars
        {
            Title = $"{metric.Name} by cohort: candidate minus current",
            Label = $"{metric.Name}, candidate minus current",
            Rows =
            [
                .. groups.Select(group => new DifferenceRow
                {
                    Name = group.Group,
                    Count = group.CandidateMeasured.Rows,
                    Difference = group.Difference?.Value,
                    Low = group.Difference?.Low,
                    High = group.Difference?.High,
                    Evidence = verdict.Of(group),
                }),
            ],
            Margins = gate is null ? [] : [new Limit(direction * gate.By, "no-harm margin")],
            IntervalLabel = label,
        };
        return new(Name, bars.Describe(), bars.ToSvg());
    }

    private static Estimate Of(Measurement measured) => new(measured.Value, measured.Low, measured.High);
}
