namespace Flywheel.Metrics;

/// <summary>Labelled rows with one model's scores, kept in ascending order of score, so that rank metrics are one pass.</summary>
/// <remarks>All arrays have shape [rows] and share their order; <see cref="Row"/> leads back to the order of the sample.</remarks>
public sealed class ScoredRows
{
    /// <summary>Index of each row in the sample it came from.</summary>
    public int[] Row { get; }

    /// <summary>1 for the positive class, 0 for the other; of a regression any number.</summary>
    public double[] Label { get; }

    /// <summary>Predicted probability of the positive class, in [0, 1], or the predicted number; ascending.</summary>
    public double[] Score { get; }

    /// <summary>Sampling weight 1/π, positive; 1 where every row was taken.</summary>
    public double[] Weight { get; }

    /// <summary>Index of the cluster (a day of flights, say) that the row belongs to, in [0, <see cref="ClusterCount"/>).</summary>
    public int[] Cluster { get; }

    /// <summary>Number of clusters in the whole sample; a subset may touch fewer.</summary>
    public int ClusterCount { get; }

    /// <summary>Score from which the model says 1; null where it says probabilities alone.</summary>
    public double? Threshold { get; }

    public int Count => Row.Length;

    private ScoredRows(int[] row, double[] label, double[] score, double[] weight, int[] cluster, int clusterCount, double? threshold)
    {
        (Row, Label, Score, Weight, Cluster, ClusterCount) = (row, label, score, weight, cluster, clusterCount);
        Threshold = threshold;
    }

    /// <summary>Sorts a model's scores of a labelled sample.</summary>
    /// <param name="sample">Labels, weights and clusters, shape [rows].</param>
    /// <param name="scores">Predicted probabilities, shape [rows].</param>
    /// <param name="threshold">Score from which the model says 1; null where it says probabilities alone.</param>
    public static ScoredRows Of(LabelledSample sample, ReadOnlySpan<double> scores, double? threshold = null)
    {
        if (scores.Length != sample.Count)
        {
            throw new ArgumentException($"A sample of {sample.Count} rows needs as many scores; got {scores.Length}.", nameof(scores));
        }

        var row = new int[scores.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = i;
        }

        var score = scores.ToArray();
        RadixSort.Sort(score, row);
        return new(
            row,
            Pick(sample.Label, row),
            score,
            Pick(sample.Weight, row),
            Pick(sample.Cluster, row),
            sample.ClusterCount,
            threshold
        );
    }

    /// <summary>The rows that a mask over the sample keeps, still in order of score.</summary>
    public ScoredRows Where(ReadOnlySpan<bool> keep)
    {
        var kept = 0;
        foreach (var row in Row)
        {
            kept += keep[row] ? 1 : 0;
        }

        if (kept == Count)
        {
            return this;
        }

        var at = new int[kept];
        for (int i = 0, next = 0; i < Row.Length; i++)
        {
            if (keep[Row[i]])
            {
                at[next++] = i;
            }
        }

        return new(Pick(Row, at), Pick(Label, at), Pick(Score, at), Pick(Weight, at), Pick(Cluster, at), ClusterCount, Threshold);
    }

    /// <summary>Where the rows end that have the score of the row at a start.</summary>
    public int EndOfTie(int start)
    {
        var end = start + 1;
        while (end < Score.Length && Score[end] == Score[start])
        {
            end++;
        }

        return end;
    }

    private static T[] Pick<T>(T[] from, int[] at)
    {
        var picked = new T[at.Length];
        for (var i = 0; i < at.Length; i++)
        {
            picked[i] = from[at[i]];
        }

        return picked;
    }
}
