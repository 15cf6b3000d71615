using MathNet.Numerics.Integration;
using MathNet.Numerics.RootFinding;

namespace Flywheel.Metrics;

/// <summary>How the weight of the rows is spread over clusters, and what few or uneven clusters do to an interval.</summary>
/// <remarks>
/// <para>
/// Clusters of shares a have values e whose variance v is partly the cluster's own and partly from its rows, the less the more
/// rows it has: v = ρ + (1 - ρ) / (G a). The part ρ is estimated from how far the clusters' influences ψ are apart beyond what
/// independent rows would make them, σ² = (Σ ψ_g² - Σ ψᵢ²) / Σ a², ρ = σ² / (σ² + G Σ ψᵢ²): the random-effects model of G. Imbens,
/// M. Kolesár, Review of Economics and Statistics 98(4), 2016, pp. 701–712. Even clusters need no ρ. Their weighted mean a'e has
/// the variance s = Σ a²v, and the residual of a cluster (1 - 2a) v + s. Multiplying each squared influence by v over that makes the variance right on average (CR2 of R. Bell,
/// D. McCaffrey, Survey Methodology 28(2), 2002, pp. 169–181, for a mean): it is the form e'Me with
/// c = a²v / ((1 - 2a) v + s) and M = diag(c) - ac' - ca' + Σc aa'.
/// </para>
/// <para>
/// For normal e the chance that (a'e)² exceeds t² e'Me is that of e'(aa' - t²M)e > 0, a form B of standard normal
/// numbers with one positive eigenvalue λ. By the integral of J. Craig (IEEE MILCOM 1991, pp. 571–575) it is
/// 2/π ∫ from 0 to π/2 of (det(I - xB) / (1 - λx))^(-1/2) dθ with x = 1 / (λ sin² θ). Student's t is the case of even clusters.
/// </para>
/// </remarks>
public sealed class ClusterBalance
{
    private static readonly GaussLegendreRule _rule = new(0, Math.PI / 2, 48);
    private readonly bool[] touched;
    private readonly double[] shares;
    private readonly double[] variances;
    private readonly double[] factors;
    private readonly double sumOfFactors;

    /// <param name="weights">Sum of the rows' weights in each cluster, each ≥ 0; a cluster without weight counts for nothing.</param>
    /// <param name="own">Part ρ of an average cluster's variance that is its own and not from its rows, in [0, 1].</param>
    public ClusterBalance(double[] weights, double own)
    {
        double[] weighty = [.. weights.Where(weight => weight > 0)];
        var sum = weighty.Sum();
        touched = Array.ConvertAll(weights, weight => weight > 0);
        shares = Array.ConvertAll(weighty, weight => weight / sum);
        variances = Array.ConvertAll(shares, share => own + ((1 - own) / (shares.Length * share)));
        var whole = shares.Zip(variances, (share, variance) => share * share * variance).Sum();
        factors = [.. shares.Zip(variances, (share, variance) => share * share * variance / (((1 - (2 * share)) * variance) + whole))];
        sumOfFactors = factors.Sum();
    }

    /// <summary>The balance of a metric's clusters, with ρ as its influences tell; a half where they tell nothing.</summary>
    public static ClusterBalance Of(Influence influence)
    {
        var weight = influence.WeightByCluster.Sum();
        var rows = influence.RowVariance;
        var (clusters, squares, shares) = (0, 0.0, 0.0);
        for (var g = 0; g < influence.WeightByCluster.Length; g++)
        {
            var share = influence.WeightByCluster[g] / weight;
            clusters += share > 0 ? 1 : 0;
            squares += influence.ByCluster[g] * influence.ByCluster[g];
            shares += share * share;
        }

        var own = Math.Max(0, squares - rows) / shares;
        var both = own + (clusters * rows);
        return new(influence.WeightByCluster, both > 0 ? own / both : 0.5);
    }

    /// <summary>Clusters with weight.</summary>
    public int Clusters => shares.Length;

    /// <summary>Variance of an estimate from the influence of each cluster, shape [clusters]; needs two clusters.</summary>
    public double Variance(ReadOnlySpan<double> influence)
    {
        var sum = 0.0;
        for (int i = 0, next = 0; i < influence.Length; i++)
        {
            if (touched[i])
            {
                sum += influence[i] * influence[i] * factors[next] / (shares[next] * shares[next]);
                next++;
            }
        }

        return sum;
    }

    /// <summary>How many even clusters would make the interval as wide: their number where they are even, fewer where they are not.</summary>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public double Effective(double error)
    {
        if (Clusters < 2 || Array.TrueForAll(shares, share => share == shares[0]))
        {
            return Clusters;
        }

        // Uneven clusters have heavier tails than even ones of the same number, so the degrees are G - 1 at most.
        return 1 + ClusteredInterval.Degrees(Critical(error), error, Clusters - 1);
    }

    /// <summary>What the estimate's distance from the truth, in standard errors, exceeds with a given chance.</summary>
    private double Critical(double error)
    {
        var (low, high) = (0.0, 4.0);
        while (Tail(high) > error)
        {
            (low, high) = (high, 2 * high);
        }

        return Brent.FindRoot(t => Tail(t) - error, low, high, 1e-9);
    }

    /// <summary>Chance that the estimate is more than t standard errors above the truth.</summary>
    private double Tail(double t)
    {
        if (t == 0)
        {
            return 0.5;
        }

        // The determinant begins at 1 and first passes zero at 1 / λ.
        var square = t * t;
        var (low, high) = (0.0, 1.0);
        while (Determinant(high, square).Update > 0)
        {
            (low, high) = (high, 2 * high);
        }

        var first = Brent.FindRoot(x => Determinant(x, square).Update, low, high, 1e-14 * high);
        var integral = 0.0;
        for (var i = 0; i < _rule.Order; i++)
        {
            var sine = Math.Sin(_rule.GetAbscissa(i));
            var (product, update) = Determinant(first / (sine * sine), square);
            integral += _rule.GetWeight(i) * Math.Sqrt((1 - (1 / (sine * sine))) / (product * update));
        }

        return integral / Math.PI;
    }

    /// <summary>det(I - xB), as the product of I + xt² diag(c) and what its update of rank two multiplies it by.</summary>
    private (double Product, double Update) Determinant(double x, double square)
    {
        var product = 1.0;
        double ofShares = 0;
        double ofBoth = 0;
        double ofFactors = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            var (share, factor, variance) = (shares[i], factors[i], variances[i]);
            var diagonal = 1 + (x * square * factor * variance);
            product *= diagonal;
            ofShares += share * share * variance / diagonal;
            ofBoth += share * factor * variance / diagonal;
            ofFactors += factor * factor * variance / diagonal;
        }

        var alone = 1 - (square * sumOfFactors);
        var one = 1 - (x * ((alone * ofShares) + (square * ofBoth)));
        var two = 1 - (x * square * ofBoth);
        var off = x * ((alone * ofBoth) + (square * ofFactors)) * x * square * ofShares;
        return (product, (one * two) - off);
    }
}
