namespace Flywheel.Metrics;

/// <summary>A metric's value with its linearisation: how much each cluster pulled it away from the truth.</summary>
/// <param name="Value">The metric on these rows.</param>
/// <param name="ByCluster">Sum of the rows' influence values, shape [clusters]; the whole sums to zero.</param>
/// <param name="Rows">Rows measured.</param>
/// <param name="RowsByCluster">Rows measured in each cluster, shape [clusters].</param>
/// <remarks>
/// To first order, estimate - truth = Σ over rows of an influence value. Rows of one cluster are not independent, so they are
/// summed first and only the clusters are treated as draws: K.-Y. Liang, S. Zeger, Biometrika 73(1), 1986, pp. 13–22.
/// A paired difference of two metrics on the same rows subtracts their influences cluster by cluster.
/// </remarks>
public sealed record Influence(double Value, double[] ByCluster, int Rows, int[] RowsByCluster)
{
    /// <summary>This metric less another on the same rows.</summary>
    public Influence Minus(Influence other)
    {
        var difference = new double[ByCluster.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = ByCluster[i] - other.ByCluster[i];
        }

        return this with { Value = Value - other.Value, ByCluster = difference };
    }
}
