using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.References;
using Flywheel.Turns;

namespace Flywheel.Monitoring;

/// <summary>A drift check that was above its limit since the reference is what it is, with the kind of its drift.</summary>
/// <param name="Check">The check in the words of the strategy.</param>
/// <param name="Since">Time of the turn at which it was above its limit first, of the last time.</param>
/// <param name="Turns">Turns with the same reference, this one among them.</param>
public sealed record NamedDrift(string Check, KindOfDrift Kind, DateTime Since, int Turns)
{
    /// <param name="drifts">This turn's.</param>
    public static IReadOnlyList<NamedDrift> Of(Turn turn, IReadOnlyList<Drift> drifts)
    {
        var settings = turn.Strategy.Main.Monitoring;
        var checks = settings.Alert.Concat(settings.Observe).OfType<DriftCheck>().DistinctBy(check => check.Said).ToList();
        return [.. checks.Select(check => Of(turn, check, drifts)).OfType<NamedDrift>()];
    }

    private static NamedDrift? Of(Turn turn, DriftCheck check, IReadOnlyList<Drift> drifts)
    {
        if (drifts.FirstOrDefault(drift => drift.Column == check.Of && drift.Distance == check.Distance) is not { } now)
        {
            return null;
        }

        var since = ReferenceSince(turn);
        var series = turn
            .Base.Drift.Where(row => row.Column == check.Of && row.Distance == check.Distance && row.AsOf > since)
            .Select(row => (row.AsOf, row.Value))
            .Append((turn.AsOf, now.Value))
            .ToList();
        return DriftKind.Of([.. series.Select(one => one.Value)], check.Above) is var (kind, at)
            ? new(check.Said, turn.Strategy.Main.Monitoring.Reference.Moves ? KindOfDrift.Undecided : kind, series[at].AsOf, series.Count)
            : null;
    }

    /// <summary>The last turn whose reference was another: another model was in force.</summary>
    private static DateTime ReferenceSince(Turn turn) =>
        turn.Strategy.Main.Monitoring.Reference is ValidationOfCurrentModel
        && turn.Base.Ledger.LastOrDefault(row => row.InForce != (turn.Base.Deployment.Current ?? "")) is { } before
            ? before.AsOf
            : DateTime.MinValue;
}
