namespace Flywheel.Monitoring.Joint;

/// <summary>Dense groups of the window's rows that are far from every row of the reference.</summary>
/// <remarks>
/// Far is farther from the nearest row of one half of the reference than 99 % of the other half are. Of the far rows, one with enough
/// others as near as that belongs to a group, and so do those near it (M. Ester, H.-P. Kriegel, J. Sander, X. Xu, KDD 1996). By chance one
/// row in a hundred is far; that such rows lie together is not by chance.
/// </remarks>
public static class NewGroups
{
    /// <summary>Share of the reference's own rows that are near.</summary>
    private const double Near = 0.99;

    /// <summary>Rows of the window by group, the largest first; each in order of the draw.</summary>
    /// <param name="sample">At least two rows of the reference.</param>
    /// <param name="neighbours">Far rows within reach, itself among them, that make a row the core of a group.</param>
    public static IReadOnlyList<IReadOnlyList<int>> Of(JointSample sample, int neighbours)
    {
        var halves = sample.Alternating();
        var (known, others, window) = (
            PointSet.Of(halves.Reference, sample),
            PointSet.Of(halves.Window, sample),
            PointSet.Of(sample.Window, sample)
        );
        var own = Nearest(others, known);
        Array.Sort(own);
        var reach = own[Math.Min(own.Length - 1, (int)(Near * own.Length))];
        var far = Nearest(window, known).Index().Where(one => one.Item > reach).Select(one => one.Index).ToArray();
        return Groups(window, far, reach, neighbours);
    }

    /// <summary>Squared distance of each row from the nearest of other points, shape [rows].</summary>
    private static double[] Nearest(PointSet rows, PointSet others)
    {
        var nearest = new double[rows.Count];
        Parallel.For(
            0,
            rows.Count,
            i =>
            {
                nearest[i] = double.PositiveInfinity;
                for (var j = 0; j < others.Count; j++)
                {
                    nearest[i] = Math.Min(nearest[i], rows.SquaredDistance(i, others, j));
                }
            }
        );
        return nearest;
    }

    private static List<IReadOnlyList<int>> Groups(PointSet window, int[] far, double reach, int neighbours)
    {
        var near = new List<int>[far.Length];
        Parallel.For(
            0,
            far.Length,
            i => near[i] = [.. Enumerable.Range(0, far.Length).Where(j => window.SquaredDistance(far[i], window, far[j]) <= reach)]
        );
        var seen = new bool[far.Length];
        var groups = new List<IReadOnlyList<int>>();
        for (var start = 0; start < far.Length; start++)
        {
            if (seen[start] || near[start].Count < neighbours)
            {
                continue;
            }

            var group = new List<int>();
            var open = new Queue<int>([start]);
            seen[start] = true;
            while (open.TryDequeue(out var at))
            {
                group.Add(far[at]);
                foreach (var next in near[at].Count < neighbours ? [] : near[at])
                {
                    if (!seen[next])
                    {
                        seen[next] = true;
                        open.Enqueue(next);
                    }
                }
            }

            group.Sort();
            groups.Add(group);
        }

        return [.. groups.OrderByDescending(group => group.Count).ThenBy(group => group[0])];
    }
}
