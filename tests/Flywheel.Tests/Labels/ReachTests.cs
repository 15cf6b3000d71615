using Flywheel.Bench.Labels;

namespace Flywheel.Tests.Labels;

/// <summary>When a curve reaches a target, by hand.</summary>
public sealed class ReachTests
{
    [Fact]
    public void Between_two_steps_a_curve_is_straight_over_the_logarithm() =>
        Assert.Equal(200, Reach.Labels([(100, 0.5), (400, 0.7)], 0.6)!.Value, 1e-9);

    [Fact]
    public void A_step_that_stands_out_by_chance_is_not_taken_for_the_target()
    {
        // 0.7 and 0.5 are pooled to 0.6: the target lies between 100 and 400 labels, on the way from 0.6 to 0.8.
        Assert.Equal(Math.Sqrt(200 * 400), Reach.Labels([(50, 0.4), (100, 0.7), (200, 0.5), (400, 0.8)], 0.7)!.Value, 1e-9);
    }

    [Fact]
    public void A_curve_that_begins_above_needs_the_first_labels_only() =>
        Assert.Equal(100, Reach.Labels([(100, 0.9), (400, 0.95)], 0.6)!.Value, 1e-9);

    [Fact]
    public void One_that_ends_below_never_reaches_it() => Assert.Null(Reach.Labels([(100, 0.4), (400, 0.5)], 0.6));
}
