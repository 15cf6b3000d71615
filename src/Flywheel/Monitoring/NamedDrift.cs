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
        var since = ReferenceSince(turn);

        // Looked up, not searched for: a wide log may have a check a column.
        var now = drifts.ToLookup(drift => (drift.Column, drift.Distance), drift => drift.Value);
        var past = turn.Base.Drift.Where(row => row.AsOf > since).ToLookup(row => (row.Column, row.Distance), row => (row.AsOf, row.Value));
        return
        [
            .. checks
                .Where(check => now.Contains((check.Of, check.Distance)))
                .Select(check =>
                    Of(turn, check, [.. past[(check.Of, check.Distance)], (turn.AsOf, now[(check.Of, check.Distance)].First())])
                )
                .OfType<NamedDrift>(),
        ];
    }

    /// <param name="series">Distances of the turns with the same reference, oldest first, this turn's at the end.</param>
    private static NamedDrift? Of(Turn turn, DriftCheck check, IReadOnlyList<(DateTime AsOf, double Value)> series) =>
        DriftKind.Of([.. series.Select(one => one.Value)], check.Above) is var (kind, at)
            ? new(check.Said, turn.Strategy.Main.Monitoring.Reference.Moves ? KindOfDrift.Undecided : kind, series[at].AsOf, series.Count)
            : null;

    /// <summary>The last turn whose reference was another: another model was in force.</summary>
    private static DateTime ReferenceSince(Turn turn) =>
        turn.Strategy.Main.Monitoring.Reference is ValidationOfCurrentModel
        && turn.Base.Ledger.LastOrDefault(row => row.InForce != (turn.Base.Deployment.Current ?? "")) is { } before
            ? before.AsOf
            : DateTime.MinValue;
}
