using Flywheel.Warehouse;

namespace Flywheel.Metrics;

/// <summary>Labelled rows with one model's scores, of which many subsets that overlap are measured at once: a group's rows are of one cluster and in the same subsets.</summary>
/// <remarks>What sums over rows is summed for each group once, and a subset's sum is that of its groups. Arrays of shape [rows] share the sample's order.</remarks>
public sealed class GroupedRows
{
    private readonly int[][] subsetsOf;

    /// <summary>1 for the positive class, 0 for the other; of a regression any number.</summary>
    public double[] Label { get; }

    /// <summary>Predicted probability of the positive class, in [0, 1], or the predicted number; no NaN.</summary>
    public double[] Score { get; }

    /// <summary>Sampling weight 1/π, positive.</summary>
    public double[] Weight { get; }

    /// <summary>Index of each row's group, in [0, <see cref="Groups"/>).</summary>
    public int[] Group { get; }

    /// <summary>Index of each group's cluster, shape [groups].</summary>
    public int[] Cluster { get; }

    /// <summary>Number of clusters in the whole sample; a subset may touch fewer.</summary>
    public int ClusterCount { get; }

    /// <summary>Groups of each subset, ascending.</summary>
    public IReadOnlyList<int[]> Subsets { get; }

    /// <summary>Score from which the model says 1; null where it says probabilities alone.</summary>
    public double? Threshold { get; }

    public int Count => Group.Length;

    public int Groups => Cluster.Length;

    private GroupedRows(
        LabelledSample sample,
        double[] score,
        int[] group,
        int[] cluster,
        int[][] subsetsOf,
        IReadOnlyList<int[]> subsets,
        double? threshold
    )
    {
        (Label, Weight, ClusterCount) = (sample.Label, sample.Weight, sample.ClusterCount);
        (Score, Group, Cluster, Subsets, Threshold) = (score, group, cluster, subsets, threshold);
        this.subsetsOf = subsetsOf;
    }

    /// <summary>Groups the rows that have a score.</summary>
    /// <param name="scores">NaN where there is none, shape [rows].</param>
    /// <param name="kinds">A number for each row; rows of one number are in the same subsets.</param>
    /// <param name="subsetsOf">Which subsets each kind is in, ascending, shape [kinds].</param>
    /// <param name="threshold">Score from which the model says 1; null where it says probabilities alone.</param>
    public static GroupedRows Of(
        LabelledSample sample,
        double[] scores,
        int[] kinds,
        IReadOnlyList<int[]> subsetsOf,
        int subsets,
        double? threshold = null
    )
    {
        if (Array.Exists(scores, double.IsNaN))
        {
            int[] scored = [.. Enumerable.Range(0, scores.Length).Where(i => !double.IsNaN(scores[i]))];
            return Of(sample.At(scored), Pick(scores), Pick(kinds), subsetsOf, subsets, threshold);

            T[] Pick<T>(T[] from) => Array.ConvertAll(scored, i => from[i]);
        }

        var (group, known) = (new int[scores.Length], new PairNumbers());
        for (var i = 0; i < group.Length; i++)
        {
            group[i] = known.Of(kinds[i], sample.Cluster[i]);
        }

        int[] cluster = [.. Enumerable.Range(0, known.Count).Select(number => (int)known[number].Second)];
        int[][] ofGroup = [.. Enumerable.Range(0, known.Count).Select(number => subsetsOf[known[number].First])];
        var members = Enumerable.Range(0, subsets).Select(_ => new List<int>()).ToArray();
        for (var g = 0; g < ofGroup.Length; g++)
        {
            foreach (var subset in ofGroup[g])
            {
                members[subset].Add(g);
            }
        }

        return new(sample, scores, group, cluster, ofGroup, [.. members.Select(groups => groups.ToArray())], threshold);
    }

    /// <summary>The subsets that a group is in, ascending.</summary>
    public ReadOnlySpan<int> SubsetsOf(int group) => subsetsOf[group];

    /// <summary>How many rows each subset has, shape [subsets].</summary>
    public int[] Counts()
    {
        var counts = new int[Groups];
        foreach (var group in Group)
        {
            counts[group]++;
        }

        return [.. Subsets.Select(groups => groups.Sum(group => counts[group]))];
    }
}
