using Flywheel.Cohorts;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Strategy;

namespace Flywheel.Monitoring;

/// <summary>Metrics of the scores that production gave, on labelled rows.</summary>
public static class MeasureWindow
{
    /// <summary>Of all rows first, then of each cohort, in the order of the strategy.</summary>
    public static IReadOnlyList<Figure> Of(ModelStrategy strategy, LabelledRows rows) => Of(strategy, rows, rows.Masks);

    /// <summary>Of all rows alone.</summary>
    public static IReadOnlyList<Figure> OfAll(ModelStrategy strategy, LabelledRows rows) =>
        Of(strategy, rows, CohortMasks.None(rows.Sample.Count));

    private static IReadOnlyList<Figure> Of(ModelStrategy strategy, LabelledRows rows, CohortMasks masks)
    {
        string[] names = [Figure.All, .. masks.Cohorts.Select(cohort => cohort.Name)];
        var grouped = Grouped(rows, masks);
        var counts = grouped.Counts();
        var measured = new Measurement[strategy.Metrics.Count][];
        Parallel.For(0, measured.Length, m => measured[m] = Measured(strategy.Metrics[m]));

        return
        [
            .. names.SelectMany(
                (name, subset) => strategy.Metrics.Select((metric, m) => new Figure(name, metric.Name, measured[m][subset]))
            ),
        ];

        Measurement[] Measured(Metric metric)
        {
            var influences = metric.MeasureTogether(grouped);
            var scored = new Lazy<ScoredRows>(() => Scored(rows));
            var measurements = new Measurement[names.Length];
            Parallel.For(0, names.Length, subset => measurements[subset] = Of(subset));
            return measurements;

            Measurement Of(int subset) =>
                subset == 0 && counts[0] == 0 && rows.Sample.Count > 0 ? Measurement.Absent(0, "no labelled row has a score")
                : TooFew(strategy, names[subset], counts[subset]) is { } absent ? absent
                : metric.Interval(
                    influences is null ? metric.Measure(Subset(scored.Value, subset)) : influences[subset],
                    counts[subset],
                    strategy.Main.Monitoring.Error
                );
        }

        ScoredRows Subset(ScoredRows scored, int subset) => subset == 0 ? scored : scored.Where(masks[subset - 1].Mask);
    }

    /// <summary>The scored rows with all of them as the first subset, and a subset for each cohort.</summary>
    private static GroupedRows Grouped(LabelledRows rows, CohortMasks masks) =>
        GroupedRows.Of(
            rows.Sample,
            rows.LoggedScore,
            masks.Kinds,
            [.. masks.Within.Select(cohorts => cohorts.Select(cohort => cohort + 1).Prepend(0).ToArray())],
            masks.Count + 1,
            rows.Threshold
        );

    /// <summary>A metric of all rows or of a cohort, which must have rows enough.</summary>
    public static Figure One(ModelStrategy strategy, string cohort, Metric metric, ScoredRows rows) =>
        new(cohort, metric.Name, TooFew(strategy, cohort, rows.Count) ?? metric.Estimate(rows, strategy.Main.Monitoring.Error));

    private static Measurement? TooFew(ModelStrategy strategy, string cohort, int rows) =>
        cohort != Figure.All && rows < strategy.CohortsFile.MinimumRows
            ? Measurement.Absent(rows, $"fewer than {strategy.CohortsFile.MinimumRows} labelled rows")
            : null;

    /// <summary>The rows that production scored.</summary>
    public static ScoredRows Scored(LabelledRows rows) => ScoredRows.Of(rows.Sample, rows.LoggedScore, rows.Threshold).Where(rows.Scored());
}
