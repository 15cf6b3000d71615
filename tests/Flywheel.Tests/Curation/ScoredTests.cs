using Flywheel.Curation;

namespace Flywheel.Tests.Curation;

public sealed class ScoredTests
{
    [Fact]
    public void A_size_is_the_score_in_mean_scores_and_never_below_the_least() =>
        Assert.Equal([0.625, 0.1, 0.1, 4.375, 0.1], new Scored([1, 0, double.NaN, 7, -3]).Sizes(0.1));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(double.NaN, double.NaN, 0)]
    [InlineData(-1, -2, -3)]
    public void Where_no_score_is_above_zero_all_are_alike(double one, double two, double three) =>
        Assert.Equal([1, 1, 1], new Scored([one, two, three]).Sizes(0.1));

    [Fact]
    public void A_score_without_bounds_leaves_the_others_a_chance()
    {
        var sizes = new Scored([double.PositiveInfinity, 1, 2]).Sizes(0.1);

        Assert.All(sizes, size => Assert.True(double.IsFinite(size) && size > 0));
        Assert.Equal(0.1, sizes[1]);
    }
}
