using Flywheel.Training.Searching;

namespace Flywheel.Tests.Training.Searching;

public sealed class HalvingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    [InlineData(8, 2)]
    [InlineData(9, 3)]
    [InlineData(1000, 3)]
    [InlineData(null, 3)]
    public void There_are_as_many_heats_as_thirds_of_the_trials_and_three_at_most(int? trials, int heats)
    {
        var shares = Halving.Shares(trials);

        Assert.Equal(heats, shares.Count);
        Assert.Equal(1, shares[^1]);
        Assert.All(shares.Zip(shares.Skip(1)), pair => Assert.Equal(3 * pair.First, pair.Second, 12));
    }

    [Fact]
    public void The_defaults_go_on_whatever_they_lose_and_with_them_the_best_third_of_the_others()
    {
        var losses = new Dictionary<int, double>
        {
            [1] = 9,
            [2] = 0.5,
            [3] = 0.4,
            [4] = 0.6,
            [5] = 0.4,
        };

        Assert.Equal([1, 3, 5], Halving.GoOn(losses));
        Assert.Equal([1], Halving.GoOn(new Dictionary<int, double> { [1] = 0.4 }));
    }
}
