using Flywheel.Backtesting;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;
using Flywheel.Strategy;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Bench.Gates;

/// <summary>A candidate as a replayed turn tested it, and the four weeks after it that the turn could not know.</summary>
/// <param name="Turn">The turn's row of the ledger.</param>
/// <param name="Before">The turns before it.</param>
/// <param name="RealisedNow">What the last candidate before it turned out to be worth in this turn's cycle.</param>
/// <param name="HoldOut">The rows that the turn tested on.</param>
/// <param name="Next">The four weeks from the turn's time on.</param>
public sealed record TestedCandidate(
    LedgerRow Turn,
    IReadOnlyList<LedgerRow> Before,
    double? RealisedNow,
    string Anchor,
    ScoredDays HoldOut,
    ScoredDays Next
)
{
    private static readonly TimeSpan _next = TimeSpan.FromDays(28);

    /// <summary>Candidate less current over the four weeks after the turn, on a cohort.</summary>
    public double Truth(Metric metric, string cohort) =>
        Next.Value(metric, Next.Candidate, cohort) - Next.Value(metric, Next.Current, cohort);

    /// <summary>Every candidate of a replay that was compared with a model in force and has four whole weeks of history after it.</summary>
    public static IEnumerable<TestedCandidate> Of(Replay replay, ModelStrategy strategy, DateTime end)
    {
        var afterwards = replay.Afterwards(end);
        var creep = strategy.Main.OfflineTest.Gates.OfType<NoCreep>().Single();
        foreach (var (turn, i) in replay.Turns.Select((turn, i) => (turn, i)))
        {
            if (turn.Candidate.Length == 0 || turn.InForce.Length == 0 || turn.AsOf + _next > end)
            {
                continue;
            }

            IReadOnlyList<LedgerRow> before = [.. replay.Turns.Take(i)];
            var anchor = OfflineTesting.Anchor.VersionOf(before, turn.InForce, turn.Realised, creep.Over, strategy.Metrics[0].Direction)!;
            var within = afterwards.Log.Within(turn.AsOf - strategy.Main.Dataset.HoldOut, turn.AsOf);
            yield return new(
                turn,
                before,
                turn.Realised,
                anchor,
                Scored(afterwards, turn, anchor, $"{within} AND label_received_at <= {Sql.Time(turn.AsOf)}"),
                Scored(afterwards, turn, anchor, afterwards.Log.Within(turn.AsOf, turn.AsOf + _next))
            );
        }
    }

    private static ScoredDays Scored(Turn afterwards, LedgerRow turn, string anchor, string where)
    {
        var rows = LabelledRows.Read(afterwards, where);
        var current = Scores(turn.InForce);
        return new(rows, Scores(turn.Candidate), current, anchor == turn.InForce ? current : Scores(anchor));

        double[] Scores(string version)
        {
            using var model = ModelShelf.Load(afterwards, version);
            return model.Score(afterwards, rows.Where);
        }
    }
}
