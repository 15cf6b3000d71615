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

    protected override Influence? Of(ScoredRows rows)
    {
        double above = 0;
        double below = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var part = Of(rows.Label[i], rows.Score[i]);
            above += rows.Weight[i] * part.Above;
            below += rows.Weight[i] * part.Below;
        }

        if (below == 0)
        {
            return null;
        }

        var ratio = above / below;
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        var squares = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var part = Of(rows.Label[i], rows.Score[i]);
            var value = rows.Weight[i] * (part.Above - (ratio * part.Below)) / below;
            byCluster[rows.Cluster[i]] += value;
            weightByCluster[rows.Cluster[i]] += rows.Weight[i] * part.Below;
            squares += value * value;
        }

        return new Influence(ratio, byCluster, rows.Count, weightByCluster) { Range = Range }.WithRows(
            () => (rows.Row, ByRow(rows, ratio, below)),
            squares
        );
    }

    protected override IReadOnlyList<Influence?>? Of(GroupedRows rows)
    {
        var sums = RatioSums.Of(rows, Of);
        return [.. rows.Subsets.Select(groups => sums.Influence(groups) is { } influence ? influence with { Range = Range } : null)];
    }

    private double[] ByRow(ScoredRows rows, double ratio, double sumBelow)
    {
        var values = new double[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var (above, below) = Of(rows.Label[i], rows.Score[i]);
            values[i] = rows.Weight[i] * (above - (ratio * below)) / sumBelow;
        }

        return values;
    }
}
