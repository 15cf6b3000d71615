using Flywheel.OfflineTesting.Gates;
using Flywheel.Rollout;

namespace Flywheel.OfflineTesting;

/// <summary>What a turn decides about its candidate.</summary>
public static class Decisions
{
    public const string Promote = "promote";
    public const string Refuse = "refuse";
    public const string NotEnoughEvidence = "not-enough-evidence";
    public const string NoCandidate = "no-candidate";

    /// <summary>The gates are open, and a person has frozen the model in force.</summary>
    public const string Hold = "hold";

    /// <summary>People first: what they refused is refused, and under a freeze the gates' yes is held back.</summary>
    /// <param name="bytes">Hash of the candidate's bytes.</param>
    public static (string Decision, string Why) Of(Comparison seen, string bytes, IReadOnlyList<GateResult> gates, Deployment deployment)
    {
        if (deployment.RefusalOf(seen.Candidate!, bytes) is { } refusal)
        {
            return (Refuse, $"Refused by hand: {refusal.Because}.");
        }

        var (decision, why) = Of(seen, gates);
        return decision == Promote && deployment.Freeze is { } freeze
            ? (Hold, $"{why} Held back: frozen since {freeze.Since}: {freeze.Because}.")
            : (decision, why);
    }

    /// <summary>Promoted only when every gate is open; one closed gate refuses.</summary>
    public static (string Decision, string Why) Of(Comparison seen, IReadOnlyList<GateResult> gates)
    {
        if (gates.Count == 0)
        {
            return (Promote, "The strategy has no gate: every candidate is promoted.");
        }

        var closed = gates.Where(gate => gate.Outcome == GateOutcome.Closed).ToList();
        var unsure = gates.Where(gate => gate.Outcome == GateOutcome.NotEnoughEvidence).ToList();
        return closed.Count > 0 ? (Refuse, Because(closed))
            : unsure.Count > 0 ? (NotEnoughEvidence, Because(unsure))
            : (Promote, seen.Current is null ? "All gates for a first model are open." : "All gates are open.");
    }

    private static string Because(IReadOnlyList<GateResult> gates) =>
        string.Join("; ", gates.Select(gate => $"{gate.Gate}: {gate.Why}")) + ".";
}
