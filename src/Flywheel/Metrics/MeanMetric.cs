namespace Flywheel.Metrics;

/// <summary>A metric that is the weighted mean of something computed row by row.</summary>
/// <remarks>μ = Σ w x / Σ w; influence of a row: w (x - μ) / Σ w.</remarks>
public abstract class MeanMetric : Metric
{
    /// <summary>What is averaged.</summary>
    /// <param name="label">1 or 0.</param>
    /// <param name="score">Predicted probability, in [0, 1].</param>
    protected abstract double Of(double label, double score);

    /// <summary>Range of the mean, where its interval is made on the scale of that range.</summary>
    protected virtual ValueRange? Range => null;

    public override Influence? Measure(ScoredRows rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        double total = 0;
        double weights = 0;
        var values = new double[rows.Count];
        for (var i = 0; i < rows.Count; i++)
        {
            values[i] = Of(rows.Label[i], rows.Score[i]);
            total += rows.Weight[i] * values[i];
            weights += rows.Weight[i];
        }

        var mean = total / weights;
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        for (var i = 0; i < rows.Count; i++)
        {
            values[i] = rows.Weight[i] * (values[i] - mean) / weights;
            byCluster[rows.Cluster[i]] += values[i];
            weightByCluster[rows.Cluster[i]] += rows.Weight[i];
        }

        return new(mean, byCluster, rows.Count, weightByCluster) { ByRow = (rows.Row, values), Range = Range };
    }
}
