namespace Flywheel.Metrics;

/// <summary>Area under the ROC curve: the chance that a random positive row scores above a random negative one.</summary>
/// <remarks>
/// A = Σ w⁺ w⁻ [1(s⁺ > s⁻) + ½ 1(s⁺ = s⁻)] / (Σ w⁺ · Σ w⁻), a Hájek ratio under sampling weights. Influence of a positive
/// row: w (V - A) / Σ w⁺ with V its share of negatives below; of a negative row: w (U - A) / Σ w⁻ with U its share of positives
/// above. E. DeLong, D. DeLong, D. Clarke-Pearson, Biometrics 44(3), 1988, pp. 837–845; here summed by cluster.
/// </remarks>
public sealed class AreaUnderCurve : Metric
{
    /// <summary>With fewer rows of one class the area is a matter of single rows.</summary>
    public const int FewestOfAClass = 30;

    public override string Name => "auc";

    public override string Definition => "area under the ROC curve, ties half";

    public override int Direction => 1;

    public override bool IsOfRanking => true;

    protected override Influence? Of(ScoredRows rows)
    {
        var (positives, negatives) = Weights(rows);
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        var area = Area(rows, positives, negatives);
        var byRow = new double[rows.Count];
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        double positivesBelow = 0;
        double negativesBelow = 0;
        for (var start = 0; start < rows.Count; )
        {
            var end = rows.EndOfTie(start);
            var (tiedPositives, tiedNegatives) = Weights(rows, start, end);
            var below = (negativesBelow + (tiedNegatives / 2)) / negatives;
            var above = (positives - positivesBelow - (tiedPositives / 2)) / positives;
            for (var i = start; i < end; i++)
            {
                var influence = rows.Label[i] == 1 ? (below - area) / positives : (above - area) / negatives;
                byRow[i] = rows.Weight[i] * influence;
                byCluster[rows.Cluster[i]] += byRow[i];
                weightByCluster[rows.Cluster[i]] += rows.Weight[i];
            }

            positivesBelow += tiedPositives;
            negativesBelow += tiedNegatives;
            start = end;
        }

        var doubt = DoubtOf((int)Math.Min(rows.Label.Sum(), rows.Count - rows.Label.Sum()));
        return BetweenClusters.Of(
            rows,
            new(area, byCluster, rows.Count, weightByCluster)
            {
                ByRow = (rows.Row, byRow),
                CutTo = ValueRange.Share,
                Doubt = doubt,
                DoubtOfDifference = doubt,
            }
        );
    }

    protected override IReadOnlyList<Influence?>? Of(GroupedRows rows) => [.. GroupedPairs.Of(rows).Select(Of)];

    public override MetricSql? Sql =>
        new(
            "sum(weight * label * negatives_below ORDER BY id) / sum(weight * label ORDER BY id)",
            "CASE WHEN label = 1 THEN 1 - negatives_below ELSE 1 - positives_above END",
            """
            SELECT *, (sum(weight * (1 - label)) OVER up - sum(weight * (1 - label)) OVER tied / 2) / sum(weight * (1 - label)) OVER () AS negatives_below,
                   1 - (sum(weight * label) OVER up - sum(weight * label) OVER tied / 2) / sum(weight * label) OVER () AS positives_above
            FROM rows WINDOW up AS (ORDER BY score RANGE UNBOUNDED PRECEDING), tied AS (PARTITION BY score)
            """
        );

    private static string? DoubtOf(int rarer) =>
        rarer < FewestOfAClass ? $"{rarer} rows of the rarer class; an interval needs {FewestOfAClass}" : null;

    /// <summary>The area of a subset; null where its rows are of one class.</summary>
    private static Influence? Of(SubsetPairs pairs)
    {
        var (positives, negatives) = (pairs.Positives.Sum(), pairs.Negatives.Sum());
        if (positives == 0 || negatives == 0)
        {
            return null;
        }

        var area = pairs.Below.Sum() / (positives * negatives);
        var byCluster = new double[pairs.Positives.Length];
        for (var g = 0; g < byCluster.Length; g++)
        {
            byCluster[g] =
                (((pairs.Below[g] / negatives) - (area * pairs.Positives[g])) / positives)
                + ((((1 - area) * pairs.Negatives[g]) - (pairs.PositivesBelow[g] / positives)) / negatives);
        }

        var (ofPositives, ofNegatives) = pairs.Rows;
        var doubt = DoubtOf(Math.Min(ofPositives, ofNegatives));
        double[] weightByCluster = [.. pairs.Positives.Zip(pairs.Negatives, (one, other) => one + other)];
        var all = new Influence(area, byCluster, ofPositives + ofNegatives, weightByCluster)
        {
            CutTo = ValueRange.Share,
            Doubt = doubt,
            DoubtOfDifference = doubt,
        };
        return BetweenClusters.Of(all.WithoutRows(pairs.RowVariance(area)), pairs.Positives, pairs.Negatives, pairs.Within, pairs.Ordered);
    }

    private static double Area(ScoredRows rows, double positives, double negatives)
    {
        double negativesBelow = 0;
        double pairs = 0;
        for (var start = 0; start < rows.Count; )
        {
            var end = rows.EndOfTie(start);
            var (tiedPositives, tiedNegatives) = Weights(rows, start, end);
            pairs += tiedPositives * (negativesBelow + (tiedNegatives / 2));
            negativesBelow += tiedNegatives;
            start = end;
        }

        return pairs / (positives * negatives);
    }

    private static (double Positives, double Negatives) Weights(ScoredRows rows) => Weights(rows, 0, rows.Count);

    private static (double Positives, double Negatives) Weights(ScoredRows rows, int start, int end)
    {
        double positives = 0;
        double negatives = 0;
        for (var i = start; i < end; i++)
        {
            var weight = rows.Weight[i];
            positives += rows.Label[i] * weight;
            negatives += (1 - rows.Label[i]) * weight;
        }

        return (positives, negatives);
    }
}
