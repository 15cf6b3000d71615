using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

public sealed class ScoredRowsTests
{
    [Fact]
    public void Rows_ascend_by_score_and_lead_back_to_the_sample()
    {
        var sample = Rows.Sample([1, 0, 0], [10, 20, 30], [2, 1, 0]);

        var rows = ScoredRows.Of(sample, [0.5, 0.9, 0.1]);

        Assert.Equal([0.1, 0.5, 0.9], rows.Score);
        Assert.Equal([2, 0, 1], rows.Row);
        Assert.Equal([0.0, 1, 0], rows.Label);
        Assert.Equal([30.0, 10, 20], rows.Weight);
        Assert.Equal([0, 2, 1], rows.Cluster);
    }

    [Fact]
    public void A_mask_speaks_of_the_sample_however_often_it_is_applied()
    {
        var rows = ScoredRows.Of(Rows.Sample([1, 0, 1, 0]), [0.4, 0.3, 0.2, 0.1]);

        var twice = rows.Where([true, true, false, true]).Where([true, false, true, true]);

        Assert.Equal([3, 0], twice.Row);
        Assert.Equal([0.1, 0.4], twice.Score);
        Assert.Equal(4, twice.ClusterCount);
    }

    [Fact]
    public void A_metric_of_masked_rows_is_that_of_those_rows_alone()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(41, 300, 6);
        var mask = clusters.Select(cluster => cluster != 3).ToArray();

        var masked = new AreaUnderCurve().Estimate(Rows.Of(labels, scores, weights, clusters).Where(mask), 0.05);
        var alone = new AreaUnderCurve().Estimate(Rows.Of(Kept(labels), Kept(scores), Kept(weights), Kept(clusters)), 0.05);

        Assert.Equal(alone.Value!.Value, masked.Value!.Value, 1e-12);
        Assert.Equal(alone.StandardError!.Value, masked.StandardError!.Value, 1e-12);
        Assert.Equal(alone.Clusters, masked.Clusters);

        T[] Kept<T>(T[] values) => [.. values.Where((_, i) => mask[i])];
    }

    [Fact]
    public void Scores_of_another_length_are_refused_with_both_lengths()
    {
        var refused = Assert.Throws<ArgumentException>(() => ScoredRows.Of(Rows.Sample([1, 0]), [0.5]));

        Assert.Contains("A sample of 2 rows needs as many scores; got 1.", refused.Message, StringComparison.Ordinal);
    }
}
