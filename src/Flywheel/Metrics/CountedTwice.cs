namespace Flywheel.Metrics;

/// <summary>Takes off a jackknife's variance what it counts twice, and off its degrees of freedom what that costs.</summary>
/// <remarks>
/// <para>
/// What only pairs of clusters do is in the influence of both (B. Efron, C. Stein, Annals of Statistics 9(3), 1981, pp. 586–596).
/// With J what that adds to the jackknife's variance V and T what it adds to the area's, V - S with S = J - T is right on average. For
/// G even clusters S = 2 M / ((G - 1)(G - 2)), with M the mean square of the pairs' residuals. S is (1 - T / J) V at most: single
/// clusters then do nothing.
/// </para>
/// <para>
/// But S is from few pairs, and where V is small by chance V - S would be too small by far. So let t be Student's quantile for the ν
/// degrees of V, and let the interval reach √(t² V - k S). For normal effects, E V = 1, s = E S and f the density of χ² with one
/// degree, it holds the truth with the chance P(χ² (1 - s) &lt; t² V - k S) = P(χ² &lt; t² V) + s E[f(t² V) (t² V - k)] + O(s²), whatever the
/// degrees of S, and the middle term is zero for k = t² (ν - 1) / (ν + t²): the method of B. Welch, Biometrika 34(1–2), 1947,
/// pp. 28–35, but in powers of s and not of 1/ν. The degrees of freedom are those with which V - S reaches as far. Those of
/// F. Satterthwaite, Biometrics Bulletin 2(6), 1946, pp. 110–114, are for sums: of this difference they make, for six clusters, an
/// interval wider than that of V alone.
/// </para>
/// </remarks>
public static class CountedTwice
{
    /// <param name="variance">The jackknife's variance V.</param>
    /// <param name="degrees">Its degrees of freedom ν, above 1.</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public static (double Variance, double Degrees) Without(
        PairEffects pairs,
        ClusterBalance balance,
        double variance,
        double degrees,
        double error
    )
    {
        var (counted, once) = (balance.Variance(pairs.Deviations()), pairs.AreaVariance);
        if (variance == 0 || counted <= once)
        {
            return (variance, degrees);
        }

        var share = Math.Min((counted - once) / variance, 1 - (once / counted));
        var quantile = ClusteredInterval.Quantile(degrees, 1 - error);
        var kept = (degrees - 1) / (degrees + (quantile * quantile));
        var critical = quantile * Math.Sqrt((1 - (share * kept)) / (1 - share));
        return (variance * (1 - share), Math.Round(ClusteredInterval.Degrees(critical, error, degrees), 4));
    }
}
