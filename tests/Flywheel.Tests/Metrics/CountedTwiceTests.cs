using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>
/// Reference values: Python 3.11 with numpy 1.24.2 and scipy 1.10.1, pairs of rows counted one by one, clusters left out one by one, the
/// two-way layout by <c>numpy.linalg.lstsq</c> and its leverages by <c>numpy.linalg.pinv</c>, degrees by <c>scipy.stats.t</c>.
/// </summary>
public sealed class CountedTwiceTests
{
    private static readonly AreaUnderCurve _auc = new();

    /// <summary>Even days: V - 2 M / ((G - 1)(G - 2)) of the textbook's two-way layout.</summary>
    [Theory]
    [InlineData("one", 0.05, 0.769166666666667, 0.036422959029223, 4.999504, 0.073395633640)]
    [InlineData("one", 0.025, 0.769166666666667, 0.036422959029223, 4.999572, 0.093630606047)]
    [InlineData("two", 0.05, 0.757250000000000, 0.035508117225346, 4.936410, 0.071754679444)]
    [InlineData("two", 0.025, 0.757250000000000, 0.035508117225346, 4.945129, 0.091581989757)]
    [InlineData("one less two", 0.05, 0.011916666666667, 0.025107961331463, 4.878641, 0.050873097618)]
    [InlineData("one less two", 0.025, 0.011916666666667, 0.025107961331463, 4.895164, 0.064960040857)]
    public void Six_even_days_have_the_interval_of_the_reference(
        string figure,
        double error,
        double centre,
        double standardError,
        double degrees,
        double reach
    )
    {
        var measured = Measured([30, 30, 30, 30, 30, 30], false, figure, error);

        Assert.Equal(standardError, measured.StandardError!.Value, 1e-12);
        Assert.Equal(degrees, measured.Degrees, 1e-4);
        Assert.Equal(centre - reach, measured.Low!.Value, 1e-5);
        Assert.Equal(centre + reach, measured.High!.Value, 1e-5);
    }

    [Theory]
    [InlineData("one", 0.062332328250083)]
    [InlineData("two", 0.015713687633839)]
    [InlineData("one less two", 0.076778578560201)]
    public void Seven_uneven_days_of_weighted_rows_have_the_standard_error_of_the_reference(string figure, double expected)
    {
        var measured = Measured([45, 40, 30, 24, 18, 15, 9], true, figure, 0.05);

        Assert.Equal(expected, measured.StandardError!.Value, 1e-12);
        Assert.InRange(measured.Degrees, 1, measured.Clusters - 1 - 1e-3);
    }

    [Fact]
    public void An_untouched_day_between_changes_nothing()
    {
        var (sample, one, _) = Rows.Patterned([45, 40, 30, 24, 18, 15, 9], true);
        var later = new LabelledSample(sample.Label, sample.Weight, [.. sample.Cluster.Select(day => day < 3 ? day : day + 2)], 10);

        var before = _auc.Estimate(ScoredRows.Of(sample, one), 0.05);
        var after = _auc.Estimate(ScoredRows.Of(later, one), 0.05);

        Assert.Equal(before.StandardError!.Value, after.StandardError!.Value, 1e-14);
        Assert.Equal(before.Degrees, after.Degrees);
    }

    [Fact]
    public void Of_three_days_nothing_is_taken_off()
    {
        var (sample, one, _) = Rows.Patterned([40, 30, 35], true);
        var area = _auc.Measure(ScoredRows.Of(sample, one))!;

        Assert.Equal(ClusteredInterval.Of(area with { Pairs = null }, 0.05), ClusteredInterval.Of(area, 0.05));
    }

    [Fact]
    public void Where_the_effects_of_days_add_up_nothing_is_taken_off()
    {
        // The positives of a day lie above a share of all negatives, whatever their day.
        double[] above = [0.50, 0.60, 0.85, 0.70, 0.75];
        var measured = _auc.Estimate(Rows.OfDaysThatOnlyPositivesTellApart(above), 0.05);

        var mean = above.Average();
        Assert.Equal(Math.Sqrt(above.Sum(one => (one - mean) * (one - mean)) / 4 / 5), measured.StandardError!.Value, 1e-12);
        Assert.Equal(4, measured.Degrees, 1e-4);
    }

