namespace Flywheel.Monitoring.Distances;

/// <summary>Two distributions over shared bins, as shares that each sum to 1.</summary>
/// <param name="Reference">Shares of the reference, shape [bins].</param>
/// <param name="Current">Shares of the current window, shape [bins].</param>
public readonly record struct Histograms(double[] Reference, double[] Current)
{
    /// <summary>One bin a category that either window holds.</summary>
    public static Histograms OverCategories(Distribution reference, Distribution current)
    {
        var bins = new SortedDictionary<string, (long Reference, long Current)>(StringComparer.Ordinal);
        for (var i = 0; i < reference.Categories.Length; i++)
        {
            bins[reference.Categories[i]] = (reference.Counts[i], 0);
        }

        for (var i = 0; i < current.Categories.Length; i++)
        {
            var before = bins.GetValueOrDefault(current.Categories[i]).Reference;
            bins[current.Categories[i]] = (before, current.Counts[i]);
        }

        return new(
            [.. bins.Values.Select(counts => (double)counts.Reference / reference.Total)],
            [.. bins.Values.Select(counts => (double)counts.Current / current.Total)]
        );
    }

    /// <summary>Bins of equal width over the reference's range, as many as Doane's rule asks for, and one bin for all beyond it.</summary>
    public static Histograms ByDoane(Distribution reference, Distribution current) =>
        new(reference.In(reference.Doane), current.In(reference.Doane));

    /// <summary>Bins between the reference's deciles, open at both ends; a value on an edge falls above it.</summary>
    /// <remarks>A value that is several deciles at once has a bin of its own: a constant, or a rare flag, could else rise unseen.</remarks>
    public static Histograms ByReferenceDeciles(Distribution reference, Distribution current)
    {
        var edges = DecileEdges(reference);
        return new(Shares(reference), Shares(current));

        double[] Shares(Distribution of)
        {
            var shares = new double[edges.Length + 1];
            var before = 0L;
            for (var bin = 0; bin < shares.Length; bin++)
            {
                var next = bin == edges.Length ? of.Total : of.Before(of.First(number => number >= edges[bin]));
                shares[bin] = (double)(next - before) / of.Total;
                before = next;
            }

            return shares;
        }
    }

    /// <summary>Edges between the bins of the reference's deciles, ascending.</summary>
    public static double[] DecileEdges(Distribution reference)
    {
        var deciles = Enumerable.Range(1, 9).Select(i => reference.Quantile(i / 10.0)).ToArray();
        var repeated = deciles.Zip(deciles.Skip(1)).Where(pair => pair.First == pair.Second).Select(pair => pair.First);
        return [.. deciles.Concat(repeated.Select(Math.BitIncrement)).Distinct().Order()];
    }
}
