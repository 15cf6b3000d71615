namespace Flywheel.Metrics;

/// <summary>The area under the curve among pairs of different clusters, which its interval is about.</summary>
/// <remarks>
/// Pairs within a day are a sixth of a week and next to nothing of many days, and days that scores follow order them otherwise: an
/// interval around the area of all pairs would aim beside its truth by 1/G. With S the ordered and D all pairs of different
/// clusters, A = S / D is a U-statistic over clusters. Leaving cluster g out, with the pairs S_g and D_g that have one row in it,
/// changes it by (S_g - A D_g) / (D - D_g), and its influence is that times 1 - a_g, with a_g its share of what decides the area:
/// (p_g N + q_g P) / (P + N) for its shares p of P positives and q of N negatives, as the variance of an area is near
/// 1/P for the positives and 1/N for the negatives, and the rarer class decides (DeLong et al. 1988).
/// (S_g - A D_g) / D alone would be too small by (G - 2) / (G - 1). J. Arvesen, Annals of Mathematical Statistics 40(6), 1969,
/// pp. 2076–2100; N. Obuchowski, Biometrics 53(2), 1997, pp. 567–578. What only two days together do counts twice in such a
/// variance: <see cref="CountedTwice"/>.
/// </remarks>
public static class BetweenClusters
{
    private const string OneCluster = "but for one cluster the rows are of one class; an interval needs both classes in several";

    /// <summary>The same measurement with centre and influence of pairs of different clusters.</summary>
    /// <param name="all">The area of all pairs with its influence.</param>
    public static Influence Of(ScoredRows rows, Influence all)
    {
        var (positives, negatives, within) = Within(rows);
        return Of(all, positives, negatives, within, touched => PairResiduals.Ordered(rows, touched));
    }

    /// <summary>The same of pairs that are counted.</summary>
    /// <param name="positives">Weight of the positive rows in each cluster, shape [clusters].</param>
    /// <param name="negatives">Weight of the negative rows.</param>
    /// <param name="within">Weight of the ordered pairs inside each cluster, ties half.</param>
    /// <param name="ordered">Gives those of some clusters with each other, as <see cref="PairResiduals.Ordered"/>, or null where nobody counted them.</param>
    public static Influence Of(Influence all, double[] positives, double[] negatives, double[] within, Func<int[], double[]?> ordered)
    {
        var (ofPositives, ofNegatives) = (positives.Sum(), negatives.Sum());
        var every = ofPositives * ofNegatives;
        var pairs = every - positives.Zip(negatives, (one, other) => one * other).Sum();
        var byCluster = new double[positives.Length];
        var decides = new double[positives.Length];
        var shares = new double[positives.Length];
        if (pairs <= 1e-9 * every)
        {
            return InOneCluster(all);
        }

        var area = ((all.Value * every) - within.Sum()) / pairs;
        for (var g = 0; g < byCluster.Length; g++)
        {
            // Summed over the rows of a cluster, pairs within it count twice.
            var touching = (positives[g] * ofNegatives) + (negatives[g] * ofPositives);
            var own = (all.ByCluster[g] * every) + (all.Value * touching) - (2 * within[g]);
            touching -= 2 * positives[g] * negatives[g];
            if (pairs - touching <= 1e-9 * every)
            {
                return InOneCluster(all);
            }

            decides[g] =
                ((positives[g] * ofNegatives / ofPositives) + (negatives[g] * ofPositives / ofNegatives)) / (ofPositives + ofNegatives);
            byCluster[g] = (1 - decides[g]) * (own - (area * touching)) / (pairs - touching);
            shares[g] = touching / pairs;
        }

        return all with
        {
            Centre = area,
            ByCluster = byCluster,
            WeightByCluster = decides,
            Pairs = PairEffects.Of(ordered, positives, negatives, shares, decides),
        };
    }

    private static Influence InOneCluster(Influence all) => all with { Doubt = OneCluster, DoubtOfDifference = OneCluster };

    /// <summary>Weights of both classes and of ordered pairs inside each cluster, ties half.</summary>
    private static (double[] Positives, double[] Negatives, double[] Ordered) Within(ScoredRows rows)
    {
        var positives = new double[rows.ClusterCount];
        var negatives = new double[rows.ClusterCount];
        var ordered = new double[rows.ClusterCount];
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = rows.EndOfTie(start);
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
