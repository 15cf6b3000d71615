using Flywheel.Metrics;
using Flywheel.State;

namespace Flywheel.OfflineTesting;

/// <summary>Where a candidate's difference will lie in the next cycle: what it is on the hold-out, as far off as past ones were.</summary>
/// <param name="Metric">The strategy's first metric, which the ledger keeps.</param>
/// <param name="Difference">The same estimate with a predictive interval.</param>
/// <param name="Turns">Past turns that it rests on.</param>
/// <remarks>
/// A past candidate promised the difference d_i on its hold-out, and showed r_i on the cycle after it. With e = r - d of m turns,
/// the next cycle's difference lies in d ± t(m) · √(Σ e² / m): centred at zero, so a habit of promising too much widens it.
/// An interval on these rows says how sure this week is; weeks differ by more than that.
/// </remarks>
public sealed record NextCycle(string Metric, Measurement Difference, int Turns)
{
    /// <summary>Turns before anything is predicted.</summary>
    public const int FewestTurns = 6;

    /// <param name="difference">Candidate minus current on the hold-out.</param>
    /// <param name="ledger">The turns before this one.</param>
    /// <param name="realisedNow">What the last of them turned out to be worth in this cycle, where it is known.</param>
    /// <param name="error">Chance that one end of the interval errs.</param>
    public static NextCycle? Of(string metric, Measurement? difference, IReadOnlyList<LedgerRow> ledger, double? realisedNow, double error)
    {
        if (difference is not { Value: not null, StandardError: not null })
        {
            return null;
        }

        var errors = Errors(metric, ledger, realisedNow).ToList();
        if (errors.Count < FewestTurns)
        {
            return null;
        }

        var spread = Math.Sqrt(errors.Sum(off => off * off) / errors.Count);
        return new(metric, ClusteredInterval.With(difference, spread, errors.Count, error), errors.Count);
    }

    private static IEnumerable<double> Errors(string metric, IReadOnlyList<LedgerRow> ledger, double? realisedNow)
    {
        for (var i = 0; i < ledger.Count; i++)
        {
            var realised = i + 1 < ledger.Count ? ledger[i + 1].Realised : realisedNow;
            if (ledger[i].Metric == metric && ledger[i].Difference is { } promised && realised is { } shown)
            {
                yield return shown - promised;
            }
        }
    }
}
