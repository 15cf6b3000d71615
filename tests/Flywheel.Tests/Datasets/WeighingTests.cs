using Flywheel.Datasets;

namespace Flywheel.Tests.Datasets;

public sealed class WeighingTests
{
    [Fact]
    public void A_row_counts_for_one_over_its_chance_in_means()
    {
        double[] chances = [1, 0.5, 0.25];

        // 1 + 2 + 4 = 7 for three rows.
        Assert.Equal([3.0 / 7, 6.0 / 7, 12.0 / 7], Weights(chances, null), Close);
    }

    [Theory]
    [InlineData(1.5, 0.5, 1.0, 1.5)]
    [InlineData(1.2, 0.6, 1.2, 1.2)]
    [InlineData(1.0001, 0.9998, 1.0001, 1.0001)]
    public void What_a_limit_cuts_off_is_shared_among_the_others_in_their_proportions(
        double limit,
        double first,
        double second,
        double third
    ) =>
        // By hand: at 1.5 the largest is cut, and 1.5 is left for 1 and 2; at 1.2 the second would be 1.2 as well; at 1.0001 it is cut too.
        Assert.Equal([first, second, third], Weights([1, 0.5, 0.25], limit), Close);

    [Theory]
    [InlineData(null)]
    [InlineData(1.01)]
    [InlineData(7.0)]
    public void Their_mean_is_one_and_none_is_above_the_limit(double? limit)
    {
        // A chance of anything from 1/1000 to 1, as k/1000 with k running through all residues.
        double[] chances = [.. Enumerable.Range(0, 1000).Select(i => (1 + (i * 337 % 1000)) / 1000.0)];

        var weights = Weights(chances, limit);

        Assert.Equal(1, weights.Average(), 9);
        Assert.True(weights.Max() <= (limit ?? double.PositiveInfinity));
        Assert.All(
            weights.Zip(chances).OrderBy(row => row.Second).ToList().Zip(weights.Zip(chances).OrderBy(row => row.Second).Skip(1)),
            pair => Assert.True(pair.First.First >= pair.Second.First)
        );
    }

    [Fact]
    public void Equal_chances_weigh_nothing() => Assert.Equal([1.0, 1.0, 1.0], Weights([0.1, 0.1, 0.1], 2), Close);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    [InlineData(double.NaN)]
    public void A_chance_that_is_none_is_refused(double chance) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Weighing.ByInverse([0.5, chance], null));

    private static double[] Weights(double[] chances, double? atMost) => Array.ConvertAll(chances, Weighing.ByInverse(chances, atMost).Of);

    private static bool Close(double expected, double actual) => Math.Abs(expected - actual) < 1e-12;
}
