using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.State;
using Flywheel.Strategy;
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

        var regrets = new List<RegretRow>();
        var decision = turn.Retrain is { } reason ? new(Answer.Yes, Asked + reason) : FirstModel(turn) ?? Regular(turn, regrets);
        return new()
        {
            Answer = decision.Answer,
            Reason = decision.Reason,
            Parts = decision.Of,
            Regrets = regrets.Count == 0 ? null : regrets,
        };
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

        var needed = turn.Strategy.Main.Dataset.History;
        var first = turn.Log.FirstEvent();
        var there = turn.AsOf - first;
        var enough = HasHistory(turn.Strategy, first, turn.AsOf);
        return Decision.When(
            enough,
            enough
                ? $"no model is in force, and the {Duration.Text(needed)} of history that the first one needs are there"
                : $"no model is in force; the first one needs {Duration.Text(needed)} of history, {Math.Max(0, Math.Round(there.TotalDays))} days are there"
        );
    }

    /// <summary>Whether the history that a first model needs is there: the first event comes a little after its round beginning.</summary>
    public static bool HasHistory(ModelStrategy strategy, DateTime first, DateTime asOf) =>
        asOf - first + (strategy.Main.Cycle / 7) >= strategy.Main.Dataset.History;

    /// <param name="regrets">Takes what the cycle cost more than with a model trained anew, where a trigger asks.</param>
    private static Decision Regular(Turn turn, List<RegretRow> regrets)
    {
        var trained = turn.Base.Ledger.LastOrDefault(row => row.Candidate.Length > 0);
        var monitoring = turn.Strategy.Main.Monitoring;
        return turn.Strategy.Main.Trigger.Decide(
            new(turn.AsOf, trained?.AsOf, turn.Of<MonitoringRecord>())
            {
                Checks = [.. monitoring.Alert, .. monitoring.Observe],
                Measure = (metric, cohort, over) => Measure(turn, metric, cohort, over),
                Regret = trigger => Regretted(turn, trigger, trained?.AsOf, regrets),
                Fresh = () => FreshPoints.Count(turn, trained?.AsOf, trained?.Candidate),
            }
        );
    }

    private static Regret Regretted(Turn turn, CostAware trigger, DateTime? trained, List<RegretRow> regrets)
    {
        var price = trigger.PriceUnder(turn.Strategy);
        if (!regrets.Exists(row => row.By == price.By))
        {
            regrets.Add(Challenger.Measure(turn, price));
        }

        return Regret.Of(price, trained, turn.Base.Regret.Concat(regrets), turn.Strategy.Main.Monitoring.Error);
    }

    /// <summary>A metric of the scores that production gave over another time than monitoring's window.</summary>
    private static Measurement Measure(Turn turn, string metric, string cohort, TimeSpan over)
    {
        turn.Log.See(turn.AsOf - over, curated: true);
        var rows = turn.Log.Labelled(turn.Log.Within(turn.AsOf - over, turn.AsOf));
        var scored = MeasureWindow.Scored(rows);
        var subset = cohort == Figure.All ? scored : scored.Where(rows.Masks.First(mask => mask.Cohort.Name == cohort).Mask);
        return MeasureWindow.One(turn.Strategy, cohort, turn.Strategy.Metric(metric), subset).Measured;
    }
}

/// <summary>Whether the turn trains, and why.</summary>
public sealed record TriggerRecord : IStageRecord
{
    public required Answer Answer { get; init; }

    public required string Reason { get; init; }

    /// <summary>The decisions that it was made of, each with its own reason; null where the strategy's trigger is made of no others.</summary>
    public IReadOnlyList<Part>? Parts { get; init; }

    /// <summary>What the cycle cost more than with a model trained anew; null where no trigger asked, and no challenger was trained.</summary>
    public IReadOnlyList<RegretRow>? Regrets { get; init; }
}
