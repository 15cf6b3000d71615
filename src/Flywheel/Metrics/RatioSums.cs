using System.Runtime.CompilerServices;

namespace Flywheel.Metrics;

/// <summary>What a ratio and its influence values sum to in each group of rows, from which any subset of groups has its own ratio.</summary>
/// <remarks>
/// With d = a - R' b for a ratio R' of some rows, the influence w (a - R b) / B is w (d - (R - R') b) / B: where a and b are large and R near
/// R' nothing is lost when sums are subtracted. The squares of these sum to (Σ w² d² - 2 (R - R') Σ w² d b + (R - R')² Σ w² b²) / B².
/// </remarks>
public sealed class RatioSums
{
    /// <summary>Rows that R' is of.</summary>
    private const int Few = 1000;

    private readonly GroupedRows rows;
    private readonly double near;
    private readonly Sum[] sums;

    private RatioSums(GroupedRows rows, double near, Sum[] sums)
    {
        (this.rows, this.near, this.sums) = (rows, near, sums);
    }

    /// <param name="of">What a row's label and score add above the line and below it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RatioSums Of(GroupedRows rows, Func<double, double, (double Above, double Below)> of)
    {
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < Math.Min(Few, rows.Count); i++)
        {
            var (a, b) = of(rows.Label[i], rows.Score[i]);
            above += rows.Weight[i] * a;
            below += rows.Weight[i] * b;
        }

        var near = below > 0 ? above / below : 0;
        var sums = new Sum[rows.Groups];
        for (var i = 0; i < rows.Count; i++)
        {
            var (a, b) = of(rows.Label[i], rows.Score[i]);
            sums[rows.Group[i]].Add(rows.Weight[i], a, b, a - (near * b));
        }

        return new(rows, near, sums);
    }

    /// <summary>The ratio of some groups; null where nothing is below the line.</summary>
    public Influence? Influence(int[] groups)
    {
        var all = new Sum();
        foreach (var group in groups)
        {
            all.Add(sums[group]);
        }

        if (all.Below == 0)
        {
            return null;
        }

        var ratio = all.Above / all.Below;
        var off = ratio - near;
        var (byCluster, weightByCluster) = (new double[rows.ClusterCount], new double[rows.ClusterCount]);
        foreach (var group in groups)
        {
            byCluster[rows.Cluster[group]] += (sums[group].Off - (off * sums[group].Below)) / all.Below;
            weightByCluster[rows.Cluster[group]] += sums[group].Below;
        }

        var squares = all.OffSquared - (2 * off * all.OffBelow) + (off * off * all.BelowSquared);
        return new Influence(ratio, byCluster, all.Rows, weightByCluster).WithoutRows(Math.Max(0, squares) / (all.Below * all.Below));
    }

    private struct Sum
    {
        public int Rows;
        public double Above;
        public double Below;
        public double Off;
        public double OffSquared;
        public double OffBelow;
        public double BelowSquared;

        public void Add(double weight, double above, double below, double off)
        {
            Rows++;
            Above += weight * above;
            Below += weight * below;
            Off += weight * off;
            var square = weight * weight;
            OffSquared += square * off * off;
            OffBelow += square * off * below;
            BelowSquared += square * below * below;
        }

        public void Add(in Sum other)
        {
            Rows += other.Rows;
            Above += other.Above;
            Below += other.Below;
            Off += other.Off;
            OffSquared += other.OffSquared;
            OffBelow += other.OffBelow;
            BelowSquared += other.BelowSquared;
        }
    }
}
