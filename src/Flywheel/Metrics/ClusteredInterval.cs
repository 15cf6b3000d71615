using MathNet.Numerics.Distributions;

namespace Flywheel.Metrics;

/// <summary>Interval of a metric whose rows come in clusters, by Student's t with effective clusters - 1 degrees of freedom.</summary>
/// <remarks>
/// SE² = G/(G-1) · Σ over the clusters of (sum of influence values)². With few clusters the normal quantile is far too
/// small: A. Cameron, J. Gelbach, D. Miller, Review of Economics and Statistics 90(3), 2008, pp. 414–427.
/// </remarks>
public static class ClusteredInterval
{
    /// <summary>Effective clusters below this say nothing about their own spread: three clusters, somewhat uneven.</summary>
    public const double FewestClusters = 2.5;

    /// <summary>Estimates with a two-sided interval.</summary>
    /// <param name="influence">The metric with its influence by cluster.</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5): 0.05 gives a 90 % interval, whose ends are one-sided 95 % bounds.</param>
    public static Measurement Of(Influence influence, double error)
    {
        var clusters = Math.Round(influence.EffectiveClusters, 4);
        if (clusters < FewestClusters)
        {
            return new()
            {
                Rows = influence.Rows,
                Clusters = clusters,
                Value = influence.Value,
                Why = $"{clusters:0.0} clusters; an interval needs {FewestClusters:0.0}",
            };
        }

        var measured = new Measurement
        {
            Rows = influence.Rows,
            Clusters = clusters,
            Value = influence.Value,
            RowVariance = influence.RowVariance,
        };
        return With(measured, StandardError(influence, clusters), clusters - 1, error);
    }

    /// <summary>A measured value with the interval that a standard error and its degrees of freedom give it.</summary>
    public static Measurement With(Measurement measured, double standardError, double degrees, double error)
    {
        var reach = Quantile(degrees, 1 - error) * standardError;
        return measured with
        {
            StandardError = standardError,
            Degrees = degrees,
            Low = measured.Value - reach,
            High = measured.Value + reach,
        };
    }

    /// <summary>One-sided p-value of the claim that the truth is at or above a bound: small when the estimate is clearly below.</summary>
    public static double BelowPValue(Measurement measured, double bound)
    {
        if (measured is not { Value: { } value, StandardError: { } spread })
        {
            return 1;
        }

        if (spread == 0)
        {
            return value < bound ? 0 : 1;
        }

        return StudentT.CDF(0, 1, measured.Degrees, (value - bound) / spread);
    }

    /// <summary>One-sided lower bound of a measurement that has a standard error.</summary>
    public static double LowerBound(Measurement measured, double error) =>
        measured.Value!.Value - (Quantile(measured.Degrees, 1 - error) * measured.StandardError!.Value);

    /// <summary>Student's t quantile.</summary>
    public static double Quantile(double degrees, double probability) => StudentT.InvCDF(0, 1, degrees, probability);

    private static double StandardError(Influence influence, double clusters)
    {
        var squares = 0.0;
        foreach (var sum in influence.ByCluster)
        {
            squares += sum * sum;
        }

        return Math.Sqrt(squares * clusters / (clusters - 1));
    }
}
