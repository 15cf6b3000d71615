using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>Reference values: scikit-learn 1.2.1, <c>roc_auc_score(y, s)</c> and <c>roc_auc_score(y, s, sample_weight=w)</c>.</summary>
public sealed class AreaUnderCurveTests
{
    private static readonly AreaUnderCurve _auc = new();

    [Fact]
    public void Twelve_rows_with_ties_have_the_area_of_scikit_learn()
    {
        var area = _auc.Measure(Rows.Of(Rows.Labels, Rows.Scores))!.Value;

        Assert.Equal(0.7285714285714285, area, 1e-15);
    }

    [Fact]
    public void Twelve_weighted_rows_have_the_area_of_scikit_learn()
    {
        var area = _auc.Measure(Rows.Of(Rows.Labels, Rows.Scores, Rows.Weights))!.Value;

        Assert.Equal(0.71875, area, 1e-15);
    }

    [Theory]
    [InlineData(1UL)]
    [InlineData(2UL)]
    [InlineData(3UL)]
    public void The_area_is_the_share_of_ordered_pairs_counted_one_by_one(ulong seed)
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(seed, 300, 8);

        var area = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!.Value;

        Assert.Equal(AreaByPairs(labels, scores, weights), area, 1e-12);
    }

    [Fact]
    public void A_weight_of_three_is_the_row_three_times()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(4, 200, 6);
        var repeated = Enumerable.Range(0, 200).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();

        var weighted = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!;
        var duplicated = _auc.Measure(Rows.Of(Of(labels), Of(scores), null, [.. repeated.Select(i => clusters[i])]))!;

        Assert.Equal(duplicated.Value, weighted.Value, 1e-12);
        Assert.Equal(duplicated.ByCluster, weighted.ByCluster, (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(duplicated.WeightByCluster, weighted.WeightByCluster, (one, other) => Math.Abs(one - other) < 1e-12);

        double[] Of(double[] values) => [.. repeated.Select(i => values[i])];
    }

    [Fact]
    public void Equal_scores_say_nothing_and_have_half_the_area()
    {
        var area = _auc.Measure(Rows.Of(Rows.Labels, [.. Rows.Labels.Select(_ => 0.5)]))!;

        Assert.Equal(0.5, area.Value);
        Assert.All(area.ByCluster, influence => Assert.Equal(0, influence));
    }

    [Theory]
    [InlineData(0.1, 0.9, 1)]
    [InlineData(0.9, 0.1, 0)]
    public void Scores_that_part_the_classes_have_all_of_the_area_or_none(double negative, double positive, double expected)
    {
        var scores = Rows.Labels.Select(label => label == 1 ? positive : negative).ToArray();

        var area = _auc.Measure(Rows.Of(Rows.Labels, scores))!.Value;

        Assert.Equal(expected, area);
    }

    [Fact]
    public void A_monotone_transform_of_the_scores_changes_nothing()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(5, 400, 7);
        var bent = scores.Select(score => Math.Exp(3 * score) / 25).ToArray();

        var before = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!;
        var after = _auc.Measure(Rows.Of(labels, bent, weights, clusters))!;

        Assert.Equal(before.Value, after.Value, 1e-12);
        Assert.Equal(before.ByCluster, after.ByCluster, (one, other) => Math.Abs(one - other) < 1e-12);
    }

    [Fact]
    public void Turning_scores_and_labels_over_keeps_the_area()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(6, 250, 7);

        var area = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!.Value;
        var turned = _auc.Measure(Rows.Of(Over(labels), Over(scores), weights, clusters))!.Value;

        Assert.Equal(area, turned, 1e-12);

        static double[] Over(double[] values) => [.. values.Select(value => 1 - value)];
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Rows_of_one_class_have_no_area_and_say_so(double label)
    {
        var rows = Rows.Of([label, label, label], [0.1, 0.2, 0.3]);

        var measured = _auc.Estimate(rows, 0.05);

        Assert.Null(_auc.Measure(rows));
        Assert.Null(measured.Value);
        Assert.Equal((3, "the rows are of one class only"), (measured.Rows, measured.Why));
    }

    [Fact]
    public void No_rows_have_no_area_and_say_so()
    {
        var measured = _auc.Estimate(Rows.Of([], []), 0.05);

        Assert.Null(measured.Value);
        Assert.Equal("no labelled row", measured.Why);
    }

    [Theory]
    [InlineData(7UL)]
    [InlineData(8UL)]
    public void Influence_values_of_rows_sum_to_zero(ulong seed)
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(seed, 500, 9);

        var area = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!;

        Assert.Equal(0, area.ByRow.Value.Sum(), 1e-12);
        Assert.Contains(area.ByRow.Value, influence => Math.Abs(influence) > 1e-4);
    }

    [Fact]
    public void Influence_of_a_cluster_is_what_leaving_it_out_does_but_for_its_share()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(9, 300, 5);
        var area = _auc.Measure(Rows.Of(labels, scores, weights, clusters))!;

        // The interval is about pairs of different clusters, so that is what the influence is of.
        Assert.Equal(AreaByPairs(labels, scores, weights, clusters), area.Centre, 1e-12);
        Assert.Equal(1, area.WeightByCluster.Sum(), 1e-12);
        for (var cluster = 0; cluster < 5; cluster++)
        {
            var others = weights.Select((weight, i) => clusters[i] == cluster ? 0 : weight).ToArray();

            var change = area.Centre - AreaByPairs(labels, scores, others, clusters);

            Assert.Equal((1 - area.WeightByCluster[cluster]) * change, area.ByCluster[cluster], 1e-12);
        }
    }

    [Fact]
    public void With_three_days_whose_effects_add_up_the_variance_is_that_of_their_mean()
    {
        // Of each day 20 positive rows and 20 negative ones; the positives of a day lie above a share of all negatives.
        double[] above = [0.50, 0.60, 0.85];
        var measured = _auc.Estimate(Rows.OfDaysThatOnlyPositivesTellApart(above), 0.05);

        var mean = above.Average();
        Assert.Equal(Math.Sqrt(above.Sum(one => (one - mean) * (one - mean)) / 2 / 3), measured.StandardError!.Value, 1e-12);
    }

    [Fact]
    public void A_class_that_but_for_one_day_is_missing_gives_an_area_without_interval()
    {
        var labels = Enumerable.Range(0, 400).Select(i => i < 40 ? 1.0 : 0).ToArray();
        var scores = Enumerable.Range(0, 400).Select(i => i * 37 % 400 / 400.0).ToArray();

        var measured = _auc.Estimate(Rows.Of(labels, scores, null, [.. Enumerable.Range(0, 400).Select(i => i / 50)]), 0.05);

        Assert.NotNull(measured.Value);
        Assert.False(measured.HasInterval);
        Assert.Equal("but for one cluster the rows are of one class; an interval needs both classes in several", measured.Why);
    }

    [Theory]
    [InlineData(10UL)]
    [InlineData(11UL)]
    public void With_every_row_its_own_cluster_the_variance_is_nearly_that_of_DeLong(ulong seed)
    {
        var (labels, scores, _, _) = Rows.Drawn(seed, 200, 5);
        var (positive, negative) = (labels.Count(label => label == 1), labels.Count(label => label == 0));
        var (ofPositive, ofNegative) = DeLongComponents(labels, scores);

        var measured = _auc.Estimate(Rows.Of(labels, scores), 0.05);

        Assert.InRange(measured.StandardError!.Value / Math.Sqrt((ofPositive / positive) + (ofNegative / negative)), 0.995, 1.005);
        Assert.InRange(measured.Clusters, 50, 200);
    }

    [Fact]
    public void A_model_does_not_differ_from_itself_by_anything()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(12, 300, 7);
        var rows = Rows.Of(labels, scores, weights, clusters);

        var difference = _auc.Difference(rows, Rows.Of(labels, [.. scores], weights, clusters), 0.05);

        Assert.Equal((0.0, 0.0, 0.0, 0.0), (difference.Value, difference.StandardError, difference.Low, difference.High));
    }

    [Fact]
    public void A_paired_difference_is_the_difference_of_the_areas_and_turns_its_sign_with_the_order()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(13, 300, 7);
        var other = Rows.Drawn(14, 300, 7).Scores;
        var (one, two) = (Rows.Of(labels, scores, weights, clusters), Rows.Of(labels, other, weights, clusters));

        var difference = _auc.Difference(one, two, 0.05);
        var turned = _auc.Difference(two, one, 0.05);

        Assert.Equal(AreaByPairs(labels, scores, weights) - AreaByPairs(labels, other, weights), difference.Value!.Value, 1e-12);
        Assert.Equal(-difference.Value!.Value, turned.Value!.Value, 1e-15);
        Assert.Equal(difference.StandardError!.Value, turned.StandardError!.Value, 1e-15);
    }

    [Fact]
    public void A_nearly_equal_model_has_a_far_smaller_difference_than_its_own_interval()
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(15, 400, 10);
        var nearly = scores.Select((score, i) => i % 40 == 0 ? score + 0.01 : score).ToArray();
        var (one, two) = (Rows.Of(labels, scores, weights, clusters), Rows.Of(labels, nearly, weights, clusters));

        var alone = _auc.Estimate(one, 0.05);
        var paired = _auc.Difference(one, two, 0.05);

        Assert.InRange(paired.StandardError!.Value, 1e-9, alone.StandardError!.Value / 10);
    }

    /// <param name="clusters">Only pairs of different ones count; all pairs without it.</param>
    private static double AreaByPairs(double[] labels, double[] scores, double[] weights, int[]? clusters = null)
    {
        double ordered = 0;
        double all = 0;
        for (var i = 0; i < labels.Length; i++)
        {
            for (var j = 0; j < labels.Length; j++)
            {
                if (labels[i] == 1 && labels[j] == 0 && (clusters is null || clusters[i] != clusters[j]))
                {
                    var pair = weights[i] * weights[j];
                    all += pair;
                    ordered +=
                        pair
                        * (
                            scores[i] > scores[j] ? 1
                            : scores[i] == scores[j] ? 0.5
                            : 0
                        );
                }
            }
        }

        return ordered / all;
    }

    /// <summary>Sample variances of the structural components, written down from DeLong (1988) without a look at ours.</summary>
    private static (double OfPositive, double OfNegative) DeLongComponents(double[] labels, double[] scores)
    {
        var positives = scores.Where((_, i) => labels[i] == 1).ToArray();
        var negatives = scores.Where((_, i) => labels[i] == 0).ToArray();
        return (
            Variance([.. positives.Select(x => negatives.Average(y => Kernel(x, y)))]),
            Variance([.. negatives.Select(y => positives.Average(x => Kernel(x, y)))])
        );

        static double Kernel(double x, double y) =>
            x > y ? 1
            : x == y ? 0.5
            : 0;

        static double Variance(double[] values)
        {
            var mean = values.Average();
            return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        }
    }
}
