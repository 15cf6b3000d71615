using Flywheel.Metrics;
using Flywheel.State;

namespace Flywheel.OfflineTesting;

/// <summary>The best model in force over the last turns: what a candidate is held to, so that small accepted losses cannot add up.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Difference">Candidate less anchor on the hold-out, paired, in the strategy's first metric.</param>
public sealed record Anchor(string Version, Measurement Difference)
{
    /// <summary>Version of the anchor, or null where none was in force.</summary>
    /// <param name="ledger">The turns before this one.</param>
    /// <param name="current">Version in force now.</param>
    /// <param name="turns">How many turns to look back.</param>
    /// <param name="direction">+1 where more of the metric is better, -1 where less is.</param>
    /// <remarks>
    /// Figures of different weeks cannot be compared, paired differences can be added up: a candidate stands above the model that it
    /// was compared with by what the next cycle showed, or by what its hold-out promised where that is not known.
    /// </remarks>
    public static string? VersionOf(IReadOnlyList<LedgerRow> ledger, string? current, double? realisedNow, int turns, int direction)
    {
        if (current is null)
        {
            return null;
        }

        var height = new Dictionary<string, double>(StringComparer.Ordinal);
        for (var i = 0; i < ledger.Count; i++)
        {
            var row = ledger[i];
            var realised = i + 1 < ledger.Count ? ledger[i + 1].Realised : realisedNow;
            if (row.InForce.Length > 0)
            {
                height.TryAdd(row.InForce, 0);
                if (row.Candidate.Length > 0 && (realised ?? row.Difference) is { } above)
                {
                    height[row.Candidate] = height[row.InForce] + (direction * above);
                }
            }
        }

        height.TryAdd(current, 0);
        return ledger
            .TakeLast(turns)
            .Select(row => row.InForce)
            .Where(version => version.Length > 0)
            .Append(current)
            .Distinct()
            .OrderByDescending(version => height[version])
            .ThenByDescending(version => version == current)
            .ThenByDescending(version => version, StringComparer.Ordinal)
            .First();
    }
}
