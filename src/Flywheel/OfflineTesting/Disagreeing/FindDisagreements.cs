using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting.Disagreeing;

/// <summary>Finds where candidate and current judge the hold-out's labelled rows most differently.</summary>
public static class FindDisagreements
{
    /// <returns>Null before the first model, and where the strategy shows no such rows.</returns>
    public static Disagreements? Of(
        Turn turn,
        LabelledRows rows,
        (Scorer Model, double[] Scores) candidate,
        (Scorer? Model, double[]? Scores) current
    )
    {
        var shown = turn.Strategy.Main.OfflineTest.Disagreements;
        if (shown == 0 || current.Model is null || current.Scores is null)
        {
            return null;
        }

        var task = turn.Strategy.Main.Task;
        var sample = rows.Sample;
        var (one, other) = (Said(candidate), Said((current.Model, current.Scores)));
        var differ = Each(i => task == ModelTask.Regression ? candidate.Scores[i] != current.Scores[i] : one[i] != other[i]);
        var gain = Each(i => task == ModelTask.Regression ? Nearer(i) : Right(one[i], i) - Right(other[i], i));
        var error = turn.Strategy.Main.OfflineTest.Error;
        return new()
        {
            Rows = sample.Count,
            Share = task == ModelTask.Regression ? null : ClusteredShare.Of(sample, differ, error),
            MeanDistance = task == ModelTask.Multiclass ? null : Distance(),
            CandidateRight = gain.Count(value => value > 0),
            CurrentRight = gain.Count(value => value < 0),
            Net = ClusteredMean.Of(sample, Array.ConvertAll(gain, value => (double)value), error),
            Farthest = Apart(),
        };

        int Nearer(int i) => Math.Sign(Math.Abs(current.Scores[i] - sample.Label[i]) - Math.Abs(candidate.Scores[i] - sample.Label[i]));

        int Right(double said, int i) => said == sample.Label[i] ? 1 : 0;

        T[] Each<T>(Func<int, T> of) => [.. Enumerable.Range(0, sample.Count).Select(of)];

        // What a model says of each row: a side of its threshold, or its class or number.
        double[] Said((Scorer Model, double[] Scores) model) =>
            OperatingThreshold.Of(turn, model.Model) is { } threshold
                ? Array.ConvertAll(model.Scores, score => score >= threshold ? 1.0 : 0)
                : model.Scores;

        double? Distance()
        {
            var (sum, weight) = (0.0, 0.0);
            for (var i = 0; i < sample.Count; i++)
            {
                sum += sample.Weight[i] * Math.Abs(candidate.Scores[i] - current.Scores[i]);
                weight += sample.Weight[i];
            }

            return weight == 0 ? null : sum / weight;
        }

        IReadOnlyList<RowApart> Apart()
        {
            var distance =
                task == ModelTask.Multiclass
                    ? RowsApart.OfChances(turn, rows.Where, candidate.Model, current.Model, differ)
                    : Each(i => Math.Abs(candidate.Scores[i] - current.Scores[i]));
            int[] farthest =
            [
                .. Enumerable
                    .Range(0, sample.Count)
                    .Where(i => differ[i] || (task == ModelTask.Binary && distance[i] > 0))
                    .OrderByDescending(i => distance[i])
                    .ThenBy(i => i)
                    .Take(Math.Max(shown, Disagreements.Kept)),
            ];
            return RowsApart.Read(
                turn,
                rows.Where,
                farthest,
                shown,
                i => (current.Scores[i], candidate.Scores[i], sample.Label[i]),
                candidate.Model,
                current.Model
            );
        }
    }
}
