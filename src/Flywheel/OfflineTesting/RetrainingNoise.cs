using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;
using MathNet.Numerics.Statistics;

namespace Flywheel.OfflineTesting;

/// <summary>How far two trainings of one recipe lie apart in a metric: what the recipe's own draw of rows does, whatever was edited.</summary>
/// <remarks>
/// The recipe is trained n times on the dataset's clusters drawn with replacement, and each model is measured on the rows that the candidate is. With
/// the standard deviation s of the n values, two trainings differ by less than t √2 s with a chance of 1 - 2 error, t being Student's of n - 1
/// degrees. Rows of a cluster are drawn together, since rows alone would vary too little (A. Davison, D. Hinkley, Bootstrap methods, 1997, section 3.8).
/// </remarks>
/// <param name="Metric">Its name.</param>
/// <param name="Values">Of the trainings that it could be measured of, in their order.</param>
/// <param name="Deviation">Their standard deviation; null of fewer than two.</param>
/// <param name="Within">Two trainings differ by less; null of fewer than two.</param>
public sealed record RetrainingNoise(string Metric, IReadOnlyList<double> Values, double? Deviation, double? Within)
{
    /// <param name="rows">What the candidate is measured on.</param>
    public static IReadOnlyList<RetrainingNoise> Of(Turn turn, LabelledRows rows)
    {
        var count = turn.Strategy.Main.OfflineTest.Retrainings;
        if (count == 0 || turn.Of<DatasetRecord>().Dataset is not { } dataset)
        {
            return [];
        }

        var scored = new List<ScoredRows>();
        for (var number = 1; number <= count; number++)
        {
            turn.Workplace.Progress.Step((double)number / count, $"retraining {number} of {count}");
            using var model = ModelShelf.Open(turn, Train.Redrawn(turn, dataset, number), $"{turn.Strategy.Model}'s retraining {number}");
            scored.Add(ScoredRows.Of(rows.Sample, model.Score(turn, rows.Where), model.Threshold));
        }

        return
        [
            .. turn.Strategy.Metrics.Select(metric =>
                Of(
                    metric.Name,
                    [.. scored.Select(each => metric.Measure(each)?.Value).OfType<double>()],
                    turn.Strategy.Main.OfflineTest.Error
                )
            ),
        ];
    }

    /// <param name="error">Chance that two trainings lie further apart in one direction.</param>
    public static RetrainingNoise Of(string metric, IReadOnlyList<double> values, double error)
    {
        double? deviation = values.Count < 2 ? null : values.StandardDeviation();
        return new(
            metric,
            values,
            deviation,
            deviation is { } spread ? ClusteredInterval.Quantile(values.Count - 1, 1 - error) * Math.Sqrt(2) * spread : null
        );
    }
}
