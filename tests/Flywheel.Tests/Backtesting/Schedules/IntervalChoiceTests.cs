using Flywheel.Backtesting.Schedules;

namespace Flywheel.Tests.Backtesting.Schedules;

public sealed class IntervalChoiceTests
{
    /// <summary>Each cycle of age loses 1, without noise: every k cycles loses (k - 1) / 2 a cycle.</summary>
    private static readonly AgeEffects _steady = AgeEffects.Of(AgeEffectsTests.Losses(14, (age, tested) => tested + age))!;

    [Fact]
    public void The_cheapest_interval_weighs_the_area_between_the_curves_against_a_retraining()
    {
        var choice = IntervalChoice.Of(_steady, money: 1, retraining: 8, present: 1, error: 0.05);

        // By hand: 8, 4.5, 3.667, 3.5, 3.6 …
        Assert.Equal(
            [8, 4.5, 1 + (8 / 3.0), 3.5, 3.6],
            choice.Costs.Take(5).Select(cost => Math.Round(cost.Total, 10)),
            (one, other) => Math.Abs(one - other) < 1e-9
        );
        Assert.Equal(4, choice.Best.Cycles);
        Assert.Equal(4.5, choice.Saved!.Value!.Value, 1e-9);
        Assert.Equal([4], choice.Open.Select(cost => cost.Cycles));
        Assert.True(choice.IsDecided);
    }

    [Fact]
    public void Where_a_retraining_costs_hardly_anything_every_cycle_is_the_cheapest() =>
        Assert.Equal(1, IntervalChoice.Of(_steady, 1, 0.1, null, 0.05).Best.Cycles);

    [Fact]
    public void A_present_interval_that_may_be_the_cheapest_is_not_enough_evidence_for_another()
    {
        var noisy = AgeEffects.Of(
            AgeEffectsTests.Losses(14, (age, tested) => tested + (0.05 * age) + Math.Sin(97 * age * tested) + Math.Sin(13 * (tested - age)))
        )!;

        var without = IntervalChoice.Of(noisy, 1, 0.2, null, 0.05);
        var other = without.Open.First(cost => cost.Cycles != without.Best.Cycles);

        var choice = IntervalChoice.Of(noisy, 1, 0.2, other.Cycles, 0.05);

        Assert.True(choice.Present!.IsOpen);
        Assert.NotEqual(choice.Best, choice.Present);
        Assert.False(choice.IsDecided);
    }

    [Fact]
    public void An_interval_longer_than_those_studied_has_no_place() =>
        Assert.Null(IntervalChoice.Of(_steady, 1, 8, present: 99, error: 0.05).Present);
}
