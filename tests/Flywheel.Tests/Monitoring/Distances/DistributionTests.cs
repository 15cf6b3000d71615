namespace Flywheel.Tests.Monitoring.Distances;

public sealed class DistributionTests
{
    [Fact]
    public void Equal_numbers_are_counted_and_missing_ones_are_left_out()
    {
        var distribution = Windows.Numbers(2, 1, 2, double.NaN, 0.5);

        Assert.Equal([0.5, 1, 2], distribution.Numbers);
        Assert.Equal([1L, 1, 2], distribution.Counts);
        Assert.Equal(4, distribution.Total);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 1.75)]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 7.6)]
    [InlineData(1, 10)]
    public void Quantiles_interpolate_as_numpy_does(double share, double expected)
    {
        // numpy 1.24, quantile([1, 2, 2, 10], …) with its default, type 7.
        Assert.Equal(expected, Windows.Numbers(10, 2, 1, 2).Quantile(share), 1e-12);
    }

    [Fact]
    public void The_deviation_is_that_of_the_population()
    {
        // tests/oracles/oracles.md, section 1.
        Assert.Equal(1.6701066428, Windows.Reference.StandardDeviation(), 1e-10);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(1e9 / 3)]
    public void A_constant_has_no_deviation_at_all(double value)
    {
        Assert.Equal(0, Windows.Numbers(value, value, value).StandardDeviation());
    }
}
