namespace Flywheel.Metrics;

/// <summary>A metric's value with its linearisation: how much each cluster pulled it away from the truth.</summary>
/// <param name="Value">The metric on these rows.</param>
/// <param name="ByCluster">Sum of the rows' influence values, shape [clusters]; the whole sums to zero.</param>
/// <param name="Rows">Rows measured.</param>
/// <param name="WeightByCluster">Sum of the rows' weights in each cluster, shape [clusters].</param>
/// <remarks>
/// To first order, estimate - truth = Σ over rows of an influence value. Rows of one cluster are not independent, so they are
/// summed first and only the clusters are treated as draws: K.-Y. Liang, S. Zeger, Biometrika 73(1), 1986, pp. 13–22.
/// A paired difference of two metrics on the same rows subtracts their influences cluster by cluster.
/// </remarks>
public sealed record Influence(double Value, double[] ByCluster, int Rows, double[] WeightByCluster)
{
    /// <summary>Clusters that the rows amount to, so that a nearly empty one hardly counts.</summary>
    /// <remarks>After the effective number of clusters of A. Carter, K. Schnepel, D. Steigerwald, Review of Economics and Statistics 99(4), 2017, pp. 698–709.</remarks>
    public double EffectiveClusters => Kish.EffectiveSize(WeightByCluster);

    /// <summary>This metric less another on the same rows.</summary>
    public Influence Minus(Influence other)
    {
        var difference = new double[ByCluster.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = ByCluster[i] - other.ByCluster[i];
        }

        return this with
        {
            Value = Value - other.Value,
            ByCluster = difference,
        };
    }
}
