using Flywheel.Metrics;

namespace Flywheel.Monitoring.Checks;

/// <summary>Share of flipped labels of each source, from how much less its labels follow the predictions than those of the others do.</summary>
/// <remarks>
/// Where a share f of the labels is flipped, the chance of a 1 is f + (1 - 2f) p: a line of the predictions p with the slope 1 - 2f, whatever
/// the source's own level is. Predictions are not calibrated, so slopes are compared: f = (1 - b / b₀) / 2, with b the least-squares slope of
/// the source's labels and b₀ that of the others'. (Labels flipped by chance: N. Natarajan, I. Dhillon, P. Ravikumar, A. Tewari, NIPS 26, 2013,
/// pp. 1196–1204.) Of the level nothing is asked, since sources differ in it for good reasons. Below 0 where a source follows them better.
/// </remarks>
public sealed class FlippedShares(LabelledSources rows, CrossSources models)
{
    /// <summary>Standard errors that the others' slope must be above 0 for a quotient by it to be one.</summary>
    private const double Fewest = 5;

    /// <summary>Of each fold the line of the sources outside it.</summary>
    private readonly Lazy<FittedLine>[] outside =
    [
        .. Enumerable
            .Range(0, models.Predicted.Length)
            .Select(fold => new Lazy<FittedLine>(() => Line(rows, models, fold, i => models.Fold[rows.Source[i]] != fold))),
    ];

    /// <summary>Whether the models of any fold tell labels that they were not fitted to.</summary>
    public bool IsTelling => outside.Any(line => IsTellingOf(line.Value));

    /// <summary>The share of a source with the influence of each cluster on it; null where its rows are predicted alike, or the models tell nothing.</summary>
    /// <remarks>The others are many more than the source's own rows, and clusters in which it has none add nothing: what b₀ errs there is left out.</remarks>
    public Influence? Of(int source)
    {
        var fold = models.Fold[source];
        var (own, others) = (Line(rows, models, fold, i => rows.Source[i] == source), outside[fold].Value);
        if (own.RowVariance == 0 || !IsTellingOf(others))
        {
            return null;
        }

        var (byOwn, byOthers) = (-1 / (2 * others.Slope), own.Slope / (2 * others.Slope * others.Slope));
        var influence = new double[rows.Clusters];
        for (var g = 0; g < influence.Length; g++)
        {
            influence[g] = (byOwn * own.ByCluster[g]) + (byOthers * others.ByCluster[g]);
        }

        var variance = (byOwn * byOwn * own.RowVariance) + (byOthers * byOthers * others.RowVariance);
        return new Influence((1 - (own.Slope / others.Slope)) / 2, influence, rows.Sizes[source], own.RowsByCluster).WithoutRows(variance);
    }

    private static bool IsTellingOf(FittedLine line) =>
        line.Slope > Fewest * Math.Sqrt(line.ByCluster.Sum(influence => influence * influence));

    private static FittedLine Line(LabelledSources rows, CrossSources models, int fold, Func<int, bool> isIn)
    {
        var predicted = models.Predicted[fold];
        var of = Enumerable.Range(0, predicted.Length).Where(isIn).ToList();
        var (x, y) = (of.Average(i => predicted[i]), of.Average(i => rows.Labels[i]));
        var spread = of.Sum(i => (predicted[i] - x) * (predicted[i] - x));
        var slope = spread > 0 ? of.Sum(i => (predicted[i] - x) * (rows.Labels[i] - y)) / spread : 0;
        var (byCluster, weights, variance) = (new double[rows.Clusters], new double[rows.Clusters], 0.0);
        foreach (var i in of)
        {
            weights[rows.Cluster[i]]++;
            if (spread > 0)
            {
                var influence = (predicted[i] - x) * (rows.Labels[i] - y - (slope * (predicted[i] - x))) / spread;
                byCluster[rows.Cluster[i]] += influence;
                variance += influence * influence;
            }
        }

        return new(slope, byCluster, variance, weights);
    }

    /// <summary>A least-squares line of labels over predictions, with the influence of each cluster on its slope.</summary>
    private sealed record FittedLine(double Slope, double[] ByCluster, double RowVariance, double[] RowsByCluster);
}
