using Flywheel.Metrics;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>What the last turn's candidate turned out to be worth on the cycle after its test, promoted or not.</summary>
/// <param name="Candidate">Version of the candidate.</param>
/// <param name="Against">Version that it was compared with.</param>
/// <param name="Promised">The difference on its hold-out.</param>
/// <param name="Shown">The same difference on this cycle, which neither model has seen; paired.</param>
public sealed record Realised(string Candidate, string Against, double Promised, Measurement Shown)
{
    /// <summary>Null where the last turn compared nothing, or no label has arrived since.</summary>
    internal static Realised? Of(Turn turn) => turn.Base.Ledger is [.., var last] ? Of(turn, last, turn.AsOf) : null;

    /// <summary>The same of any turn of the ledger, on the events that came after it.</summary>
    /// <param name="last">The turn's row.</param>
    /// <param name="until">Events before it.</param>
    internal static Realised? Of(Turn turn, LedgerRow last, DateTime until)
    {
        if (last is not { Candidate.Length: > 0, InForce.Length: > 0, Difference: { } promised })
        {
            return null;
        }

        // Loaded before rows are read: a model that must be rebuilt uses the views of an earlier time.
        using var candidate = ModelShelf.Load(turn, last.Candidate);
        using var against = ModelShelf.Load(turn, last.InForce);
        turn.Log.See(last.AsOf, curated: false);
        var rows = turn.Log.Labelled(turn.Log.Within(last.AsOf, until));
        if (rows.Sample.Count == 0)
        {
            return null;
        }

        var shown = turn
            .Strategy.Metrics[0]
            .Difference(
                ScoredRows.Of(rows.Sample, Scores(candidate, last.Candidate), candidate.Threshold),
                ScoredRows.Of(rows.Sample, Scores(against, last.InForce), against.Threshold),
                turn.Strategy.Main.OfflineTest.Error
            );
        return new(last.Candidate, last.InForce, promised, shown);

        double[] Scores(Scorer model, string version) => rows.AreScoredBy(turn, version) ? rows.LoggedScore : model.Score(turn, rows.Where);
    }
}
