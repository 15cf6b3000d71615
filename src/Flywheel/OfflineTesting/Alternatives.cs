using Flywheel.Metrics;
using Flywheel.Strategy;
using Flywheel.Training.Thresholds;

namespace Flywheel.OfflineTesting;

/// <summary>The model in force changed without a training: its scores recalibrated, its threshold moved.</summary>
/// <remarks>
/// Both are learned from the hold-out itself, cluster by cluster from the others (M. Stone, JRSS B 36(2), 1974, pp. 111–147): they know newer labels than the candidate does, as they would
/// if somebody made that change today.
/// </remarks>
public static class Alternatives
{
    public const string Recalibrated = "current, recalibrated",
        MovedThreshold = "current, threshold moved";

    /// <param name="scores">Those of the model in force, shape [rows].</param>
    /// <param name="candidate">The candidate's rows.</param>
    /// <param name="current">The rows of the model in force.</param>
    public static IEnumerable<Alternative> Of(
        ModelStrategy strategy,
        LabelledSample sample,
        double[] scores,
        ScoredRows candidate,
        ScoredRows current
    )
    {
        var error = strategy.Main.OfflineTest.Error;
        if (
            strategy.Main.Task != ModelTask.Multiclass
            && Recalibration.CrossFitted(sample, scores, strategy.Target.IsProbability) is { } moved
        )
        {
            var recalibrated = ScoredRows.Of(sample, moved, current.Threshold);
            foreach (var metric in strategy.Metrics.Where(metric => !metric.IsOfRanking))
            {
                yield return Measured(Recalibrated, metric, recalibrated);
            }
        }

        if (strategy.Main.Costs is { } costs && Decisions(sample, scores, costs) is { } decisions)
        {
            yield return Measured(
                MovedThreshold,
                new ErrorCost(Contrasts.Cost, costs.OperatingThreshold, costs.FalsePositive, costs.FalseNegative),
                ScoredRows.Of(sample, decisions, 0.5)
            );
        }

        Alternative Measured(string name, Metric metric, ScoredRows rows) =>
            new(
                name,
                metric.Name,
                metric.Estimate(rows, error),
                metric.Difference(rows, current, error),
                metric.Difference(candidate, rows, error)
            );
    }

    /// <summary>1 where a row is acted on by the threshold that cost least in the other clusters, else 0; null where there are too few clusters.</summary>
    private static double[]? Decisions(LabelledSample sample, double[] scores, CostsSection costs)
    {
        var folds = Recalibration.FoldsOf(sample);
        if (folds == 0)
        {
            return null;
        }

        var thresholds = new double[folds];
        Parallel.For(
            0,
            folds,
            fold =>
            {
                int[] others = [.. Enumerable.Range(0, scores.Length).Where(i => sample.Cluster[i] % folds != fold)];
                var rows = sample.At(others);
                thresholds[fold] = new LeastCost().Of(Cut.Of(Array.ConvertAll(others, i => scores[i]), rows.Label, rows.Weight), costs);
            }
        );
        var decisions = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            decisions[i] = scores[i] >= thresholds[sample.Cluster[i] % folds] ? 1 : 0;
        }

        return decisions;
    }
}
