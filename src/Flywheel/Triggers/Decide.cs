using Flywheel.Monitoring;
using Flywheel.Turns;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

/// <summary>Stage "trigger": whether this turn trains a candidate, and why.</summary>
public static class Decide
{
    private const string Asked = "asked for: ";

    /// <summary>The reason that a person gave for a training, read back from what the ledger says; null where nobody asked.</summary>
    public static string? AskedFor(string reason) => reason.StartsWith(Asked, StringComparison.Ordinal) ? reason[Asked.Length..] : null;

    public static TriggerRecord Run(Turn turn)
    {
        if (!turn.Strategy.Log.Keep.HasRows)
        {
            return WithoutRows(turn);
        }

        var decision = turn.Retrain is { } reason ? new(Answer.Yes, Asked + reason) : FirstModel(turn) ?? Regular(turn);
        return new() { Answer = decision.Answer, Reason = decision.Reason };
    }

    private static TriggerRecord WithoutRows(Turn turn) =>
        turn.Retrain is null
            ? new() { Answer = Answer.No, Reason = "the log keeps profiles and no row, so nothing can be trained" }
            : throw new RefusedException(
                ExitCode.Mistake,
                "A training is asked for, and the log keeps profiles and no row. Write 'keep: all' or 'keep: { sample: 0.1 }' under log; events from then on are kept."
            );

    /// <summary>Before a first model nothing can be monitored: it is trained as soon as there is the history that it needs.</summary>
    private static Decision? FirstModel(Turn turn)
    {
        if (turn.Base.Deployment.Current is not null)
        {
            return null;
        }

        var needed = turn.Strategy.Main.Dataset.Points.Needed + turn.Strategy.Main.Dataset.HoldOut;
        var there = turn.AsOf - turn.Log.FirstEvent();

        // The first event comes a little after the history's round beginning.
        var enough = there + (turn.Strategy.Main.Cycle / 7) >= needed;
        return Decision.When(
            enough,
            enough
                ? $"no model is in force, and the {Duration.Text(needed)} of history that the first one needs are there"
                : $"no model is in force; the first one needs {Duration.Text(needed)} of history, {Math.Max(0, Math.Round(there.TotalDays))} days are there"
        );
    }

    private static Decision Regular(Turn turn)
    {
        var trained = turn.Base.Ledger.LastOrDefault(row => row.Candidate.Length > 0)?.AsOf;
        return turn.Strategy.Main.Trigger.Decide(new(turn.AsOf, trained, turn.Of<MonitoringRecord>()));
    }
}

/// <summary>Whether the turn trains, and why.</summary>
public sealed record TriggerRecord : IStageRecord
{
    public required Answer Answer { get; init; }

    public required string Reason { get; init; }
}
