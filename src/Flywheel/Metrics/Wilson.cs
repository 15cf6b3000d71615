using MathNet.Numerics.Distributions;

namespace Flywheel.Metrics;

/// <summary>Wilson's score interval of a share.</summary>
/// <remarks>
/// (p̂ + z²/2n ± z √(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n), of rows that are independent draws.
/// E. Wilson, JASA 22(158), 1927, pp. 209–212.
/// </remarks>
public static class Wilson
{
    /// <param name="hits">Rows that have it, 0 to <paramref name="of"/>.</param>
    /// <param name="of">Rows; without one there is neither share nor interval.</param>
    /// <param name="error">Chance of the truth lying below, and again above, in (0, 0.5).</param>
    public static Measurement Of(long hits, long of, double error)
    {
        if (of == 0)
        {
            return new() { Why = "no row" };
        }

        var (n, share, z) = ((double)of, (double)hits / of, Normal.InvCDF(0, 1, 1 - error));
        var middle = share + (z * z / (2 * n));
        var half = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4 * n * n)));
        var whole = 1 + (z * z / n);
        return new()
        {
            Value = share,
            Low = hits == 0 ? 0 : (middle - half) / whole,
            High = hits == of ? 1 : (middle + half) / whole,
            Rows = (int)of,
        };
    }
}
