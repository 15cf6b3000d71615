using System.Globalization;
using Flywheel.Metrics;

namespace Flywheel.Training.Searching;

/// <summary>Mean losses and their paired differences, clusters being the draws.</summary>
/// <remarks>
/// How far rows of one cluster agree is not asked, as a trial is remembered by its sums over clusters: all of a cluster's variance counts as its own,
/// which matters where clusters are few and of very different sizes.
/// </remarks>
/// <param name="weights">Weight of the judged rows in each cluster, shape [clusters].</param>
/// <param name="rows">How many rows judged.</param>
/// <param name="error">Chance that one end of an interval errs, in (0, 0.5).</param>
public sealed class Judgement(double[] weights, int rows, double error)
{
    private readonly double all = weights.Sum();

    public double Loss(Shown one) => one.LossByCluster.Sum() / all;

    public Measurement Measured(Shown one) => Interval(one.LossByCluster);

    /// <summary>The first's loss less the second's.</summary>
    public Measurement Difference(Shown first, Shown second) =>
        Interval([.. first.LossByCluster.Zip(second.LossByCluster, (one, other) => one - other)]);

    /// <summary>To the digits that are written down.</summary>
    public static double? Rounded(double? value) =>
        value is { } number ? double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : null;

    private Measurement Interval(double[] sums)
    {
        var mean = sums.Sum() / all;
        double[] byCluster = [.. sums.Zip(weights, (sum, weight) => (sum - (mean * weight)) / all)];
        return ClusteredInterval.Of(new Influence(mean, byCluster, rows, weights), error);
    }
}
