using Flywheel.Datasets;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.OfflineTesting;

/// <summary>What a candidate that went on from the model in force has lost, or not, on events that are older than its new points.</summary>
/// <remarks>
/// Rows are of evaluation ids, which no model is ever trained on, so both are asked about rows that they never saw. Backward transfer:
/// D. Lopez-Paz, M. Ranzato, Gradient episodic memory for continual learning, NIPS 30, 2017.
/// </remarks>
/// <param name="From">Events from this time on, as the report names it.</param>
/// <param name="To">Events before this time.</param>
/// <param name="Age">Cycles between the end of these events and the turn's time; 0 for all of them together.</param>
/// <param name="Difference">Candidate minus current in the first metric, paired.</param>
public sealed record Forgetting(
    string From,
    string To,
    int Age,
    Measurement CurrentMeasured,
    Measurement CandidateMeasured,
    Measurement Difference
)
{
    /// <summary>All older events together, then each cycle of them, the newest first; none where the candidate did not go on from a model.</summary>
    public static IReadOnlyList<Forgetting> Of(Turn turn, Dataset? dataset, Scorer candidate, Scorer? current)
    {
        if (dataset?.Continuation is not { Base: not null, NewFrom: var end } || current is null)
        {
            return [];
        }

        turn.Log.See(dataset.From, curated: true);
        var cycle = turn.Strategy.Main.Cycle;
        var spans = new List<(DateTime From, DateTime To)>();
        for (var to = end; to > dataset.From; to -= cycle)
        {
            spans.Add((to - cycle > dataset.From ? to - cycle : dataset.From, to));
        }

        return
        [
            .. spans
                .Select(span => Between(turn, span.From, span.To, (int)Math.Round((turn.AsOf - span.To) / cycle), candidate, current))
                .Prepend(Between(turn, dataset.From, end, 0, candidate, current)),
        ];
    }

    private static Forgetting Between(Turn turn, DateTime from, DateTime to, int age, Scorer candidate, Scorer current)
    {
        var rows = LabelledRows.Read(turn.Strategy, turn.Database, $"{turn.Log.Within(from, to)} AND evaluates", []);
        var (metric, error) = (turn.Strategy.Metrics[0], turn.Strategy.Main.OfflineTest.Error);
        var first = ScoredRows.Of(rows.Sample, candidate.Score(turn, rows.Where), candidate.Threshold);
        var second = ScoredRows.Of(rows.Sample, current.Score(turn, rows.Where), current.Threshold);
        return new(
            Ledger.Day(from),
            Ledger.Day(to),
            age,
            metric.Estimate(second, error),
            metric.Estimate(first, error),
            metric.Difference(first, second, error)
        );
    }
}
