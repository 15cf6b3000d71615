using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>Precision, recall and F1. Reference values of the twelve rows: scikit-learn 1.2.1, without and with <c>sample_weight</c>, at a threshold of .5.</summary>
public sealed class PredictionMetricTests
{
    public static TheoryData<string> Names => ["precision", "recall", "f1"];

    [Theory]
    [InlineData("precision", 0.5, 0.4666666666666667)]
    [InlineData("recall", 0.8, 0.875)]
    [InlineData("f1", 0.6153846153846154, 0.6086956521739131)]
    public void Twelve_rows_have_the_values_of_scikit_learn(string metric, double plain, double weighted)
    {
        var named = MetricKinds.Named(metric, ModelTask.Binary);

        Assert.Equal(plain, named.Measure(Rows.Of(Rows.Labels, Rows.Scores))!.Value, 1e-14);
        Assert.Equal(weighted, named.Measure(Rows.Of(Rows.Labels, Rows.Scores, Rows.Weights))!.Value, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_influence_of_a_row_is_what_a_little_more_weight_on_it_does(string metric)
    {
        var named = MetricKinds.Named(metric, ModelTask.Binary);
        var (labels, scores, weights, clusters) = Rows.Drawn(31, 200, 5);
        var measured = named.Measure(Rows.Of(labels, scores, weights, clusters))!;
        const double Step = 1e-6;
        for (var i = 0; i < labels.Length; i += 17)
        {
            double[] heavier = [.. weights];
            heavier[i] *= 1 + Step;

            var moved = (named.Measure(Rows.Of(labels, scores, heavier, clusters))!.Value - measured.Value) / Step;

            Assert.Equal(measured.ByRow.Value[Array.IndexOf(measured.ByRow.Row, i)], moved, 1e-7);
        }

        Assert.Equal(0, measured.ByCluster.Sum(), 1e-12);
    }

    [Theory]
    [InlineData("precision", "no score is 0.5 or more")]
    [InlineData("recall", null)]
    [InlineData("f1", null)]
    public void Where_no_row_is_predicted_positive_precision_is_absent_and_says_so(string metric, string? why)
    {
        var found = MetricKinds.Named(metric, ModelTask.Binary).Estimate(Rows.Of([1, 0, 1, 0, 1, 1], [0.1, 0.2, 0.3, 0.4, 0.4, 0.4]), 0.05);

        Assert.Equal(why is null ? 0.0 : null, found.Value);
        Assert.Contains(why ?? "0 rows count for it or against it", found.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recall", "no label is 1")]
    [InlineData("f1", "no label is 1 and no score is 0.5 or more")]
    public void Without_a_positive_row_there_is_nothing_to_find(string metric, string why)
    {
        Assert.Equal(why, MetricKinds.Named(metric, ModelTask.Binary).Estimate(Rows.Of([0, 0], [0.1, 0.2]), 0.05).Why);
        Assert.Equal("no labelled row", MetricKinds.Named(metric, ModelTask.Binary).Estimate(Rows.Of([], []), 0.05).Why);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_interval_lies_within_nought_and_one_and_holds_the_value(string metric)
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(32, 400, 8);

        var measured = MetricKinds.Named(metric, ModelTask.Binary).Estimate(Rows.Of(labels, scores, weights, clusters), 0.025);

        Assert.InRange(measured.Low!.Value, 0, measured.Value!.Value);
        Assert.InRange(measured.High!.Value, measured.Value!.Value, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_few_rows_of_a_kind_are_too_few_for_an_interval(string metric)
    {
        var rows = Rows.Of([1, 1, 1, 0, 0, 0], [0.9, 0.8, 0.1, 0.7, 0.2, 0.1]);

        var measured = MetricKinds.Named(metric, ModelTask.Binary).Estimate(rows, 0.05);

        Assert.NotNull(measured.Value);
        Assert.Null(measured.Low);
        Assert.EndsWith("an interval needs 10 of each", measured.Why, StringComparison.Ordinal);
    }
}
