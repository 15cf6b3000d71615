using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Monitoring.Estimates;

/// <summary>Estimates the window's metrics before its labels, and tells the ledger of estimates what past windows turned out to be.</summary>
public static class EstimateWindow
{
    /// <summary>Earliest event that it asks for: the window of the oldest estimate whose value is not known yet.</summary>
    public static DateTime From(Turn turn)
    {
        var window = turn.Strategy.Main.Monitoring.Window;
        return turn.Strategy.Main.Monitoring.Estimate is null
            ? turn.AsOf - window
            : turn.Base.Estimates.Where(row => row.Realised is null).Select(row => row.AsOf).Append(turn.AsOf).Min() - window;
    }

    /// <summary>Rows of past turns, with the values that have become known by this turn's time.</summary>
    /// <remarks>A window's value is taken once, at the first turn at which its labels should be there: later labels do not change what past bands were made of.</remarks>
    public static IReadOnlyList<EstimateRow> Known(Turn turn)
    {
        var values = new Dictionary<(DateTime, string, string), double>();
        foreach (var asOf in turn.Base.Estimates.Where(row => row.Realised is null).Select(row => row.AsOf).Distinct())
        {
            if (asOf + turn.Strategy.Log.Label.ArrivesAfter > turn.AsOf)
            {
                continue;
            }

            var rows = turn.Log.Labelled(turn.Log.Within(asOf - turn.Strategy.Main.Monitoring.Window, asOf));
            rows = rows with
            {
                Threshold = ModelManifest.ThresholdOf(turn.Workplace.Files, turn.Strategy.Model, turn.Base.Deployment.At(asOf)),
            };
            foreach (var (cohort, scored) in Cohorts(rows))
            {
                foreach (var metric in turn.Strategy.Metrics)
                {
                    if (metric.Measure(scored) is { } measured)
                    {
                        values[(asOf, cohort, metric.Name)] = measured.Value;
                    }
                }
            }
        }

        return
        [
            .. turn.Base.Estimates.Select(row =>
                row.Realised is null && values.TryGetValue((row.AsOf, row.Cohort, row.Metric), out var value)
                    ? row with
                    {
                        Realised = value,
                        Known = turn.AsOf,
                    }
                    : row
            ),
        ];
    }

    /// <summary>Estimates of the window, of all rows and of each cohort that has rows enough; none without a reference with labels.</summary>
    /// <param name="before">SQL condition of the reference's rows; null where there is none.</param>
    /// <param name="referee">Scores the reference; null where the logged scores do.</param>
    /// <param name="known">Of <see cref="Known"/>.</param>
    internal static IReadOnlyList<Estimate> Of(Turn turn, string? before, Scorer? referee, IReadOnlyList<EstimateRow> known)
    {
        var settings = turn.Strategy.Main.Monitoring;
        if (before is null || settings.Estimate is not { } asked)
        {
            return [];
        }

        var labelled = turn.Log.Labelled(before);
        var scores = referee?.Score(turn, labelled.Where) ?? labelled.LoggedScore;
        var reference = ScoredRows
            .Of(labelled.Sample, scores, labelled.Threshold)
            .Where(Array.ConvertAll(scores, score => !double.IsNaN(score)));
        if (reference.Count == 0)
        {
            return [];
        }

        var window = Window(turn);
        IEstimator estimator = turn.Strategy.Target.IsProbability
            ? new CalibratedScores(reference, window.Scores)
            : LearnedLossOf(turn, labelled, scores, window.Scores);
        var metrics = turn.Strategy.Metrics.Where(metric => asked.Metrics.Contains(metric.Name)).ToList();
        var estimates = new List<Estimate>();
        foreach (var (cohort, mask) in window.Masks)
        {
            var rows = mask.Count(inside => inside);
            if (cohort != Figure.All && rows < turn.Strategy.CohortsFile.MinimumRows)
            {
                continue;
            }

            var own = cohort == Figure.All ? reference : reference.Where(labelled.Masks.First(one => one.Cohort.Name == cohort).Mask);
            var expected = estimator.Of(mask);
            var clusters = Kept(window.Clusters, mask).Distinct().Count();
            estimates.AddRange(
                metrics.Select(metric =>
                    Trusted(
                        new(cohort, metric.Name, rows, expected(metric), Sampling(metric, own, clusters, settings.Error)),
                        known,
                        asked.Error
                    )
                )
            );
        }

        return estimates;
    }

