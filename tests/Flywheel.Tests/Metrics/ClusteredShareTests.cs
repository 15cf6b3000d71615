using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>The expected ends are computed by hand from the formulas, with quantiles of printed tables: z(.95) = 1.6449, t(99) = 1.6604, t(9) = 1.8331.</summary>
public sealed class ClusteredShareTests
{
    [Fact]
    public void Without_an_exception_all_rows_count_but_for_the_degrees_of_the_clusters()
    {
        var measured = ClusteredShare.Of(Rows(10, 10), Has(100, _ => true), 0.05);

        // 100 (1.6604 / 1.8331)² = 82.05 rows; 1 / (1 + 1.6449² / 82.05) = 0.9681.
        Assert.Equal(1, measured.Value);
        Assert.Equal(0.9681, measured.Low!.Value, 4);
        Assert.Equal(1, measured.High);
    }

    [Fact]
    public void Clusters_that_have_it_or_not_as_a_whole_count_as_few_rows()
    {
        var whole = ClusteredShare.Of(Rows(20, 50), Has(1000, i => i / 50 < 10), 0.05);
        var mixed = ClusteredShare.Of(Rows(20, 50), Has(1000, i => i % 2 == 0), 0.05);

        // Twenty halves: SE² = (20 / 19) · 20 · (50 · ½ / 1000)² = 0.01316, so ¼ / 0.01316 = 19 rows, whose t has fewer degrees than the clusters' 19 by one.
        Assert.Equal(0.5, whole.Value);
        var (low, high) = Wilson.Ends(0.5, 19, 0.05);
        Assert.Equal(low, whole.Low!.Value, 3);
        Assert.Equal(high, whole.High!.Value, 3);
        Assert.True(mixed.High - mixed.Low < (whole.High - whole.Low) / 3);
    }

    [Fact]
    public void Unequal_weights_leave_less()
    {
        var rows = Rows(10, 10) with { Weight = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : 9.0)] };

        var measured = ClusteredShare.Of(rows, Has(100, _ => true), 0.05);

        // Kish: 500² / (50 + 50 · 81) = 60.98 rows, times (t(60) 1.6706 / 1.8331)² = 50.65.
        Assert.Equal(1 / (1 + (1.6449 * 1.6449 / 50.65)), measured.Low!.Value, 4);
    }

    [Fact]
    public void Two_clusters_or_no_row_are_no_evidence()
    {
        Assert.Null(ClusteredShare.Of(Rows(2, 50), Has(100, _ => true), 0.05).Low);
        Assert.Equal("no row", ClusteredShare.Of(Rows(0, 0), [], 0.05).Why);
    }

    /// <summary>
    /// Shares of clusters are .9 on average and .1 (standard deviation) apart, uniformly: the lower end is to be at or below .9 in 95 % of the draws. The limit is .91:
    /// the binomial spread of 2,000 draws leaves ± 2 %, and what a share near its bound and estimated few rows cost is another 2 %.
    /// </summary>
    [Theory]
    [InlineData(8)]
    [InlineData(24)]
    public void The_lower_end_lies_below_the_truth_as_often_as_it_says(int clusters)
    {
        var random = new Lcg(5);
        var below = 0;
        for (var draw = 0; draw < 2000; draw++)
        {
            var shares = Enumerable.Range(0, clusters).Select(_ => 0.8 + (0.2 * random.Next())).ToArray();
            var measured = ClusteredShare.Of(Rows(clusters, 50), Has(clusters * 50, i => random.Next() < shares[i / 50]), 0.05);
            below += measured.Low <= 0.9 ? 1 : 0;
        }

        Assert.InRange(below / 2000.0, 0.91, 1);
    }

    private static bool[] Has(int rows, Func<int, bool> has) => [.. Enumerable.Range(0, rows).Select(has)];

    private static LabelledSample Rows(int clusters, int each) =>
        new(
            new double[clusters * each],
            [.. Enumerable.Repeat(1.0, clusters * each)],
            [.. Enumerable.Range(0, clusters * each).Select(i => i / each)],
            clusters
        );
}
