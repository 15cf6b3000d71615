using Flywheel.Cohorts.Weak;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Cohorts.Weak;

public sealed class WeakSearchTests
{
    private const int Clusters = 20;
    private const double Error = 0.05;

    [Fact]
    public void A_planted_value_is_found_and_confirmed_and_nothing_that_merely_contains_it()
    {
        var found = Find(3, 200, (a, _, _) => a == 2 ? 1.6 : 1);

        var find = Assert.Single(found, find => find.IsConfirmed);
        Assert.Equal(new TraitPair(0, 2), find.Pair);
        Assert.InRange(find.Excess.Value!.Value, 0.25, 0.65);
    }

    [Fact]
    public void A_planted_pair_is_named_as_a_pair_and_neither_of_its_parts()
    {
        var found = Find(4, 400, (a, b, _) => a == 1 && b == 2 ? 2 : 1);

        var find = Assert.Single(found, find => find.IsConfirmed);
        Assert.Equal(new TraitPair(0, 1, 1, 2), find.Pair);
    }

    [Fact]
    public void Two_planted_values_are_both_found()
    {
        var found = Find(5, 400, (a, _, c) => 1 + (a == 0 ? 0.8 : 0) + (c == 4 ? 0.8 : 0));

        Assert.Equal(
            [new TraitPair(0, 0), new TraitPair(2, 4)],
            found.Where(find => find.IsConfirmed).Select(find => find.Pair).OrderBy(pair => pair.Column)
        );
    }

    [Fact]
    public void A_cohort_with_too_few_rows_is_not_looked_at()
    {
        var rows = Rows(6, 50, (a, _, _) => a == 3 ? 5 : 1);

        Assert.Empty(WeakSearch.Find(rows, Halves, minimumRows: 1000, Error));
    }

    /// <remarks>
    /// Of 1,000 draws where every cohort loses alike (days differ), at most .05 may confirm anything. Limit written down before the first run: 50 + 2.33 ·
    /// √(1000 · .05 · .95) = 66, which a rate of .05 passes with a chance of .99.
    /// </remarks>
    [Fact]
    public void Where_the_error_is_the_same_everywhere_hardly_anything_is_confirmed()
    {
        var falsely = Enumerable.Range(0, 1000).Count(seed => Find((ulong)(100 + seed), 60, (_, _, _) => 1).Any(find => find.IsConfirmed));

        Assert.True(falsely <= 66, $"{falsely} of 1,000 draws confirm a cohort that is like all others");
    }

    private static bool[] Halves => [.. Enumerable.Range(0, Clusters).Select(cluster => cluster % 2 == 0)];

    private static IReadOnlyList<WeakFind> Find(ulong seed, int perCluster, Func<int, int, int, double> mean) =>
        WeakSearch.Find(Rows(seed, perCluster, mean), Halves, minimumRows: 30, Error);

    /// <summary>Columns of four, three and five values; losses are skewed, as real ones are, and days differ by a fifth.</summary>
    private static TraitRows Rows(ulong seed, int perCluster, Func<int, int, int, double> mean)
    {
        var random = new Lcg(seed * 2654435761);
        var days = Enumerable.Range(0, Clusters).Select(_ => 1 + (0.2 * random.NextNormal())).ToList();
        var rows = Clusters * perCluster;
        var traits = new[] { new int[rows], new int[rows], new int[rows] };
        var (loss, cluster) = (new double[rows], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            cluster[row] = row % Clusters;
            (traits[0][row], traits[1][row], traits[2][row]) = (random.NextBelow(4), random.NextBelow(3), random.NextBelow(5));
            loss[row] =
                -Math.Log(1 - random.Next()) * Math.Max(0.1, days[cluster[row]]) * mean(traits[0][row], traits[1][row], traits[2][row]);
        }

        return new(loss, [.. Enumerable.Repeat(1.0, rows)], cluster, Clusters, traits);
    }
}
