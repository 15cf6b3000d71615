using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

/// <summary>The expected calibration error: its value by hand, and an interval only where chance does not make it.</summary>
public sealed class CalibrationErrorTests
{
    private static readonly CalibrationError _error = new();

    [Fact]
    public void It_is_the_mean_distance_of_bins_by_their_rows()
    {
        // Bins: [.1 .1] with labels 0 1 is off by .4; [.95 1] with labels 1 1 by .025; [.35] with label 0 by .35.
        var measured = _error.Measure(Rows.Of([0, 1, 1, 1, 0], [0.1, 0.1, 0.95, 1, 0.35]))!;

        Assert.Equal(((2 * 0.4) + (2 * 0.025) + 0.35) / 5, measured.Value, 1e-15);
        Assert.Equal(0, measured.ByCluster.Sum(), 1e-15);
    }

    [Fact]
    public void Distances_in_opposite_directions_do_not_cancel_and_within_a_bin_they_do()
    {
        Assert.Equal(0.3, _error.Measure(Rows.Of([0, 1], [0.3, 0.7]))!.Value, 1e-15);
        Assert.Equal(0, _error.Measure(Rows.Of([0, 1], [0.5, 0.5]))!.Value, 1e-15);
    }

    [Fact]
    public void A_calibrated_model_has_an_error_by_chance_and_no_interval()
    {
        var measured = _error.Estimate(Drawn(1, 2000, 20, shift: 0), 0.05);

        Assert.InRange(measured.Value!.Value, 0.001, 0.05);
        Assert.Null(measured.Low);
        Assert.Contains("by chance", measured.Why, StringComparison.Ordinal);
    }

    /// <summary>Scores too high by .15 in every bin that has rows; 400 draws, so a fair interval of 90 % holds the truth in [85.5, 94] % of them but once in a thousand.</summary>
    [Fact]
    public void An_interval_of_a_model_that_is_clearly_off_holds_the_truth()
    {
        var held = 0;
        for (var draw = 0; draw < 400; draw++)
        {
            var measured = _error.Estimate(Drawn((ulong)(100 + draw), 4000, 40, shift: 0.15), 0.05);
            Assert.Null(measured.Why);
            held += measured.Low <= 0.15 && 0.15 <= measured.High ? 1 : 0;
        }

        Assert.InRange(held / 400.0, 0.855, 0.94);
    }

    /// <summary>Scores in [.2, .8], with labels that are 1 as often as the score less a shift says.</summary>
    private static ScoredRows Drawn(ulong seed, int rows, int clusters, double shift)
    {
        var generator = new Lcg(seed);
        var (labels, scores, cluster) = (new double[rows], new double[rows], new int[rows]);
        for (var i = 0; i < rows; i++)
        {
            scores[i] = 0.2 + (0.6 * generator.Next());
            labels[i] = generator.Next() < scores[i] - shift ? 1 : 0;
            cluster[i] = i % clusters;
        }

        return Rows.Of(labels, scores, clusters: cluster);
    }
}
