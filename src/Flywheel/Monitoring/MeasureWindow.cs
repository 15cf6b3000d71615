using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Strategy;

namespace Flywheel.Monitoring;

/// <summary>Metrics of the scores that production gave, on labelled rows.</summary>
public static class MeasureWindow
{
    /// <summary>Of all rows first, then of each cohort, in the order of the strategy.</summary>
    public static IReadOnlyList<Figure> Of(ModelStrategy strategy, LabelledRows rows)
    {
        var scored = Scored(rows);
        IReadOnlyList<Figure> whole = [];
        var cohorts = new IReadOnlyList<Figure>[rows.Masks.Count];
        Parallel.Invoke(
            () => whole = OfAll(strategy, rows, scored),
            () =>
                Parallel.For(
                    0,
                    cohorts.Length,
                    i =>
                    {
                        var (cohort, mask) = rows.Masks[i];
                        var within = scored.Where(mask);
                        cohorts[i] = [.. strategy.Metrics.Select(metric => One(strategy, cohort.Name, metric, within))];
                    }
                )
        );
        return [.. whole, .. cohorts.SelectMany(cohort => cohort)];
    }

    /// <summary>Of all rows alone.</summary>
    public static IReadOnlyList<Figure> OfAll(ModelStrategy strategy, LabelledRows rows) => OfAll(strategy, rows, Scored(rows));

    private static IReadOnlyList<Figure> OfAll(ModelStrategy strategy, LabelledRows rows, ScoredRows scored) =>
        [
            .. strategy.Metrics.Select(metric =>
                scored.Count == 0 && rows.Sample.Count > 0
                    ? new(Figure.All, metric.Name, Measurement.Absent(0, "no labelled row has a score"))
                    : One(strategy, Figure.All, metric, scored)
            ),
        ];

    /// <summary>A metric of all rows or of a cohort, which must have rows enough.</summary>
    public static Figure One(ModelStrategy strategy, string cohort, Metric metric, ScoredRows rows) =>
        new(
            cohort,
            metric.Name,
            cohort != Figure.All && rows.Count < strategy.CohortsFile.MinimumRows
                ? Measurement.Absent(rows.Count, $"fewer than {strategy.CohortsFile.MinimumRows} labelled rows")
                : metric.Estimate(rows, strategy.Main.Monitoring.Error)
        );

    /// <summary>The rows that production scored.</summary>
    public static ScoredRows Scored(LabelledRows rows) => ScoredRows.Of(rows.Sample, rows.LoggedScore).Where(rows.Scored());
}