    private static Estimate Trusted(Estimate estimate, IReadOnlyList<EstimateRow> known, double error)
    {
        var past = known
            .Where(row => row.Cohort == estimate.Cohort && row.Metric == estimate.Metric && row.Realised is not null)
            .OrderBy(row => row.AsOf)
            .ToList();
        var errors = past.Select(row => row.Realised!.Value - row.Value).ToList();
        return estimate with
        {
            Past = past.Count,
            PastError = past.Count == 0 ? null : errors.Average(Math.Abs),
            Band = estimate.Value is { } value ? ErrorBand.Around(value, errors, error) : null,
            Contest = ErrorBand.Between(past, error),
        };
    }

    /// <summary>The metric's standard error on the reference, as it would be with as many clusters as the window has.</summary>
    private static double? Sampling(Metric metric, ScoredRows reference, int clusters, double error)
    {
        var measured = metric.Estimate(reference, error);
        return clusters == 0 || measured.StandardError is not { } deviation ? null : deviation * Math.Sqrt(measured.Clusters / clusters);
    }

    private static IEnumerable<(string Cohort, ScoredRows Rows)> Cohorts(LabelledRows rows)
    {
        var all = MeasureWindow.Scored(rows);
        return rows.Masks.Select(mask => (mask.Cohort.Name, all.Where(mask.Mask))).Prepend((Figure.All, all));
    }

    private static LearnedLoss LearnedLossOf(Turn turn, LabelledRows labelled, double[] scores, double[] windowScores)
    {
        var encoder = Encoder.Fit(turn.Strategy, turn.Database, $"(SELECT * FROM log WHERE {labelled.Where})");
        var reference = encoder.Matrix(turn, labelled.Where, inTraining: true);
        var window = encoder.Matrix(turn, InWindow(turn));
        var areClasses = turn.Strategy.Target.Classes.Count > 0;
        return new(
            turn.Workplace.Engine,
            turn.Strategy.Main.Seed,
            [.. labelled.Sample.Label.Where((_, i) => double.IsFinite(scores[i]))],
            LossRows.Of(encoder, reference, scores, areClasses),
            LossRows.Of(encoder, window, windowScores, areClasses)
        );
    }

    private static string InWindow(Turn turn) =>
        $"{turn.Log.Within(turn.AsOf - turn.Strategy.Main.Monitoring.Window, turn.AsOf)} AND isfinite({Score(turn)})";

    /// <summary>SQL of the score as a number.</summary>
    private static string Score(Turn turn) => turn.Strategy.Target.Number(turn.Log.Score);

    /// <summary>Every row of the window that has a score, labelled or not, in order of id.</summary>
    private static (double[] Scores, long[] Clusters, IReadOnlyList<(string Cohort, bool[] Mask)> Masks) Window(Turn turn)
    {
        var cohorts = turn.Strategy.Cohorts;
        var flags = cohorts.Select((cohort, i) => $", coalesce({cohort.Sql}, FALSE) AS c{i}");
        var table = turn.Database.Table(
            $"""
            SELECT {Score(turn)} AS score, dense_rank() OVER (ORDER BY cluster) AS place{string.Concat(flags)}
            FROM log WHERE {InWindow(turn)} ORDER BY {turn.Log.Id}
            """
        );
        var everyone = new bool[table.Rows];
        Array.Fill(everyone, true);
        return (
            table.Reals("score"),
            table.Wholes("place"),
            [(Figure.All, everyone), .. cohorts.Select((cohort, i) => (cohort.Name, table.Flags($"c{i}")))]
        );
    }

    private static T[] Kept<T>(T[] values, bool[] mask) => [.. values.Where((_, i) => mask[i])];
}
