using Flywheel.Metrics;
using Flywheel.Monitoring.Estimates;
using Flywheel.State;

namespace Flywheel.Tests.Monitoring.Estimates;

public sealed class ExpectedTests
{
    /// <remarks>tests/oracles/oracles.md, section 4: scores on the same side of 0.5 as the five predictions, in the order of the probabilities.</remarks>
    [Theory]
    [InlineData("accuracy", 0.72)]
    [InlineData("precision", 0.7333333333333334)]
    [InlineData("recall", 0.7857142857142857)]
    [InlineData("f1", 0.7586206896551724)]
    [InlineData("auc", 0.7759740259740261)]
    public void A_metric_is_what_the_oracle_expects(string metric, double expected) =>
        Assert.Equal(
            expected,
            Expected.Of(MetricKinds.Named(metric, ModelTask.Binary), [0.95, 0.7, 0.3, 0.1, 0.8], [0.9, 0.6, 0.4, 0.2, 0.7])!.Value,
            1e-12
        );

    [Fact]
    public void A_mean_is_the_mean_of_its_expectations()
    {
        double[] scores = [0.2, 0.5, 0.9];
        double[] chances = [0.1, 0.6, 0.7];

        var brier = scores.Zip(chances, (s, p) => (p * (1 - s) * (1 - s)) + ((1 - p) * s * s)).Average();

        Assert.Equal(brier, Expected.Of(MetricKinds.Named("brier", ModelTask.Binary), scores, chances)!.Value, 1e-12);
        Assert.Equal((1.6 - 1.4) / 3, Expected.Of(MetricKinds.Named("calibration", ModelTask.Binary), scores, chances)!.Value, 1e-12);
        Assert.Null(Expected.Of(MetricKinds.Named("auc", ModelTask.Binary), [], []));
        Assert.Null(Expected.Of(MetricKinds.Named("auc", ModelTask.Binary), [0.5], [1]));
    }

    /// <remarks>Pools worked by hand: 1 0 | 0 1 1 gives 1/3 for the first three, then 1.</remarks>
    [Fact]
    public void An_isotonic_regression_pools_what_falls_and_is_straight_between()
    {
        var fitted = Isotonic.Fit([0.1, 0.2, 0.3, 0.5, 0.6], [1, 0, 0, 1, 1], [1, 1, 1, 1, 1]);

        Assert.Equal(1 / 3.0, fitted.Of(0.1), 1e-12);
        Assert.Equal(1 / 3.0, fitted.Of(0.3), 1e-12);
        Assert.Equal(2 / 3.0, fitted.Of(0.4), 1e-12);
        Assert.Equal(1, fitted.Of(0.5), 1e-12);
        Assert.Equal(1 / 3.0, fitted.Of(0), 1e-12);
        Assert.Equal(1, fitted.Of(0.9), 1e-12);
        Assert.Equal(0.25, Isotonic.Fit([0.4, 0.4], [1, 0], [1, 3]).Of(0.4), 1e-12);
    }

    /// <remarks>A third of the rows at 0.1 are 1, and two thirds of those at 0.2, whichever of them comes first.</remarks>
    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Rows_of_one_score_count_together(double first, double second, double third)
    {
        var fitted = Isotonic.Fit([0.1, 0.1, 0.1, 0.2, 0.2, 0.2], [0, 1, 0, first, second, third], [1, 1, 1, 1, 1, 1]);

        Assert.Equal(1 / 3.0, fitted.Of(0.1), 1e-12);
        Assert.Equal(2 / 3.0, fitted.Of(0.2), 1e-12);
    }

