using System.Runtime.CompilerServices;

namespace Flywheel.Metrics;

/// <summary>Counts the pairs of every subset of grouped rows in passes over all rows in order of score, which are sorted once for all subsets.</summary>
public static class GroupedPairs
{
    /// <summary>Subsets of one pass have at most so many clusters together: beyond, a pass has another's memory.</summary>
    private const long MostCells = 1 << 20;

    /// <summary>In the order of the subsets.</summary>
    public static IReadOnlyList<SubsetPairs> Of(GroupedRows rows)
    {
        var sorted = Sorted(rows);
        var pairs = new SubsetPairs[rows.Subsets.Count];
        var sizes = rows.Counts();
        var passes = Math.Max(
            Math.Min(Environment.ProcessorCount, pairs.Length),
            (int)Math.Min(pairs.Length, 1 + ((long)pairs.Length * rows.ClusterCount / MostCells))
        );

        // The largest subsets first, each to the pass with the least to do.
        var (shares, load) = (Enumerable.Range(0, passes).Select(_ => new List<int>()).ToArray(), new long[passes]);
        foreach (var subset in Enumerable.Range(0, pairs.Length).OrderByDescending(subset => sizes[subset]))
        {
            var least = Array.IndexOf(load, load.Min());
            load[least] += sizes[subset] + 1;
            shares[least].Add(subset);
        }

        Parallel.ForEach(
            shares,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            share =>
            {
                foreach (var subset in share)
                {
                    pairs[subset] = new(
                        rows.ClusterCount,
                        [.. rows.Subsets[subset].Select(group => rows.Cluster[group]).Distinct().Order()]
                    );
                }

                Pass(rows, sorted, Members(rows, share, pairs));
            }
        );
        return pairs;
    }

    /// <summary>Those of a pass's subsets that each group is in, shape [groups].</summary>
    private static SubsetPairs[][] Members(GroupedRows rows, List<int> share, SubsetPairs[] pairs)
    {
        var members = new List<SubsetPairs>[rows.Groups];
        for (var group = 0; group < members.Length; group++)
        {
            members[group] = [];
        }

        foreach (var subset in share)
        {
            foreach (var group in rows.Subsets[subset])
            {
                members[group].Add(pairs[subset]);
            }
        }

        return Array.ConvertAll(members, of => of.ToArray());
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pass(GroupedRows rows, SortedRows sorted, SubsetPairs[][] members)
    {
        for (int start = 0, end; start < sorted.Score.Length; start = end)
        {
            end = start + 1;
            while (end < sorted.Score.Length && sorted.Score[end] == sorted.Score[start])
            {
                end++;
            }

            if (end == start + 1)
            {
                var (group, isPositive, weight) = sorted.At(start);
                foreach (var pairs in members[group])
                {
                    pairs.Add(rows.Cluster[group], isPositive, weight);
                }

                continue;
            }

            PassHalf(rows, sorted, members, start, end);
            for (var i = start; i < end; i++)
            {
                var (group, isPositive, weight) = sorted.At(i);
                foreach (var pairs in members[group])
                {
                    pairs.Count(rows.Cluster[group], isPositive, weight);
                }
            }

            PassHalf(rows, sorted, members, start, end);
        }
    }

    private static void PassHalf(GroupedRows rows, SortedRows sorted, SubsetPairs[][] members, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            var (group, isPositive, weight) = sorted.At(i);
            foreach (var pairs in members[group])
            {
                pairs.Pass(rows.Cluster[group], isPositive, weight / 2);
            }
        }
    }

    private static SortedRows Sorted(GroupedRows rows)
    {
        var row = new int[rows.Count];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = i;
        }

        var score = (double[])rows.Score.Clone();
        RadixSort.Sort(score, row);
        var weight = Array.TrueForAll(rows.Weight, weight => weight == 1) ? null : Array.ConvertAll(row, i => rows.Weight[i]);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = (rows.Group[row[i]] << 1) | (rows.Label[row[i]] == 1 ? 1 : 0);
        }

        return new(score, row, weight);
    }

    /// <summary>Rows in ascending order of score.</summary>
    /// <param name="Group">Twice the index of the group, and 1 more for a positive row, shape [rows].</param>
    /// <param name="Weight">Null where every row has the weight 1.</param>
    private sealed record SortedRows(double[] Score, int[] Group, double[]? Weight)
    {
        public (int Group, bool IsPositive, double Weight) At(int i) =>
            (Group[i] >> 1, (Group[i] & 1) == 1, Weight is null ? 1 : Weight[i]);
    }
}
