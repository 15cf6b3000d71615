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

        var (low, high) = Ends((double)hits / of, of, error);
        return new()
        {
            Value = (double)hits / of,
            Low = low,
            High = high,
            Rows = (int)of,
        };
    }

    /// <summary>The ends of the interval of a share of any number of rows, whole or not.</summary>
    /// <param name="share">In [0, 1].</param>
    /// <param name="size">Above 0.</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public static (double Low, double High) Ends(double share, double size, double error)
    {
        var z = Normal.InvCDF(0, 1, 1 - error);
        var middle = share + (z * z / (2 * size));
        var half = z * Math.Sqrt((share * (1 - share) / size) + (z * z / (4 * size * size)));
        var whole = 1 + (z * z / size);
        return (share == 0 ? 0 : (middle - half) / whole, share == 1 ? 1 : (middle + half) / whole);
    }
}
