using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>
/// Reference values of ten rows: scikit-learn 1.2.1, <c>mean_absolute_error</c>, the root of <c>mean_squared_error</c>, <c>r2_score</c> and
/// <c>mean_pinball_loss</c>, without and with <c>sample_weight</c>.
/// </summary>
public sealed class RegressionMetricTests
{
    private static readonly double[] _labels = [3.5, -1.2, 0.0, 7.25, 4.1, 2.2, 9.9, -3.0, 5.5, 1.0];
    private static readonly double[] _scores = [3.0, -1.0, 1.5, 6.0, 4.5, 2.0, 8.0, -1.0, 5.0, 2.5];
    private static readonly double[] _weights = [1, 2, 1, 3, 1, 1.5, 2, 1, 4, 1];

    public static TheoryData<string> Names => [.. MetricKinds.Of(ModelTask.Regression).Select(metric => metric.Name)];

    [Theory]
    [InlineData("mae", 0.9950000000000001, 0.9228571428571429)]
    [InlineData("rmse", 1.200520720354297, 1.1201402973352428)]
    [InlineData("r2", 0.8974974441036583, 0.9098281864760319)]
    [InlineData("pinball-10", 0.5475000000000001, 0.3574285714285715)]
    [InlineData("pinball-50", 0.49750000000000005, 0.46142857142857147)]
    [InlineData("pinball-90", 0.4475000000000001, 0.5654285714285715)]
    public void Ten_rows_have_the_values_of_scikit_learn(string metric, double plain, double weighted)
    {
        var named = MetricKinds.Named(metric, ModelTask.Regression);

        Assert.Equal(plain, named.Measure(Rows.Of(_labels, _scores))!.Value, 1e-14);
        Assert.Equal(weighted, named.Measure(Rows.Of(_labels, _scores, _weights))!.Value, 1e-14);
    }

    /// <summary>An influence value is what the metric changes by, to first order, as a row's weight grows by its own share.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Influence_is_the_slope_of_the_metric_in_a_row_s_weight(string name)
    {
        var metric = MetricKinds.Named(name, ModelTask.Regression);
        var influence = metric.Measure(Rows.Of(_labels, _scores, _weights))!;

        for (var i = 0; i < _labels.Length; i++)
        {
            const double Step = 1e-6;
            var (more, less) = ((double[])_weights.Clone(), (double[])_weights.Clone());
            more[i] *= 1 + Step;
            less[i] *= 1 - Step;
            var slope =
                (metric.Measure(Rows.Of(_labels, _scores, more))!.Value - metric.Measure(Rows.Of(_labels, _scores, less))!.Value)
                / (2 * Step);
            Assert.Equal(slope, influence.ByCluster[i], 1e-7);
        }
    }

    [Fact]
    public void Without_error_the_root_is_0_and_all_is_explained()
    {
        var rows = Rows.Of([1, 2, 4], [1, 2, 4]);

        Assert.Equal(0, new RootMeanSquaredError().Measure(rows)!.Value);
        Assert.Equal(1, new DeterminationCoefficient().Measure(rows)!.Value);
        Assert.All(new RootMeanSquaredError().Measure(rows)!.ByCluster, influence => Assert.Equal(0, influence));
    }

    [Fact]
    public void Labels_that_are_all_the_same_leave_nothing_to_explain()
    {
        var measured = new DeterminationCoefficient().Estimate(Rows.Of([3, 3, 3], [1, 2, 3]), 0.05);

        Assert.Null(measured.Value);
        Assert.Equal("the labels are all the same", measured.Why);
        Assert.Equal("no labelled row", new DeterminationCoefficient().Estimate(Rows.Of([], []), 0.05).Why);
    }

    /// <summary>40 clusters of 25 rows that share a part of their error: truth by the parts' variances. 600 draws; a fair interval of 90 % is outside [86.5, 93] % once in a thousand.</summary>
    [Theory]
    [InlineData("rmse")]
    [InlineData("r2")]
    [InlineData("pinball-90")]
    public void Intervals_hold_the_truth_as_often_as_they_say(string name)
    {
        // y = x + a + e with x, a, e normal of deviations 2, 0.5 by cluster, and 1; the score is x.
        var variance = 0.25 + 1;
        var truth = name switch
        {
            "rmse" => Math.Sqrt(variance),
            "r2" => 1 - (variance / (4 + variance)),
            // E max(.9 z, -.1 z) of a normal z is half its mean absolute value.
            _ => Math.Sqrt(variance) / Math.Sqrt(2 * Math.PI),
        };
        var metric = MetricKinds.Named(name, ModelTask.Regression);
        var generator = new Lcg(5);
        var held = 0;
        for (var draw = 0; draw < 600; draw++)
        {
            var (labels, scores, clusters) = (new double[1000], new double[1000], new int[1000]);
            var shared = 0.0;
            for (var i = 0; i < labels.Length; i++)
            {
                clusters[i] = i / 25;
                shared = i % 25 == 0 ? 0.5 * generator.NextNormal() : shared;
                scores[i] = 2 * generator.NextNormal();
                labels[i] = scores[i] + shared + generator.NextNormal();
            }

            var measured = metric.Estimate(Rows.Of(labels, scores, clusters: clusters), 0.05);
            held += measured.Low <= truth && truth <= measured.High ? 1 : 0;
        }

        Assert.InRange(held / 600.0, 0.865, 0.93);
    }
}
