using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>What a turn's pull request says, whatever was decided: its title, and what merging it does.</summary>
public static class Proposal
{
    /// <summary>The turn's decision in one line, e.g. <c>flights 2001-03-05: promote 2001-03-05 (now 2001-02-26)</c>.</summary>
    public static string Title(Turn turn)
    {
        var seen = turn.Of<Comparison>();
        var stays = seen.Current is { } current ? $"{current} stays" : "no model in force yet";
        return $"{turn.Strategy.Model} {turn.Version}: "
            + seen.Decision switch
            {
                Decisions.Promote => $"promote {seen.Candidate} ({(seen.Current is null ? "the first model" : $"now {seen.Current}")})",
                Decisions.Refuse => $"refuse {seen.Candidate}, {stays}",
                Decisions.Hold => $"hold {seen.Candidate} back, {stays}",
                Decisions.NotEnoughEvidence => $"not enough evidence, {stays}",
                _ => $"no candidate, {stays}",
            };
    }

    /// <summary>The decision in a word, and why.</summary>
    public static string Verdict(Turn turn)
    {
        var seen = turn.Of<Comparison>();
        return seen.Decision switch
        {
            Decisions.Promote => $"**Promote.** {seen.Why}",
            Decisions.Refuse => $"**Refuse.** {seen.Why}",
            Decisions.Hold => $"**Hold.** {seen.Why}",
            Decisions.NotEnoughEvidence => $"**Not enough evidence.** {seen.Why}",
            _ => $"**No candidate.** Not trained: {turn.Of<TriggerRecord>().Reason}.",
        };
    }

    /// <summary>What merging does.</summary>
    public static string IfMerged(Turn turn)
    {
        var seen = turn.Of<Comparison>();
        var stays = seen.Current is { } current ? $"{current} stays in force" : "no model is in force yet";
        return seen.Decision switch
        {
            Decisions.Promote =>
                $"If this is merged, {seen.Candidate} is in force: `{Deployment.Path(turn.Strategy.Model)}` then points to it, and the merge is the sign-off.",
            Decisions.Refuse => $"If this is merged, the refusal is recorded, and {stays}.",
            _ => $"If this is merged, the turn is recorded, and {stays}.",
        };
    }

    /// <summary>The text of the pull request.</summary>
    /// <param name="waiting">Cycles that are over and wait for this one.</param>
    /// <param name="files">Address that a path of the repository is appended to.</param>
    public static string Text(Turn turn, int waiting, string files)
    {
        var model = turn.Strategy.Model;
        var report = new Markdown().Paragraph(Verdict(turn));
        report.Bullets([
            IfMerged(turn),
            turn.Of<Comparison>().Decision == Decisions.Promote
                ? $"To refuse it though its gates are open, in a clean clone of main: `./flywheel refuse {model} {turn.Version} --because \"…\"`, and merge that one file. This proposal is then replaced by one that says refuse: merge that."
                : "To put the candidate in force all the same: merge this first, then `./flywheel promote` in a clean clone of main.",
            "Closing this decides nothing: the loop proposes it again.",
            waiting == 0
                ? "As long as this is open, the next cycle waits, its monitoring too."
                : $"{waiting} newer {(waiting == 1 ? "cycle waits" : "cycles wait")} for this one, their monitoring too: merge it, whatever it decides.",
        ]);
        new BeforeMerging(turn).Add(report);
        report.Paragraph($"Read {Link(ComparisonReport.Name)}, then {Link(MonitoringReport.Name)}.");
        return report.ToString();

        string Link(string page) => $"[{page}]({files}reports/{model}/{page})";
    }
}