    /// <remarks>Of all non-decreasing functions none is nearer: a brute search over three levels finds no better one.</remarks>
    [Fact]
    public void No_other_rising_function_is_nearer()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(3, threadSafe: false);
        double[] levels = [0, 0.25, 1 / 3.0, 0.5, 2 / 3.0, 0.75, 1];
        for (var trial = 0; trial < 50; trial++)
        {
            double[] scores = [0.1, 0.2, 0.3, 0.4];
            double[] labels = [.. scores.Select(_ => (double)random.Next(2))];
            var fitted = Isotonic.Fit(scores, labels, [1, 1, 1, 1]);
            var own = scores.Zip(labels, (score, label) => Math.Pow(fitted.Of(score) - label, 2)).Sum();

            var best = (
                from a in levels
                from b in levels.Where(b => b >= a)
                from c in levels.Where(c => c >= b)
                from d in levels.Where(d => d >= c)
                select new[] { a, b, c, d }.Zip(labels, (level, label) => Math.Pow(level - label, 2)).Sum()
            ).Min();

            Assert.Equal(best, own, 1e-12);
        }
    }

    [Fact]
    public void Scores_that_are_chances_are_left_alone_and_others_are_learned()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(5, threadSafe: false);
        var scores = Enumerable.Range(0, 4000).Select(_ => Math.Round(random.NextDouble(), 2)).ToArray();
        var labels = scores.Select(score => random.NextDouble() < score * score ? 1.0 : 0).ToArray();
        var ones = scores.Select(_ => 1.0).ToArray();
        var clusters = Enumerable.Range(0, 4000).Select(i => i % 20).ToArray();

        var wrong = Calibrator.Learn(ScoredRows.Of(new(labels, ones, clusters, 20), scores));
        var right = Calibrator.Learn(ScoredRows.Of(new(labels, ones, clusters, 20), [.. scores.Select(score => score * score)]));

        Assert.InRange(wrong(0.5), 0.2, 0.3);
        Assert.Equal(0.123, right(0.123));
    }

    /// <summary>Days that differ in how many are 1, and scores that are too sure: an estimate of order needs them calibrated, whatever the days are like.</summary>
    [Fact]
    public void Days_that_differ_do_not_hide_that_scores_are_too_sure()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(7, threadSafe: false);
        const int Days = 7;
        var days = Enumerable.Range(0, 14_000).Select(i => i % Days).ToArray();
        var logits = days.Select(_ => MathNet.Numerics.Distributions.Normal.Sample(random, -1, 1)).ToArray();
        var labels = logits
            .Zip(days, (logit, day) => random.NextDouble() < Logistic(logit + (day % 2 == 0 ? 0.5 : -0.5)) ? 1.0 : 0)
            .ToArray();
        var sure = Array.ConvertAll(logits, logit => Logistic(1.4 * logit));
        var reference = ScoredRows.Of(new(labels, Array.ConvertAll(labels, _ => 1.0), days, Days), sure);

        var calibrate = Calibrator.Learn(reference);

        var auc = MetricKinds.Named("auc", ModelTask.Binary);
        var realised = auc.Measure(reference)!.Value;
        Assert.Equal(realised, Expected.Of(auc, sure, Array.ConvertAll(sure, score => calibrate(score)))!.Value, 0.01);
        Assert.True(Expected.Of(auc, sure, sure)!.Value > realised + 0.03);

        static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
    }

    /// <remarks>Errors 1 to 10: mean 5.5, deviation 3.02765, and t(9; .95) = 1.833113.</remarks>
    [Fact]
    public void A_band_is_made_of_ten_errors_or_more()
    {
        double[] errors = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

        var band = ErrorBand.Around(100, errors, 0.05)!;

        var reach = 1.833113 * 3.027650 * Math.Sqrt(1.1);
        Assert.Equal(105.5 - reach, band.Low, 4);
        Assert.Equal(105.5 + reach, band.High, 4);
        Assert.Null(ErrorBand.Around(100, errors[1..], 0.05));
        Assert.Equal(band.Width, ErrorBand.Winkler(band, 105, 0.05), 12);
        Assert.Equal(band.Width + (1 / 0.05), ErrorBand.Winkler(band, band.High + 1, 0.05), 9);
        Assert.Equal(band.Width + (2 / 0.05), ErrorBand.Winkler(band, band.Low - 2, 0.05), 9);
    }

    /// <summary>Values that wander: an estimate that follows them with a small error wins, one that does not move loses.</summary>
    [Fact]
    public void The_contest_is_won_by_who_knows_more()
    {
        var random = new MathNet.Numerics.Random.MersenneTwister(9, threadSafe: false);
        var value = 0.0;
        var values = Enumerable.Range(0, 60).Select(_ => value += MathNet.Numerics.Distributions.Normal.Sample(random, 0, 1)).ToList();

        var follows = ErrorBand.Between(Rows(value => value + MathNet.Numerics.Distributions.Normal.Sample(random, 0.5, 0.1)), 0.05)!;
        var stays = ErrorBand.Between(Rows(_ => 0), 0.05)!;

        Assert.Equal(49, follows.Windows);
        Assert.True(follows.EstimateWins);
        Assert.False(stays.EstimateWins);
        Assert.Equal(follows.OfLastValue, stays.OfLastValue, 12);
        Assert.Null(ErrorBand.Between(Rows(value => value)[..11], 0.05));

        // Of slow labels less is known when the next window is estimated: fewer windows can be compared, and the last known value is an older one.
        var slow = ErrorBand.Between(Rows(_ => 0, days: 4), 0.05)!;
        Assert.Equal(46, slow.Windows);
        Assert.True(slow.OfLastValue > 1.3 * stays.OfLastValue, $"{slow.OfLastValue} {stays.OfLastValue}");

        List<EstimateRow> Rows(Func<double, double> estimate, int days = 1) =>
            [
                .. values.Select(
                    (one, i) =>
                        new EstimateRow(
                            new DateTime(2001, 1, 1).AddDays(i),
                            "all",
                            "auc",
                            estimate(one),
                            one,
                            new DateTime(2001, 1, 1).AddDays(i + days)
                        )
                ),
            ];
    }
}
