using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Training.Searching;

namespace Flywheel.Tests.Training.Searching;

public sealed class TrialRowsTests
{
    private static readonly Encoder _encoder = new() { Features = [new EncodedFeature { Name = "x", Sql = "x" }] };

    [Fact]
    public void Each_heat_has_the_rows_of_the_one_before()
    {
        var rows = Rows(weights: null);

        Assert.Equal([1, 3, 4], new[] { 0.2, 0.7, 1 }.Select(rows.Fitted));
        Assert.Equal([20], rows.For(AutoTrainer.First, 0.2).Fitted.Values);
        Assert.Equal([10, 20, 40], rows.For(AutoTrainer.First, 0.7).Fitted.Values);
        Assert.Equal([0, 1, 1], rows.For(AutoTrainer.First, 0.7).Fitted.Labels);
    }

    [Fact]
    public void What_adds_up_is_scaled_by_the_older_rows_and_trees_are_not()
    {
        var (fitted, judged) = Rows(weights: null).For(new LinearTrainer(), 1);

        // Mean 25, deviation √125.
        Assert.Equal(0, fitted.Values.Sum(), 5);
        Assert.Equal((35 - 25) / Math.Sqrt(125), judged.Values[1], 5);
        Assert.Equal([25, 35, 45], Rows(weights: null).For(AutoTrainer.First, 1).Judged.Values);
    }

    [Fact]
    public void Losses_are_weighed_and_summed_by_cluster()
    {
        var rows = Rows(weights: [1, 2, 0.5f]);

        Assert.Equal([1.5, 2], rows.WeightByCluster);
        Assert.Equal([0.1 + (0.5 * 0.3), 2 * 0.2], rows.ByCluster([0.1, 0.2, 0.3]));
    }

    [Fact]
    public void A_difference_is_that_of_the_mean_of_paired_losses_with_its_clusters_as_draws()
    {
        double[] first = [0.3, 0.5, 0.4, 0.45, 0.2];
        double[] second = [0.32, 0.53, 0.41, 0.49, 0.21];
        var labels = new double[5];

        var mine = new Judgement([1, 1, 1, 1, 1], 5, 0.05).Difference(new(first, 0), new(second, 0));

        // Each cluster is one row here, whose error as mae tells it is its score.
        var sample = new LabelledSample(labels, [1, 1, 1, 1, 1], [0, 1, 2, 3, 4], 5);
        var other = new MeanAbsoluteError().Difference(ScoredRows.Of(sample, first), ScoredRows.Of(sample, second), 0.05);
        Assert.Equal(other.Value!.Value, mine.Value!.Value, 12);
        Assert.Equal(other.StandardError!.Value, mine.StandardError!.Value, 12);
        Assert.Equal(other.High!.Value, mine.High!.Value, 12);
    }

    private static TrialRows Rows(float[]? weights) =>
        new(
            new(2001, 1, 1),
            _encoder,
            new([10, 20, 30, 40], 4, ["x"], [false], [0, 1, 0, 1]),
            [0.4, 0.1, 0.9, 0.6],
            new([25, 35, 45], 3, ["x"], [false], [1, 0, 1], weights),
            [0, 1, 0]
        );
}
