namespace Flywheel.Metrics;

/// <summary>Weighted mean of a number of each row, with an interval by clusters.</summary>
/// <remarks>Σ w x / Σ w, with the influence w (x − mean) / Σ w of a row, in <see cref="ClusteredInterval"/>.</remarks>
public static class ClusteredMean
{
    /// <param name="rows">Their weights and clusters; labels do not matter.</param>
    /// <param name="values">Finite, shape [rows].</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public static Measurement Of(LabelledSample rows, ReadOnlySpan<double> values, double error) =>
        rows.Count == 0 ? Measurement.Absent(0, "no row") : ClusteredInterval.Of(InfluenceOf(rows, values), error);

    /// <summary>The mean with its influence by cluster; there is at least one row.</summary>
    /// <inheritdoc cref="Of"/>
    public static Influence InfluenceOf(LabelledSample rows, ReadOnlySpan<double> values)
    {
        var (sum, all) = (0.0, 0.0);
        for (var i = 0; i < rows.Count; i++)
        {
            sum += rows.Weight[i] * values[i];
            all += rows.Weight[i];
        }

        var mean = sum / all;
        var (byCluster, weights, squares) = (new double[rows.ClusterCount], new double[rows.ClusterCount], 0.0);
        for (var i = 0; i < rows.Count; i++)
        {
            var value = rows.Weight[i] * (values[i] - mean) / all;
            byCluster[rows.Cluster[i]] += value;
            weights[rows.Cluster[i]] += rows.Weight[i];
            squares += value * value;
        }

        return new Influence(mean, byCluster, rows.Count, weights).WithoutRows(squares);
    }
}
