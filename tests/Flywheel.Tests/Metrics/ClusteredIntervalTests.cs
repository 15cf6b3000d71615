using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>Quantiles of Student's t: any printed table, e.g. W. Beyer, CRC Standard Mathematical Tables.</summary>
public sealed class ClusteredIntervalTests
{
    [Theory]
    [InlineData(2, 0.95, 2.920)]
    [InlineData(6, 0.95, 1.943)]
    [InlineData(4, 0.975, 2.776)]
    [InlineData(10, 0.99, 2.764)]
    [InlineData(30, 0.95, 1.697)]
    public void Quantiles_are_those_of_the_table(double degrees, double probability, double expected)
    {
        var quantile = ClusteredInterval.Quantile(degrees, probability);

        Assert.Equal(expected, quantile, 0.0005);
    }

    [Fact]
    public void The_interval_is_symmetric_and_reaches_as_far_as_t_says()
    {
        var influence = new Influence(0.7, [0.01, -0.02, 0.03, -0.01, 0, -0.02, 0.01], 70, [10, 10, 10, 10, 10, 10, 10]);

        var measured = ClusteredInterval.Of(influence, 0.05);

        // Squares sum to .002; 7/6 of it is .0023333, whose root is .0483046.
        Assert.Equal(0.0483046, measured.StandardError!.Value, 1e-7);
        Assert.Equal(0.7 + (1.943180 * 0.0483046), measured.High!.Value, 1e-6);
        Assert.Equal(0.7 - (1.943180 * 0.0483046), measured.Low!.Value, 1e-6);
        Assert.Equal(7, measured.Clusters);
    }

    [Fact]
    public void Ends_beyond_what_a_metric_can_be_are_cut_and_those_of_its_difference_are_not()
    {
        // The reach is that of above: .0938645.
        var influence = new Influence(0.97, [0.01, -0.02, 0.03, -0.01, 0, -0.02, 0.01], 70, [10, 10, 10, 10, 10, 10, 10])
        {
            CutTo = ValueRange.Share,
        };

        var measured = ClusteredInterval.Of(influence, 0.05);

        Assert.Equal(
            (0.0483046, 0.8761355, 1),
            (Math.Round(measured.StandardError!.Value, 7), Math.Round(measured.Low!.Value, 7), measured.High!.Value)
        );
        Assert.Null(influence.Minus(influence).CutTo);
    }

    [Fact]
    public void A_smaller_error_gives_a_wider_interval()
    {
        var influence = new Influence(0, [1, -1, 1, -1], 4, [1, 1, 1, 1]);

        var ninety = ClusteredInterval.Of(influence, 0.05);
        var ninetyEight = ClusteredInterval.Of(influence, 0.01);

        Assert.True(ninetyEight.High > ninety.High && ninetyEight.Low < ninety.Low);
    }

    [Fact]
    public void A_nearly_empty_cluster_more_hardly_changes_the_interval()
    {
        var (labels, scores, _, _) = Rows.Drawn(31, 601, 1);
        var clusters = Enumerable.Range(0, 601).Select(i => i < 600 ? i % 6 : 6).ToArray();

        var six = new Brier().Estimate(Rows.Of(labels[..600], scores[..600], null, clusters[..600]), 0.05);
        var more = new Brier().Estimate(Rows.Of(labels, scores, null, clusters), 0.05);

        Assert.Equal(6, six.Clusters);
        Assert.InRange(more.Clusters, 6, 6.05);
        Assert.InRange((more.High - more.Low)!.Value / (six.High - six.Low)!.Value, 0.97, 1.03);
    }

    [Fact]
    public void A_cluster_that_the_rows_do_not_touch_counts_for_nothing()
    {
        var four = new Influence(0.5, [0.1, -0.1, 0.2, -0.2], 40, [10, 10, 10, 10]);
        var untouched = new Influence(0.5, [0.1, -0.1, 0, 0.2, -0.2], 40, [10, 10, 0, 10, 10]);

        Assert.Equal(ClusteredInterval.Of(four, 0.05), ClusteredInterval.Of(untouched, 0.05));
    }

    [Theory]
    [InlineData(new[] { 10.0, 10 }, "2.0 clusters; an interval needs 2.8")]
    [InlineData(new[] { 100.0, 10, 10 }, "2.4 clusters; an interval needs 2.8")]
    [InlineData(new[] { 10.0 }, "1.0 clusters; an interval needs 2.8")]
    public void Too_few_clusters_have_a_value_a_reason_and_no_interval(double[] weights, string why)
    {
        var measured = ClusteredInterval.Of(new(0.6, new double[weights.Length], 20, weights), 0.05);

        Assert.Equal(0.6, measured.Value);
        Assert.False(measured.HasInterval);
        Assert.Null(measured.StandardError);
        Assert.Equal(why, measured.Why);
    }

