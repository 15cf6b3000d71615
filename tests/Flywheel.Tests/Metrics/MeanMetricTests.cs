using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>
/// Reference values of the twelve rows: scikit-learn 1.2.1, <c>log_loss</c>, <c>brier_score_loss</c>, <c>accuracy_score(y, s &gt;= .5)</c> and
/// <c>mean_absolute_error</c>, without and with <c>sample_weight</c>; numpy 1.24 <c>average(s - y)</c>; the interval by scipy 1.10 <c>stats.t.interval(.9, 11, mean, se)</c>.
/// </summary>
public sealed class MeanMetricTests
{
    public static TheoryData<string, double, double> OfTwelveRows =>
        new()
        {
            { "log-loss", 0.6111376409969018, 0.632608588291419 },
            { "brier", 0.21583333333333332, 0.2225 },
            { "calibration", 0.10833333333333335, 0.135 },
            { "accuracy", 0.5833333333333334, 0.55 },
            { "mae", 0.40833333333333327, 0.425 },
        };

    [Theory]
    [MemberData(nameof(OfTwelveRows))]
    public void Twelve_rows_have_the_values_of_scikit_learn(string metric, double plain, double weighted)
    {
        var named = MetricKinds.Named(metric, ModelTask.Binary);

        var unweighted = named.Measure(Rows.Of(Rows.Labels, Rows.Scores))!.Value;
        var withWeights = named.Measure(Rows.Of(Rows.Labels, Rows.Scores, Rows.Weights))!.Value;

        Assert.Equal(plain, unweighted, 1e-14);
        Assert.Equal(weighted, withWeights, 1e-14);
    }

    [Theory]
    [InlineData(1, 0, 16.11809565095832)]
    [InlineData(0, 1, 16.11809565095832)]
    [InlineData(1, 1, 1e-7)]
    [InlineData(0, 0, 1e-7)]
    public void A_sure_score_has_the_log_loss_of_a_seventh_decimal(double label, double score, double expected)
    {
        var loss = new LogLoss().Measure(Rows.Of([label], [score]))!.Value;

        // -ln 1e-7 = 7 ln 10 = 16.118095650958…
        Assert.Equal(expected, loss, 1e-8);
    }

    [Fact]
    public void A_coin_has_a_log_loss_of_ln_2_and_a_Brier_score_of_a_quarter()
    {
        var coin = Rows.Of([1, 0, 0], [0.5, 0.5, 0.5]);

        Assert.Equal(Math.Log(2), new LogLoss().Measure(coin)!.Value, 1e-15);
        Assert.Equal(0.25, new Brier().Measure(coin)!.Value, 1e-15);
    }

    [Theory]
    [InlineData(new[] { 1.0, 0 }, new[] { 1.0, 1 }, 0.5)]
    [InlineData(new[] { 1.0, 0 }, new[] { 0.0, 0 }, -0.5)]
    [InlineData(new[] { 1.0, 0 }, new[] { 0.0, 1 }, 0)]
    public void Calibration_is_positive_where_scores_are_too_high(double[] labels, double[] scores, double expected)
    {
        var calibration = new Calibration().Measure(Rows.Of(labels, scores))!.Value;

        Assert.Equal(expected, calibration);
    }

    [Theory]
    [InlineData(1, 0.5, 1)]
    [InlineData(0, 0.5, 0)]
    [InlineData(1, 0.499999, 0)]
    [InlineData(0, 0.499999, 1)]
    public void A_score_of_one_half_predicts_the_positive_class(double label, double score, double expected)
    {
        var accuracy = new Accuracy().Measure(Rows.Of([label], [score]))!.Value;

        Assert.Equal(expected, accuracy);
    }

    [Fact]
    public void The_error_of_a_forecast_that_is_off_by_a_quarter_is_a_quarter()
    {
        var error = new MeanAbsoluteError().Measure(Rows.Of([1, 0, 0], [0.75, 0.25, 0.25]))!.Value;

        Assert.Equal(0.25, error, 1e-15);
    }

    [Fact]
    public void With_every_row_its_own_cluster_the_interval_is_the_textbook_one()
    {
        var measured = new Calibration().Estimate(Rows.Of(Rows.Labels, Rows.Scores), 0.05);

        Assert.Equal(-0.13629157933376512, measured.Low!.Value, 1e-9);
        Assert.Equal(0.3529582460004317, measured.High!.Value, 1e-9);
        Assert.Equal((12, 12.0), (measured.Rows, measured.Clusters));
        Assert.Null(measured.Why);
    }

    [Theory]
    [InlineData("log-loss")]
    [InlineData("brier")]
    [InlineData("calibration")]
    [InlineData("accuracy")]
    [InlineData("mae")]
    public void Influence_values_sum_to_zero_by_cluster(string metric)
    {
        var (labels, scores, weights, clusters) = Rows.Drawn(21, 300, 6);

        var measured = MetricKinds.Named(metric, ModelTask.Binary).Measure(Rows.Of(labels, scores, weights, clusters))!;

        Assert.Equal(0, measured.ByCluster.Sum(), 1e-12);
        Assert.Contains(measured.ByCluster, influence => Math.Abs(influence) > 1e-4);
    }

    [Fact]
    public void The_interval_of_clusters_is_that_of_their_totals()
    {
        // Two rows a cluster; brier terms .01 .09 | .25 .25 | .04 .16, so cluster sums less twice the mean are -.16667, .23333, -.06667.
        var rows = Rows.Of([1, 1, 0, 0, 0, 1], [0.9, 0.7, 0.5, 0.5, 0.2, 0.6], clusters: [0, 0, 1, 1, 2, 2]);

        var measured = new Brier().Estimate(rows, 0.05);

        var squares = ((0.1666667 * 0.1666667) + (0.2333333 * 0.2333333) + (0.0666667 * 0.0666667)) / 36;
        Assert.Equal(0.8 / 6, measured.Value!.Value, 1e-12);
        Assert.Equal(Math.Sqrt(squares * 3 / 2), measured.StandardError!.Value, 1e-7);

        // A squared distance is never negative: its interval is symmetric in the logarithm.
        var reach = 2.919986 * measured.StandardError!.Value / measured.Value!.Value;
        Assert.Equal(measured.Value!.Value * Math.Exp(reach), measured.High!.Value, 1e-6);
        Assert.Equal(measured.Value!.Value * Math.Exp(-reach), measured.Low!.Value, 1e-6);
    }

    [Fact]
    public void No_row_is_absent_never_zero()
    {
        var measured = new Brier().Estimate(Rows.Of([], []), 0.05);

        Assert.Null(measured.Value);
        Assert.False(measured.HasInterval);
        Assert.Equal("no labelled row", measured.Why);
    }
}
