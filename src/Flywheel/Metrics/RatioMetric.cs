namespace Flywheel.Metrics;

/// <summary>A metric that is the weighted sum of one thing over the weighted sum of another, both computed row by row.</summary>
/// <remarks>R = Σ w a / Σ w b; influence of a row: w (a - R b) / Σ w b (C.-E. Särndal, B. Swensson, J. Wretman, Model Assisted Survey Sampling, Springer 1992, section 5.6).</remarks>
public abstract class RatioMetric : Metric
{
    /// <summary>What a row adds above the line and below it.</summary>
    /// <param name="label">1 or 0; of a regression any number.</param>
    /// <param name="score">Predicted probability, in [0, 1]; of a regression the predicted number.</param>
    /// <returns>Both ≥ 0; below the line no less than above wherever the metric is a share.</returns>
    protected abstract (double Above, double Below) Of(double label, double score);

    /// <summary>Range of the ratio, where its interval is made on the scale of that range.</summary>
    protected virtual ValueRange? Range => null;

    public override Influence? Measure(ScoredRows rows)
    {
        double above = 0;
        double below = 0;
        var parts = new (double Above, double Below)[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            parts[i] = Of(rows.Label[i], rows.Score[i]);
            above += rows.Weight[i] * parts[i].Above;
            below += rows.Weight[i] * parts[i].Below;
        }

        if (below == 0)
        {
            return null;
        }

        var ratio = above / below;
        var values = new double[rows.Count];
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        for (var i = 0; i < rows.Count; i++)
        {
            values[i] = rows.Weight[i] * (parts[i].Above - (ratio * parts[i].Below)) / below;
            byCluster[rows.Cluster[i]] += values[i];
            weightByCluster[rows.Cluster[i]] += rows.Weight[i] * parts[i].Below;
        }

        return new(ratio, byCluster, rows.Count, weightByCluster) { ByRow = (rows.Row, values), Range = Range };
    }
}
