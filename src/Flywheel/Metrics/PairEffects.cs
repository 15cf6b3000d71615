namespace Flywheel.Metrics;

/// <summary>What pairs of clusters do to an area beyond what their single clusters do.</summary>
/// <param name="Residuals">As <see cref="PairResiduals"/> has them.</param>
/// <param name="Shares">Each cluster's share D_g / D of the pairs of rows, shape [clusters]; a pair of rows is in two shares.</param>
/// <param name="Decides">Its share of what decides the area, shape [clusters].</param>
public sealed record PairEffects(double[] Residuals, double[] Shares, double[] Decides)
{
    /// <summary>
    /// Beyond so many clusters pairs are left out of account: the table of them takes rows times clusters, and what they add is a share of
    /// the variance that falls as 1/G, .04 to .14 for 6 simulated days and .01 for 27.
    /// </summary>
    public const int MostClusters = 40;

    /// <summary>Variance that pairs give to the area.</summary>
    public double AreaVariance => Residuals.Sum(residual => residual * residual);

    /// <summary>The effects of pairs; null for more clusters than are worth it.</summary>
    /// <param name="ordered">As <see cref="BetweenClusters"/> has it.</param>
    /// <param name="positives">Weight of the positive rows in each cluster, shape [clusters].</param>
    /// <param name="negatives">Weight of the negative rows.</param>
    /// <param name="shares">As <see cref="Shares"/>; a cluster without rows has none.</param>
    /// <param name="decides">As <see cref="Decides"/>.</param>
    public static PairEffects? Of(Func<int[], double[]?> ordered, double[] positives, double[] negatives, double[] shares, double[] decides)
    {
        var touched = Enumerable.Range(0, shares.Length).Where(cluster => shares[cluster] > 0).ToArray();
        return touched.Length > MostClusters || ordered(touched) is not { } counted
            ? null
            : new(PairResiduals.Of(counted, positives, negatives, touched), shares, decides);
    }

    /// <summary>Those of this area less those of another model's on the same rows.</summary>
    public PairEffects Minus(PairEffects other)
    {
        var difference = new double[Residuals.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = Residuals[i] - other.Residuals[i];
        }

        return this with
        {
            Residuals = difference,
        };
    }

    /// <summary>Deviation that pairs give to the influence of each cluster, shape [clusters].</summary>
    /// <remarks>
    /// The influence of g is (1 - a_g) (S_g - A D_g) / (D - D_g). In S_g - A D_g the pairs of g count 1 - p_g, with p_g = D_g / D, and
    /// all others -p_g.
    /// </remarks>
    public double[] Deviations()
    {
        var deviations = new double[Shares.Length];
        for (int g = 0, next = 0; g < Shares.Length; g++)
        {
            for (var h = 0; h < g && Shares[g] > 0; h++)
            {
                if (Shares[h] > 0)
                {
                    var square = Residuals[next] * Residuals[next];
                    deviations[g] += square;
                    deviations[h] += square;
                    next++;
                }
            }
        }

        var all = AreaVariance;
        for (var g = 0; g < deviations.Length; g++)
        {
            var (share, own) = (Shares[g], deviations[g]);
            var variance = ((1 - share) * (1 - share) * own) + (share * share * Math.Max(0, all - own));
            deviations[g] = (1 - Decides[g]) / (1 - share) * Math.Sqrt(variance);
        }

        return deviations;
    }
}
