namespace Flywheel.Metrics;

/// <summary>The area under the curve among pairs of different clusters, which its interval is about.</summary>
/// <remarks>
/// Pairs within a day are a sixth of a week and next to nothing of many days, and days that scores follow order them otherwise: an
/// interval around the area of all pairs would aim beside its truth by 1/G. With P the ordered and D all pairs of different
/// clusters, A = P / D is a U-statistic over clusters, whose influence of cluster g is (P_g - A D_g) / D over the pairs with one row
/// in g. W. Hoeffding, Annals of Mathematical Statistics 19(3), 1948, pp. 293–325; N. Obuchowski, Biometrics 53(2), 1997, pp. 567–578.
/// </remarks>
public static class BetweenClusters
{
    /// <summary>The same measurement with centre and influence of pairs of different clusters.</summary>
    /// <param name="all">The area of all pairs with its influence.</param>
    public static Influence Of(ScoredRows rows, Influence all)
    {
        var (positives, negatives, within) = Within(rows);
        var (ofPositives, ofNegatives) = (positives.Sum(), negatives.Sum());
        var every = ofPositives * ofNegatives;
        var pairs = every - positives.Zip(negatives, (one, other) => one * other).Sum();
        if (pairs <= 1e-9 * every)
        {
            return all;
        }

        var area = ((all.Value * every) - within.Sum()) / pairs;
        var byCluster = new double[rows.ClusterCount];
        for (var g = 0; g < byCluster.Length; g++)
        {
            var touching = (positives[g] * ofNegatives) + (negatives[g] * ofPositives);
            var ordered = (all.ByCluster[g] * every) + (all.Value * touching);
            byCluster[g] = (ordered - (2 * within[g]) - (area * (touching - (2 * positives[g] * negatives[g])))) / pairs;
        }

        return all with
        {
            Centre = area,
            ByCluster = byCluster,
        };
    }

    /// <summary>Weights of both classes and of ordered pairs inside each cluster, ties half.</summary>
    private static (double[] Positives, double[] Negatives, double[] Ordered) Within(ScoredRows rows)
    {
        var positives = new double[rows.ClusterCount];
        var negatives = new double[rows.ClusterCount];
        var ordered = new double[rows.ClusterCount];
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = start + 1;
            while (end < rows.Count && rows.Score[end] == rows.Score[start])
            {
                end++;
            }

            AddHalf(start, end);
            for (var i = start; i < end; i++)
            {
                var weight = rows.Weight[i] * rows.Label[i];
                positives[rows.Cluster[i]] += weight;
                ordered[rows.Cluster[i]] += weight * negatives[rows.Cluster[i]];
            }

            AddHalf(start, end);
        }

        return (positives, negatives, ordered);

        void AddHalf(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                negatives[rows.Cluster[i]] += rows.Weight[i] * (1 - rows.Label[i]) / 2;
            }
        }
    }
}
