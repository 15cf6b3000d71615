using System.Globalization;

namespace Flywheel.Metrics;

/// <summary>Expected calibration error: how far mean score and share of positives are apart in ten equal bins of the score, averaged by their rows; in [0, 1].</summary>
/// <remarks>
/// ECE = Σ |G_b| / Σ w with G_b = Σ w (s - y) of a bin (M. Naeini, G. Cooper, M. Hauskrecht, AAAI 2015, pp. 2901–2907). A bin that is right is off by
/// chance all the same, by √(2/π) of its standard error in the mean, so the figure of few clusters is too large; the influence w (± (s - y) - ECE) / Σ w
/// takes the signs of the bins for known. Where that bias may be more than half a standard error there is no interval.
/// </remarks>
public sealed class CalibrationError : Metric
{
    private const int Bins = 10;

    /// <summary>A bin that is farther off than so many standard errors is not off by chance.</summary>
    private const double ClearlyOff = 2;

    private const string InBin =
        "(PARTITION BY least(9, floor(10 * score)) ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)";

    public override string Name => "ece";

    public override string Definition => "distance of mean score and share of positives, averaged over ten equal bins of the score";

    public override int Direction => -1;

    public override string WhyAbsent(int rows) => "no labelled row";

    public override MetricSql? Sql =>
        new(
            "sum(weight * abs(gap) ORDER BY id) / sum(weight ORDER BY id)",
            "abs(gap)",
            $"SELECT *, sum(weight * (score - label)) OVER {InBin} / sum(weight) OVER {InBin} AS gap FROM rows"
        );

    protected override Influence? Of(ScoredRows rows)
    {
        if (rows.Count == 0)
        {
            return null;
        }

        var (gaps, weights) = (new double[Bins, rows.ClusterCount], new double[Bins, rows.ClusterCount]);
        var (gap, weight) = (new double[Bins], new double[Bins]);
        for (var i = 0; i < rows.Count; i++)
        {
            var bin = Bin(rows.Score[i]);
            var off = rows.Weight[i] * (rows.Score[i] - rows.Label[i]);
            gaps[bin, rows.Cluster[i]] += off;
            weights[bin, rows.Cluster[i]] += rows.Weight[i];
            gap[bin] += off;
            weight[bin] += rows.Weight[i];
        }

        var whole = weight.Sum();
        var error = gap.Sum(Math.Abs) / whole;
        var values = new double[rows.Count];
        var byCluster = new double[rows.ClusterCount];
        var weightByCluster = new double[rows.ClusterCount];
        for (var i = 0; i < rows.Count; i++)
        {
            var sign = Math.Sign(gap[Bin(rows.Score[i])]);
            values[i] = rows.Weight[i] * ((sign * (rows.Score[i] - rows.Label[i])) - error) / whole;
            byCluster[rows.Cluster[i]] += values[i];
            weightByCluster[rows.Cluster[i]] += rows.Weight[i];
        }

        var doubt = Doubt(ByChance(gaps, weights, gap, weight) / whole, byCluster);
        return new(error, byCluster, rows.Count, weightByCluster)
        {
            ByRow = (rows.Row, values),
            Range = ValueRange.Share,
            Doubt = doubt,
            DoubtOfDifference = doubt,
        };
    }

    /// <summary>What chance adds to the sum of distances in the mean, in bins that may be right.</summary>
    private static double ByChance(double[,] gaps, double[,] weights, double[] gap, double[] weight)
    {
        var sum = 0.0;
        for (var bin = 0; bin < Bins; bin++)
        {
            if (weight[bin] == 0)
            {
                continue;
            }

            var (variance, clusters) = (0.0, 0);
            for (var g = 0; g < gaps.GetLength(1); g++)
            {
                var rest = gaps[bin, g] - (gap[bin] / weight[bin] * weights[bin, g]);
                variance += rest * rest;
                clusters += weights[bin, g] > 0 ? 1 : 0;
            }

            // Of one cluster nothing tells how far it is off by chance.
            var deviation = clusters < 2 ? Math.Abs(gap[bin]) : Math.Sqrt(variance * clusters / (clusters - 1));
            sum += Math.Abs(gap[bin]) > ClearlyOff * deviation ? 0 : deviation * Math.Sqrt(2 / Math.PI);
        }

        return sum;
    }

    private static string? Doubt(double byChance, double[] byCluster)
    {
        var deviation = Math.Sqrt(byCluster.Sum(influence => influence * influence));
        return byChance > deviation / 2
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"bins that may be right add {byChance:0.000} by chance; an interval needs more clusters"
            )
            : null;
    }

    private static int Bin(double score) => Math.Clamp((int)(Bins * score), 0, Bins - 1);
}
