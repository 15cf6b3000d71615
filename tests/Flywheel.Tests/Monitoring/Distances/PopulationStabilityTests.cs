using Flywheel.Monitoring.Distances;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Reference values: tests/oracles/oracles.md, sections 1 and 5.</summary>
public sealed class PopulationStabilityTests
{
    private static readonly PopulationStability _distance = new();

    [Fact]
    public void Counts_over_categories_have_the_value_without_a_floor()
    {
        Assert.Equal(0.037218381577290835, _distance.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-14);
    }

    [Fact]
    public void The_ramp_has_the_textbook_value_on_the_references_deciles()
    {
        Assert.Equal(1.599891962474253, _distance.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-12);
    }

    [Fact]
    public void Three_shares_have_the_published_value()
    {
        Assert.Equal(0.016425203348601796, _distance.Between(Windows.Lettered(50, 30, 20), Windows.Lettered(45, 30, 25)), 1e-14);
    }

    [Fact]
    public void A_new_category_has_the_value_of_the_floor_of_a_ten_thousandth()
    {
        Assert.Equal(1.5640491119253044, _distance.Between(Windows.Lettered(5, 5, 0), Windows.Lettered(4, 4, 2)), 1e-12);
    }

    [Fact]
    public void It_is_symmetric_over_categories()
    {
        var (one, other) = (Windows.Lettered(5, 1, 4, 0), Windows.Lettered(2, 2, 0, 7));

        Assert.Equal(_distance.Between(one, other), _distance.Between(other, one), 1e-14);
    }

    [Fact]
    public void Deciles_that_fall_together_make_fewer_bins()
    {
        // Nine of ten zeros: the deciles are eight zeros and .1, so the bins that hold a row are x = 0 and x ≥ .1.
        var reference = Windows.Numbers([.. new double[9], 1]);
        var current = Windows.Numbers([.. new double[5], 1, 1, 1, 1, 1]);

        var distance = _distance.Between(reference, current);

        Assert.Equal((0.4 * Math.Log(5)) + (-0.4 * Math.Log(5.0 / 9)), distance, 1e-12);
    }

    [Fact]
    public void A_rare_flag_that_becomes_common_is_seen_though_all_deciles_are_zero()
    {
        var reference = Distribution.OfNumbers([0, 1], [95, 5]);
        var current = Distribution.OfNumbers([0, 1], [50, 50]);

        var distance = _distance.Between(reference, current);

        Assert.Equal((0.45 * Math.Log(10)) + (-0.45 * Math.Log(50.0 / 95)), distance, 1e-12);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    public void A_constant_that_moves_has_the_largest_value_there_is(double after)
    {
        var distance = _distance.Between(Windows.Numbers(3, 3, 3), Windows.Numbers(after, after));

        // Two bins change places: twice (1 - 1e-4) ln 1e4.
        Assert.Equal(2 * (1 - 1e-4) * Math.Log(1e4), distance, 1e-12);
    }
}
