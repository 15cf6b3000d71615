using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace Flywheel.Metrics;

/// <summary>Interval of a metric whose rows come in clusters, by Student's t with effective clusters - 1 degrees of freedom.</summary>
/// <remarks>
/// SE² = Σ over the clusters of (sum of influence values)², each over the part that its residual keeps: for G even clusters
/// G/(G-1) · Σ ψ², less what pairs of clusters count twice in it (<see cref="CountedTwice"/>). With few clusters the normal quantile is far too small: A. Cameron, J. Gelbach, D. Miller, Review of
/// Economics and Statistics 90(3), 2008, pp. 414–427. A metric with a range has its interval on the scale of
/// <see cref="ValueRange"/>.
/// </remarks>
public static class ClusteredInterval
{
    /// <summary>Effective clusters below this say too little about their own spread: three clusters, somewhat uneven.</summary>
    public const double FewestClusters = 2.8;

    /// <summary>Estimates with a two-sided interval.</summary>
    /// <param name="influence">The metric with its influence by cluster.</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5): 0.05 gives a 90 % interval, whose ends are one-sided 95 % bounds.</param>
    public static Measurement Of(Influence influence, double error)
    {
        var balance = ClusterBalance.Of(influence);
        var clusters = Math.Round(balance.Effective(error), 4);
        var measured = new Measurement
        {
            Rows = influence.Rows,
            Clusters = clusters,
            Value = influence.Value,
            RowVariance = influence.RowVariance,
        };
        if (clusters < FewestClusters)
        {
            return measured with { Why = $"{clusters:0.0} clusters; an interval needs {FewestClusters:0.0}" };
        }

        if (influence.Doubt is { } doubt)
        {
            return measured with { Why = doubt };
        }

        var (variance, degrees) = (balance.Variance(influence.ByCluster), clusters - 1);
        if (influence.Pairs is { } pairs)
        {
            (variance, degrees) = CountedTwice.Without(pairs, balance, variance, degrees, error);
        }

        var spread = Math.Sqrt(variance);
        var reach = Quantile(degrees, 1 - error) * spread;
        var (low, high) =
            influence.Range is { } range && range.Contains(influence.Centre)
                ? range.Around(influence.Centre, reach)
                : (influence.Centre - reach, influence.Centre + reach);
        if (influence.CutTo is { } possible)
        {
            // An interval loses nothing with values that cannot be.
            (low, high) = (Math.Clamp(low, possible.Low, possible.High), Math.Clamp(high, possible.Low, possible.High));
        }

        return measured with
        {
            StandardError = spread,
            Degrees = degrees,
            Low = low,
            High = high,
        };
    }

    /// <summary>A measured difference with the interval that another standard error and its degrees of freedom give it.</summary>
    public static Measurement With(Measurement difference, double standardError, double degrees, double error)
    {
        var reach = Quantile(degrees, 1 - error) * standardError;
        return difference with
        {
            StandardError = standardError,
            Degrees = degrees,
            Low = Centre(difference) - reach,
            High = Centre(difference) + reach,
        };
    }

    /// <summary>One-sided p-value of the claim that a true difference is at or above a bound: small when it is clearly below.</summary>
    public static double BelowPValue(Measurement difference, double bound) =>
        difference is not { StandardError: { } spread } ? 1
        : spread > 0 ? StudentT.CDF(0, 1, difference.Degrees, (Centre(difference) - bound) / spread)
        : Centre(difference) < bound ? 0
        : 1;

    /// <summary>One-sided lower bound of a difference that has an interval.</summary>
    public static double LowerBound(Measurement difference, double error) =>
        Centre(difference) - (Quantile(difference.Degrees, 1 - error) * difference.StandardError!.Value);

    /// <summary>Student's t quantile.</summary>
    public static double Quantile(double degrees, double probability) => StudentT.InvCDF(0, 1, degrees, probability);

    /// <summary>Degrees of freedom whose quantile is a critical value.</summary>
    /// <param name="critical">What the estimate's distance from the truth, in standard errors, exceeds with the chance <paramref name="error"/>.</param>
    /// <param name="most">Degrees where the critical value is that of as many or more.</param>
    public static double Degrees(double critical, double error, double most) =>
        StudentT.CDF(0, 1, most, critical) <= 1 - error + 1e-12
            ? most
            : Brent.FindRoot(degrees => StudentT.CDF(0, 1, degrees, critical) - 1 + error, 0.05, most, 1e-7);

    /// <summary>What a difference's interval is around.</summary>
    private static double Centre(Measurement difference) => (difference.Low!.Value + difference.High!.Value) / 2;
}