    [Fact]
    public void At_most_as_much_is_taken_off_as_if_single_days_did_nothing()
    {
        var pairs = new PairEffects(
            [.. Enumerable.Repeat(10.0, 15)],
            [.. Enumerable.Repeat(1.0 / 3, 6)],
            [.. Enumerable.Repeat(1.0 / 6, 6)]
        );

        var (variance, degrees) = CountedTwice.Without(pairs, Even(6), 1, 5, 0.05);

        // (G - 2) / (2 (G - 1)) of six days.
        Assert.Equal(0.4, variance, 1e-12);
        Assert.InRange(degrees, 1, 5);
    }

    [Theory]
    [InlineData(40, true)]
    [InlineData(41, false)]
    public void Pairs_of_more_than_forty_days_are_left_out_of_account(int days, bool expected)
    {
        var (sample, one, _) = Rows.Patterned([.. Enumerable.Repeat(6, days)], false);

        var area = _auc.Measure(ScoredRows.Of(sample, one))!;

        Assert.Equal(expected, area.Pairs is not null);
    }

    [Fact]
    public void Days_of_one_class_each_have_an_interval()
    {
        // Any day's effect can then be raised when those of the other class are lowered.
        var (_, scores, _, clusters) = Rows.Drawn(21, 400, 8);
        var labels = clusters.Select(day => day % 2 == 0 ? 1.0 : 0).ToArray();

        var measured = _auc.Estimate(Rows.Of(labels, scores, null, clusters), 0.05);

        Assert.InRange(measured.StandardError!.Value, 1e-4, 0.2);
        Assert.InRange(measured.Degrees, 1, 7);
    }

    [Fact]
    public void Over_20000_draws_of_normal_effects_nine_of_ten_intervals_hold_the_truth_and_those_of_the_jackknife_more()
    {
        const int Draws = 20000;
        const int Days = 6;
        var generator = new Lcg(1947);
        var (held, heldByJackknife) = (0, 0);
        for (var draw = 0; draw < Draws; draw++)
        {
            var area = Normal(Days, Math.Sqrt(2), generator);

            held += Holds(ClusteredInterval.Of(area, 0.05)) ? 1 : 0;
            heldByJackknife += Holds(ClusteredInterval.Of(area with { Pairs = null }, 0.05)) ? 1 : 0;
        }

        // Twice counted is a fifth of the jackknife's variance.
        Assert.InRange(held / (double)Draws, 0.893, 0.912);
        Assert.InRange(heldByJackknife / (double)Draws, 0.917, 0.935);

        static bool Holds(Measurement measured) => measured.Low <= 0 && 0 <= measured.High;
    }

    /// <summary>An area of even clusters, true value 0, from normal effects of clusters and of pairs.</summary>
    private static Influence Normal(int clusters, double ofPairs, Lcg generator)
    {
        double[] single = [.. Enumerable.Range(0, clusters).Select(_ => generator.NextNormal())];
        var table = new double[clusters, clusters];
        var rows = new double[clusters];
        for (var g = 0; g < clusters; g++)
        {
            for (var h = 0; h < g; h++)
            {
                table[g, h] = single[g] + single[h] + (ofPairs * generator.NextNormal());
                rows[g] += table[g, h];
                rows[h] += table[g, h];
            }
        }

        var pairs = clusters * (clusters - 1) / 2.0;
        var area = rows.Sum() / 2 / pairs;
        var kept = (clusters - 3.0) / (clusters - 1);
        var residuals = new List<double>();
        for (var g = 0; g < clusters; g++)
        {
            for (var h = 0; h < g; h++)
            {
                var fitted = ((rows[g] + rows[h]) / (clusters - 2)) - (area * clusters / (clusters - 2));
                residuals.Add((table[g, h] - fitted) / pairs / Math.Sqrt(kept));
            }
        }

        double[] even = [.. Enumerable.Repeat(1.0 / clusters, clusters)];
        var influence = rows.Select(sum => 2 * (sum - ((clusters - 1) * area)) / clusters / (clusters - 2));
        return new(area, [.. influence], clusters, even) { Pairs = new([.. residuals], [.. even.Select(share => 2 * share)], even) };
    }

    private static Measurement Measured(int[] sizes, bool uneven, string figure, double error)
    {
        var (sample, one, two) = Rows.Patterned(sizes, uneven);
        var (first, second) = (ScoredRows.Of(sample, one), ScoredRows.Of(sample, two));
        return figure switch
        {
            "one" => _auc.Estimate(first, error),
            "two" => _auc.Estimate(second, error),
            _ => _auc.Difference(first, second, error),
        };
    }

    private static ClusterBalance Even(int clusters) => new([.. Enumerable.Repeat(1.0, clusters)], 0.5);
}
