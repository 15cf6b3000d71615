using Flywheel.Monitoring.Distances;

namespace Flywheel.Tests.Monitoring.Distances;

public sealed class WholeCountsTests
{
    [Fact]
    public void Each_whole_number_is_counted()
    {
        var counted = WholeCounts.Of([3, -2, 3, 100_000, -2, 3])!;

        Assert.Equal([-2, 3, 100_000], counted.Numbers);
        Assert.Equal([2, 3, 1], counted.Counts);
    }

    [Fact]
    public void Fractions_and_numbers_far_from_each_other_are_left_to_others()
    {
        Assert.Null(WholeCounts.Of([1, 2.5]));
        Assert.Null(WholeCounts.Of([1, 1e15]));
        Assert.Null(WholeCounts.Of([]));
    }
}