    [Fact]
    public void Three_even_clusters_are_enough()
    {
        var measured = ClusteredInterval.Of(new(0.6, [0.1, -0.1, 0], 30, [10, 10, 10]), 0.05);

        Assert.True(measured.HasInterval);
        Assert.Null(measured.Why);
    }

    [Fact]
    public void A_p_value_at_the_lower_end_of_a_ninety_percent_interval_is_one_in_twenty()
    {
        var measured = ClusteredInterval.Of(new(0.1, [0.1, -0.1, 0.2, -0.2, 0.05, -0.05], 60, [10, 10, 10, 10, 10, 10]), 0.05);

        Assert.Equal(0.05, ClusteredInterval.BelowPValue(measured, measured.High!.Value), 1e-6);
        Assert.Equal(0.95, ClusteredInterval.BelowPValue(measured, measured.Low!.Value), 1e-6);
        Assert.Equal(0.5, ClusteredInterval.BelowPValue(measured, 0.1), 1e-9);
    }

    [Fact]
    public void Without_an_interval_nothing_is_shown_to_be_below()
    {
        var alone = ClusteredInterval.Of(new(-5, [0, 0], 20, [10, 10]), 0.05);

        Assert.Equal(1, ClusteredInterval.BelowPValue(alone, 0));
        Assert.Equal(1, ClusteredInterval.BelowPValue(Measurement.Absent(0, "no labelled row"), 0));
    }

    [Theory]
    [InlineData(-0.1, 0)]
    [InlineData(0, 1)]
    [InlineData(0.1, 1)]
    public void Without_spread_the_value_decides_alone(double value, double expected)
    {
        var exact = ClusteredInterval.Of(new(value, [0, 0, 0], 30, [10, 10, 10]), 0.05);

        Assert.Equal(expected, ClusteredInterval.BelowPValue(exact, 0));
    }

    [Fact]
    public void Over_400_draws_of_clustered_rows_nine_of_ten_intervals_hold_the_truth_and_row_level_ones_do_not()
    {
        const int Draws = 400;
        var generator = new Lcg(2001);
        var held = 0;
        var heldByRows = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (scores, clusters) = Days(generator);
            var labels = new double[scores.Length];

            var measured = new Calibration().Estimate(Rows.Of(labels, scores, null, clusters), 0.05);

            held += measured.Low <= 0.5 && 0.5 <= measured.High ? 1 : 0;
            heldByRows += RowLevelHolds(scores, 0.5) ? 1 : 0;
        }

        Assert.InRange(held / (double)Draws, 0.85, 0.95);
        Assert.InRange(heldByRows / (double)Draws, 0.1, 0.6);
    }

    [Fact]
    public void Over_400_draws_nine_of_ten_intervals_hold_the_true_area()
    {
        const int Draws = 400;
        var generator = new Lcg(1945);
        var held = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var (scores, clusters) = Days(generator);
            // Labels of a coin: whatever the days do to the scores, the true area is a half.
            var labels = scores.Select(_ => generator.Next() < 0.4 ? 1.0 : 0).ToArray();

            var measured = new AreaUnderCurve().Estimate(Rows.Of(labels, scores, null, clusters), 0.05);

            held += measured.Low <= 0.5 && 0.5 <= measured.High ? 1 : 0;
        }

        Assert.InRange(held / (double)Draws, 0.85, 0.95);
    }

    /// <summary>Twelve days of 20 to 40 rows; scores of one day share its weather; the true mean is a half.</summary>
    private static (double[] Scores, int[] Clusters) Days(Lcg generator)
    {
        var scores = new List<double>();
        var clusters = new List<int>();
        for (var day = 0; day < 12; day++)
        {
            var weather = 0.05 * generator.NextNormal();
            for (var row = 20 + generator.NextBelow(21); row > 0; row--)
            {
                scores.Add(0.5 + weather + (0.05 * generator.NextNormal()));
                clusters.Add(day);
            }
        }

        return ([.. scores], [.. clusters]);
    }

    private static bool RowLevelHolds(double[] values, double truth)
    {
        var mean = values.Average();
        var spread = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
        return Math.Abs(mean - truth) <= 1.645 * spread;
    }
}
