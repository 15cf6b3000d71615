namespace Flywheel.Metrics;

/// <summary>Residuals of the ordered pairs of rows in each pair of clusters from what the two clusters do alone.</summary>
/// <remarks>
/// With s_gh the ordered and d_gh = P_g N_h + P_h N_g all pairs of rows of the clusters g and h, for their weights P of positives and
/// N of negatives, the two-way layout s_gh = d_gh (α_g + α_h) + c_gh is fitted with weights 1 / d_gh, as an area is the better known
/// the more pairs it has (for even clusters: B. Griffing, Australian Journal of Biological Sciences 9(4), 1956, pp. 463–493). A
/// residual keeps 1 - l of a variance, with the leverage l_gh of its pair, so that c_gh² / (1 - l_gh) is on average the variance of
/// what the pair does, and pairs need no variance in common (HC2 of J. MacKinnon, H. White, Journal of Econometrics
/// 29(3), 1985, pp. 305–325). Three clusters have as many effects as pairs, and no residuals.
/// </remarks>
public static class PairResiduals
{
    /// <param name="ordered">Of <see cref="Ordered"/>.</param>
    /// <param name="positives">Weight of the positive rows in each cluster, shape [clusters].</param>
    /// <param name="negatives">Weight of the negative rows.</param>
    /// <param name="touched">Clusters with rows, ascending.</param>
    /// <returns>c_gh / (D √(1 - l_gh)) with D = Σ d_gh, shape [pairs of clusters with rows], each cluster with those before it.</returns>
    public static double[] Of(double[] ordered, double[] positives, double[] negatives, int[] touched)
    {
        var clusters = touched.Length;
        var all = new double[ordered.Length];
        var ofCluster = new double[clusters];
        var sum = 0.0;
        for (var g = 0; g < clusters; g++)
        {
            for (var h = 0; h < clusters; h++)
            {
                if (h != g)
                {
                    var (one, other) = (touched[g], touched[h]);
                    all[(g * clusters) + h] = (positives[one] * negatives[other]) + (positives[other] * negatives[one]);
                    ofCluster[g] += ordered[(g * clusters) + h] + ordered[(h * clusters) + g];
                    sum += all[(g * clusters) + h] / 2;
                }
            }
        }

        var inverse = Inverse(all, clusters);
        var effects = Effects(inverse, ofCluster);
        var residuals = new double[clusters * (clusters - 1) / 2];
        for (int g = 0, next = 0; g < clusters; g++)
        {
            for (var h = 0; h < g; h++, next++)
            {
                var (one, other) = ((g * clusters) + h, (h * clusters) + g);
                var kept = 1 - (all[one] * (inverse[(g * clusters) + g] + inverse[(h * clusters) + h] + (2 * inverse[one])));

                // A pair that the effects fit whatever it does tells nothing, and its residual is rounding.
                residuals[next] =
                    kept > 1e-9 && all[one] > 0
                        ? (ordered[one] + ordered[other] - (all[one] * (effects[g] + effects[h]))) / (sum * Math.Sqrt(kept))
                        : 0;
            }
        }

        return residuals;
    }

    /// <summary>Weight of pairs whose positive row, of the first cluster, is above their negative row, of the second; ties half.</summary>
    /// <returns>Shape [touched, touched].</returns>
    public static double[] Ordered(ScoredRows rows, int[] touched)
    {
        var place = new int[rows.ClusterCount];
        for (var g = 0; g < touched.Length; g++)
        {
            place[touched[g]] = g;
        }

        var ordered = new double[touched.Length * touched.Length];
        var below = new double[touched.Length];
        for (int start = 0, end; start < rows.Count; start = end)
        {
            end = rows.EndOfTie(start);
            AddHalf(start, end);
            for (var i = start; i < end; i++)
            {
                if (rows.Label[i] > 0)
                {
                    var weight = rows.Weight[i] * rows.Label[i];
                    var ofCluster = ordered.AsSpan(place[rows.Cluster[i]] * below.Length, below.Length);
                    for (var h = 0; h < ofCluster.Length; h++)
                    {
                        ofCluster[h] += weight * below[h];
                    }
                }
            }

            AddHalf(start, end);
        }

        return ordered;

        void AddHalf(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                below[place[rows.Cluster[i]]] += rows.Weight[i] * (1 - rows.Label[i]) / 2;
            }
        }
    }

    /// <summary>The effects α that solve the normal equations Σ_h d_gh (α_g + α_h) = Σ_h s_gh.</summary>
    private static double[] Effects(double[] inverse, double[] ofCluster)
    {
        var effects = new double[ofCluster.Length];
        for (var g = 0; g < effects.Length; g++)
        {
            for (var h = 0; h < effects.Length; h++)
            {
                effects[g] += inverse[(g * effects.Length) + h] * ofCluster[h];
            }
        }

        return effects;
    }

    /// <summary>Inverse of the normal equations' matrix, by the sweep operator: J. Goodnight, The American Statistician 33(3), 1979, pp. 149–158.</summary>
    private static double[] Inverse(double[] all, int clusters)
    {
        var matrix = (double[])all.Clone();
        for (var g = 0; g < clusters; g++)
        {
            for (var h = 0; h < clusters; h++)
            {
                matrix[(g * clusters) + g] += h == g ? 0 : all[(g * clusters) + h];
            }
        }

        double[] least = [.. Enumerable.Range(0, clusters).Select(g => 1e-9 * matrix[(g * clusters) + g])];
        for (var k = 0; k < clusters; k++)
        {
            // Days of one class each leave a sum of effects untold: one of them is then held at zero.
            var pivot = matrix[(k * clusters) + k];
            Sweep(matrix, clusters, k, pivot > least[k] ? 1 / pivot : 0);
        }

        return matrix;
    }

    /// <summary>One step of the inversion, in place.</summary>
    private static void Sweep(double[] matrix, int clusters, int k, double inverse)
    {
        for (var g = 0; g < clusters; g++)
        {
            var factor = g == k ? 0 : inverse * matrix[(g * clusters) + k];
            for (var h = 0; h < clusters; h++)
            {
                matrix[(g * clusters) + h] -= h == k ? 0 : factor * matrix[(k * clusters) + h];
            }
        }

        for (var g = 0; g < clusters; g++)
        {
            matrix[(g * clusters) + k] *= -inverse;
            matrix[(k * clusters) + g] *= inverse;
        }

        matrix[(k * clusters) + k] = inverse;
    }
}
