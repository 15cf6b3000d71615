namespace Flywheel.Metrics;

/// <summary>Wilson's interval of a share of rows that come in clusters: as many rows count as would tell as much if they were independent.</summary>
/// <remarks>
/// <para>
/// Effective rows p(1 - p) / SE² with the cluster-robust standard error, no more than Kish's size of the weights, times
/// (t(n - 1) / t(clusters - 1))² for the few clusters that the error is known from: E. Korn, B. Graubard, Survey Methodology 24(2), 1998, pp. 193–201,
/// with Wilson's interval in place of the exact one (N. Dean, M. Pagano, J. Survey Statistics and Methodology 3(4), 2015, pp. 484–503).
/// </para>
/// <para>
/// Other than an interval by Student's t alone it has a width where every row has it, and never leaves [0, 1]. Where all rows have it, or none has, nothing is known of how exceptions
/// would come together; the rows then count as independent, but for the clusters' degrees of freedom.
/// </para>
/// </remarks>
public static class ClusteredShare
{
    /// <param name="rows">Their weights and clusters; labels do not matter.</param>
    /// <param name="has">Which rows have it, shape [rows].</param>
    /// <param name="error">Chance that one end errs, in (0, 0.5).</param>
    public static Measurement Of(LabelledSample rows, ReadOnlySpan<bool> has, double error)
    {
        if (rows.Count == 0)
        {
            return Measurement.Absent(0, "no row");
        }

        var influence = ClusteredMean.InfluenceOf(rows, Numbers(has));
        var (share, measured) = (influence.Value, ClusteredInterval.Of(influence, error));
        if (measured is not { StandardError: { } spread })
        {
            return measured;
        }

        var kish = rows.EffectiveSize;
        var size = spread > 0 ? Math.Min(kish, share * (1 - share) / (spread * spread)) : kish;
        if (size > 1 && size - 1 > measured.Degrees)
        {
            var few = ClusteredInterval.Quantile(size - 1, 1 - error) / ClusteredInterval.Quantile(measured.Degrees, 1 - error);
            size *= few * few;
        }

        var (low, high) = Wilson.Ends(share, size, error);
        return measured with { Low = low, High = high };
    }

    private static double[] Numbers(ReadOnlySpan<bool> has)
    {
        var numbers = new double[has.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = has[i] ? 1 : 0;
        }

        return numbers;
    }
}
