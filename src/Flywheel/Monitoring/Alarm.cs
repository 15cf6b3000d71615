using System.Text;
using System.Text.Json.Serialization;
using Flywheel.Curation.Labelling;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>What raises a hand to people who do not look: bad alerts or labelers that failed in one turn, or cycles that are over and wait. A command gets it as JSON.</summary>
/// <param name="AsOf">Time of the turn; of cycles that wait, the end of the oldest one.</param>
/// <param name="Of">What it is about, each with its reason.</param>
/// <param name="Text">The same as Markdown.</param>
public sealed record Alarm(string Model, string AsOf, AlarmKind Kind, IReadOnlyList<AlarmReason> Of, string Text)
{
    /// <summary>Name of its document in the store: the same alerts of the same turn are one alarm, whatever their figures are by now.</summary>
    [JsonIgnore]
    public string Name =>
        $"{StoredNames.Alarms}{Model}/{AsOf}/{Digest.Of([Kind.ToString(), .. Of.Select(reason => reason.What)])[..Digest.Shown]}.json";

    /// <summary>The alerts of a turn that are bad; null where none is.</summary>
    public static Alarm? Raised(Turn turn)
    {
        var reasons = turn.Of<MonitoringRecord>()
            .Checks.Where(check => check.Alert && check.Outcome == Outcome.Bad)
            .Select(check => new AlarmReason(check.Check, check.Why))
            .ToList();
        var model = turn.Strategy.Model;
        return reasons.Count == 0
            ? null
            : Create(
                model,
                turn.Version,
                AlarmKind.Alert,
                reasons,
                $"{model}, the turn of {turn.Version}: {(reasons.Count == 1 ? "an alarm" : $"{reasons.Count} alarms")}",
                $"What the window looked like: `reports/{model}/monitoring.verified.md`."
            );
    }

    /// <summary>The labelers of a turn that went wrong; null where none did.</summary>
    public static Alarm? Unlabelled(Turn turn)
    {
        var reasons = (turn.Of<LabelRecord>().Labelers ?? [])
            .Where(labeler => labeler.Trouble is not null)
            .Select(labeler => new AlarmReason($"labeler {labeler.Name}", $"{labeler.Trouble}; {labeler.Waiting} points wait for a label"))
            .ToList();
        var model = turn.Strategy.Model;
        return reasons.Count == 0
            ? null
            : Create(
                model,
                turn.Version,
                AlarmKind.Unlabelled,
                reasons,
                $"{model}, the turn of {turn.Version}: {(reasons.Count == 1 ? "a labeler" : $"{reasons.Count} labelers")} went wrong",
                "What it answered is kept; the next turn asks it for the rest."
            );
    }

    /// <summary>That cycles are over and not merged; null where at most one is, which is then the proposal to read.</summary>
    /// <param name="due">Their ends, oldest first.</param>
    public static Alarm? Missed(string model, IReadOnlyList<DateTime> due) =>
        due.Count <= 1
            ? null
            : Create(
                model,
                Ledger.Day(due[0]),
                AlarmKind.MissedCycles,
                [
                    .. due.Select(
                        (end, i) => new AlarmReason(Ledger.Day(end), i == 0 ? "over and not merged" : "over, waits for the one before")
                    ),
                ],
                $"{model}: {due.Count} cycles are over and not merged",
                $"Each is turned once the one before is merged: read the proposal of {Ledger.Day(due[0])}, and merge it or refuse its candidate."
            );

    private static Alarm Create(string model, string asOf, AlarmKind kind, IReadOnlyList<AlarmReason> of, string title, string next)
    {
        var text = new StringBuilder($"### {title}\n\n");
        foreach (var (what, why) in of)
        {
            text.Append($"- **{what}**: {why}\n");
        }

        return new(model, asOf, kind, of, text.Append($"\n{next}\n").ToString());
    }
}

public enum AlarmKind
{
    /// <summary>Alerts of the strategy are bad.</summary>
    Alert,

    /// <summary>A labeler crashed, took too long or answered what is no label.</summary>
    Unlabelled,

    /// <summary>More than one cycle is over and not merged.</summary>
    MissedCycles,
}

/// <summary>A check, a labeler or a cycle, and what is the matter with it.</summary>
public sealed record AlarmReason(string What, string Why);
