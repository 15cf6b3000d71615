namespace Flywheel.Monitoring.Distances;

/// <summary>Jensen–Shannon distance between two histograms that share their bins.</summary>
/// <remarks>
/// d(P, Q) = √(½ KL(P‖M) + ½ KL(Q‖M)) with M = ½(P + Q) and base-2 logarithms.
/// J. Lin, IEEE Trans. Inf. Theory 37(1), 1991, pp. 145–151; that the root is a metric:
/// D. Endres, J. Schindelin, IEEE Trans. Inf. Theory 49(7), 2003, pp. 1858–1860.
/// </remarks>
public sealed class JensenShannon : Distance
{
    public override string Name => "jensen-shannon";

    public override string Definition => "root of the mean divergence from the mixture, base 2, 0 to 1";

    public override string Convention(bool numeric) => numeric ? "jensen-shannon/log2/doane" : "jensen-shannon/log2/categories";

    public override DistanceSql? Sql =>
        new(
            BinsOf.Doane,
            "((CASE WHEN p > 0 THEN p * log2(2 * p / (p + q)) ELSE 0 END) + (CASE WHEN q > 0 THEN q * log2(2 * q / (p + q)) ELSE 0 END)) / 2",
            $"sqrt(greatest(0, least(1, {DistanceSql.Sum})))"
        );

    public override double Between(Distribution reference, Distribution current)
    {
        var (p, q) = Binned(reference, current);
        return Between(p, q);
    }

    /// <param name="p">Reference frequencies, shape [bins], each ≥ 0, summing to 1.</param>
    /// <param name="q">Current frequencies, shape [bins], over the same bin edges.</param>
    /// <returns>Dimensionless, in [0, 1]: 0 for equal histograms, 1 for disjoint ones.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or there are no bins.</exception>
    public static double Between(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        if (p.IsEmpty || p.Length != q.Length)
        {
            throw new ArgumentException($"Histograms need the same non-zero number of bins; got {p.Length} and {q.Length}.", nameof(q));
        }

        var sum = 0.0;
        for (var i = 0; i < p.Length; i++)
        {
            var m = (p[i] + q[i]) / 2;
            sum += Term(p[i], m) + Term(q[i], m);
        }

        // Rounding leaves a sum just below zero for nearly equal inputs, and its root would be NaN.
        return Math.Sqrt(Math.Clamp(sum / 2, 0, 1));

        static double Term(double x, double m) => x == 0 ? 0 : x * Math.Log2(x / m);
    }
}
