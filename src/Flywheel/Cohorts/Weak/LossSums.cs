using Flywheel.Metrics;

namespace Flywheel.Cohorts.Weak;

/// <summary>Sums of losses by cluster: of some rows, and so of the rows that others leave of them.</summary>
/// <param name="clusters">Number of clusters.</param>
internal sealed class LossSums(int clusters)
{
    private readonly double[] loss = new double[clusters];
    private readonly double[] weight = new double[clusters];
    private double squares;
    private double squaresOfLoss;
    private double squaresOfBoth;

    public int Rows { get; private set; }

    public double Weight => weight.Sum();

    public double Mean => loss.Sum() / Weight;

    public void Add(TraitRows rows, int row)
    {
        var (cluster, w, l) = (rows.Cluster[row], rows.Weight[row], rows.Loss[row]);
        Rows++;
        weight[cluster] += w;
        loss[cluster] += w * l;
        squares += w * w;
        squaresOfLoss += w * w * l;
        squaresOfBoth += w * w * l * l;
    }

    /// <summary>What is left without some of the rows.</summary>
    public LossSums Without(LossSums part)
    {
        var rest = new LossSums(weight.Length) { Rows = Rows - part.Rows };
        for (var g = 0; g < weight.Length; g++)
        {
            rest.weight[g] = weight[g] - part.weight[g];
            rest.loss[g] = loss[g] - part.loss[g];
        }

        return rest;
    }

    /// <summary>Mean loss less that of all rows, in standard errors; 0 with fewer than three clusters.</summary>
    /// <remarks>For ranking only: the clusters count alike here.</remarks>
    public double Standing(LossSums all)
    {
        var influence = ByCluster(all);
        var touched = weight.Count(one => one > 0);
        var spread = Math.Sqrt(influence.Sum(one => one * one) * touched / Math.Max(1, touched - 1));
        return touched < 3 || spread == 0 ? 0 : (Mean - all.Mean) / spread;
    }

    /// <summary>Clusters with a row.</summary>
    public int Touched => weight.Count(one => one > 0);

    /// <summary>Mean loss less that of all rows, linearised: Σ (l - R) w / W of the cohort less the same of all.</summary>
    public Influence Excess(LossSums all)
    {
        var (own, whole, mean, of) = (Weight, all.Weight, Mean, all.Mean);
        var ownVariance = Squares(mean, mean) / (own * own);
        var wholeVariance = all.Squares(of, of) / (whole * whole);
        return new Influence(mean - of, ByCluster(all), Rows, weight).WithoutRows(
            Math.Max(0, ownVariance + wholeVariance - (2 * Squares(mean, of) / (own * whole)))
        );
    }

    /// <summary>Mean loss, linearised.</summary>
    public Influence Average()
    {
        var (own, mean) = (Weight, Mean);
        return new Influence(mean, [.. loss.Zip(weight, (l, w) => (l - (mean * w)) / own)], Rows, weight).WithoutRows(
            Math.Max(0, Squares(mean, mean) / (own * own))
        );
    }

    /// <summary>Σ w² (l - a)(l - b).</summary>
    private double Squares(double a, double b) => squaresOfBoth - ((a + b) * squaresOfLoss) + (a * b * squares);

    private double[] ByCluster(LossSums all)
    {
        var (own, whole, mean, of) = (Weight, all.Weight, Mean, all.Mean);
        var influence = new double[weight.Length];
        for (var g = 0; g < influence.Length; g++)
        {
            influence[g] = ((loss[g] - (mean * weight[g])) / own) - ((all.loss[g] - (of * all.weight[g])) / whole);
        }

        return influence;
    }
}
