namespace Flywheel.Monitoring.Distances;

/// <summary>Bins of equal width over a range, and one for all beyond it; a range of one value has one bin.</summary>
public sealed record EqualWidths(double Low, double High, int Bins)
{
    /// <summary>Over the range of some numbers, as many bins as Doane's rule asks for.</summary>
    /// <remarks>
    /// bins = ⌈1 + log₂ n + log₂(1 + |g₁| / σ(g₁))⌉ with g₁ the skewness: D. Doane, The American Statistician 30(4), 1976,
    /// pp. 181–183.
    /// </remarks>
    public static EqualWidths ByDoane(Distribution reference)
    {
        var (low, high) = (reference.Numbers[0], reference.Numbers[^1]);
        return new(low, high, low == high ? 1 : DoaneBins(reference));
    }

    /// <summary>Share of a distribution's rows in each bin, shape [bins + 1].</summary>
    public double[] Shares(Distribution of)
    {
        // Numbers ascend, and so do their bins: each bin's numbers lie beside each other.
        var shares = new double[Bins + 1];
        var below = of.Before(of.First(number => number >= Low));
        var inside = below;
        for (var bin = 0; bin < Bins; bin++)
        {
            var next = of.Before(of.First(number => number > High || (number >= Low && Bin(number) > bin)));
            shares[bin] = (double)(next - inside) / of.Total;
            inside = next;
        }

        shares[Bins] = (double)(of.Total - (inside - below)) / of.Total;
        return shares;
    }

    private int Bin(double number)
    {
        if (number < Low || number > High)
        {
            return Bins;
        }

        return Low == High ? 0 : Math.Min(Bins - 1, (int)((number - Low) / (High - Low) * Bins));
    }

    private static int DoaneBins(Distribution reference)
    {
        var n = (double)reference.Total;
        if (n < 3)
        {
            return 1;
        }

        var mean = reference.Mean;
        var deviation = reference.StandardDeviation();
        var skewness = reference.Moment(mean, 3) / Math.Pow(deviation, 3);
        if (!double.IsFinite(skewness))
        {
            // Numbers so small or so large that their moments have no place in 64 bits: Sturges' rule, which asks for no skewness.
            return (int)Math.Ceiling(1 + Math.Log2(n));
        }

        var skewnessDeviation = Math.Sqrt(6 * (n - 2) / ((n + 1) * (n + 3)));
        return (int)Math.Ceiling(1 + Math.Log2(n) + Math.Log2(1 + (Math.Abs(skewness) / skewnessDeviation)));
    }
}
