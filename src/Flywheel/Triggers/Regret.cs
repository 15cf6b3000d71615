using Flywheel.Metrics;
using Flywheel.State;

namespace Flywheel.Triggers;

/// <summary>The regret of all cycles since the last training.</summary>
/// <remarks>
/// The cycles' labelled rows are disjoint, so their errors are taken for independent: the variance of the sum is the sum of the
/// variances, and its degrees of freedom are those of F. Satterthwaite, Biometrics Bulletin 2(6), 1946, pp. 110–114.
/// </remarks>
/// <param name="Price">What it was reckoned by.</param>
/// <param name="Since">Time of the last training; null where nothing was trained before.</param>
/// <param name="Cycles">Cycles, those that could not be told among them.</param>
/// <param name="Total">Sum over the cycles that could be told; null where none could.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
/// <param name="Unknown">Why the newest cycle that could not be told could not; null where all could.</param>
public sealed record Regret(RegretPrice Price, DateTime? Since, int Cycles, double? Total, double? Low, double? High, string? Unknown)
{
    /// <param name="rows">Of every cycle so far, oldest first, whatever they were reckoned by.</param>
    /// <param name="error">Chance that one end of the interval errs.</param>
    public static Regret Of(RegretPrice price, DateTime? since, IEnumerable<RegretRow> rows, double error)
    {
        var cycles = rows.Where(row => row.By == price.By && (since is null || row.AsOf > since)).ToList();
        var known = cycles.FindAll(row => row.Regret is not null);
        var unknown = cycles.FindLast(row => row.Regret is null)?.Why;
        if (known.Count == 0)
        {
            return new(price, since, cycles.Count, null, null, null, unknown);
        }

        var total = known.Sum(row => row.Regret!.Value);
        var variances = known.ConvertAll(row => row.StandardError!.Value * row.StandardError.Value);
        var variance = variances.Sum();
        var reach =
            variance == 0
                ? 0
                : Math.Sqrt(variance)
                    * ClusteredInterval.Quantile(
                        variance * variance / known.Zip(variances, (row, one) => one * one / row.Degrees!.Value).Sum(),
                        1 - error
                    );
        return new(price, since, cycles.Count, total, total - reach, total + reach, unknown);
    }
}
