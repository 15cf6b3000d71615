namespace Flywheel.Reports.Charts;

/// <summary>Moves labels apart that would overlap, each as little as it can.</summary>
public static class Spread
{
    /// <summary>New centres for labels that want to stand at given centres.</summary>
    /// <param name="wanted">Centres, ascending, in pixels.</param>
    /// <param name="sizes">Sizes along the same axis, in pixels, with the gap to the neighbour.</param>
    /// <param name="low">Where the first label may begin.</param>
    /// <param name="high">Where the last label must end; labels that do not fit at all run over it.</param>
    /// <returns>Centres in the same order: the least-squares solution, by pooling adjacent violators.</returns>
    public static double[] Apart(IReadOnlyList<double> wanted, IReadOnlyList<double> sizes, double low, double high)
    {
        var offsets = new double[wanted.Count];
        for (var i = 1; i < wanted.Count; i++)
        {
            offsets[i] = offsets[i - 1] + ((sizes[i - 1] + sizes[i]) / 2);
        }

        // Without the offsets, "do not overlap" reads "do not decrease".
        var pools = new List<(double Mean, int Count)>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var pool = (Mean: wanted[i] - offsets[i], Count: 1);
            while (pools.Count > 0 && pools[^1].Mean > pool.Mean)
            {
                var last = pools[^1];
                pools.RemoveAt(pools.Count - 1);
                var count = last.Count + pool.Count;
                pool = (((last.Mean * last.Count) + (pool.Mean * pool.Count)) / count, count);
            }

            pools.Add(pool);
        }

        return Place(pools, offsets, sizes, low, high);
    }

    private static double[] Place(
        List<(double Mean, int Count)> pools,
        double[] offsets,
        IReadOnlyList<double> sizes,
        double low,
        double high
    )
    {
        var centres = new double[offsets.Length];
        if (centres.Length == 0)
        {
            return centres;
        }

        var first = low + (sizes[0] / 2);
        var last = high - offsets[^1] - (sizes[^1] / 2);
        var i = 0;
        foreach (var (mean, count) in pools)
        {
            for (var end = i + count; i < end; i++)
            {
                centres[i] = Math.Max(first, Math.Min(last, mean)) + offsets[i];
            }
        }

        return centres;
    }
}
