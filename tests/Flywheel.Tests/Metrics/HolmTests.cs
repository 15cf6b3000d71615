using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

public sealed class HolmTests
{
    [Fact]
    public void Four_p_values_are_adjusted_as_the_article_on_the_method_does()
    {
        // Wikipedia, "Holm–Bonferroni method", example: of .01 .04 .03 .005 the first and the last are rejected at .05.
        var adjusted = Holm.Adjust([0.01, 0.04, 0.03, 0.005]);

        Assert.Equal([0.03, 0.06, 0.06, 0.02], adjusted, (one, other) => Math.Abs(one - other) < 1e-15);
    }

    [Fact]
    public void Of_the_25_p_values_of_Benjamini_and_Hochbergs_example_one_is_left()
    {
        // tests/oracles/oracles.md, section 5; 25 times .001 is .025 and 24 times .008 is .192.
        double[] values =
        [
            0.001,
            0.008,
            0.039,
            0.041,
            0.042,
            0.06,
            0.074,
            0.205,
            0.212,
            0.216,
            0.222,
            0.251,
            0.269,
            0.275,
            0.34,
            0.341,
            0.384,
            0.569,
            0.594,
            0.696,
            0.762,
            0.94,
            0.942,
            0.975,
            0.986,
        ];

        var adjusted = Holm.Adjust(values);

        Assert.Equal(0.025, adjusted[0], 1e-15);
        Assert.Equal(0.192, adjusted[1], 1e-15);
        Assert.Single(adjusted, value => value < 0.05);
    }

    [Fact]
    public void Adjusted_values_keep_the_order_lie_in_0_to_1_and_never_fall_below_the_given_ones()
    {
        var generator = new Lcg(5);
        var values = Enumerable.Range(0, 40).Select(_ => Math.Pow(generator.Next(), 4)).ToArray();

        var adjusted = Holm.Adjust(values);

        Assert.All(values.Zip(adjusted), pair => Assert.InRange(pair.Second, pair.First, 1));
        var order = Enumerable.Range(0, 40).OrderBy(i => values[i]).Select(i => adjusted[i]).ToList();
        Assert.Equal(order.Order(), order);
        Assert.Equal(40 * values.Min(), adjusted.Min(), 1e-12);
    }

    [Fact]
    public void One_test_alone_is_left_as_it_is()
    {
        Assert.Equal([0.04], Holm.Adjust([0.04]));
    }

    [Fact]
    public void No_test_gives_no_value()
    {
        Assert.Empty(Holm.Adjust([]));
    }

    [Fact]
    public void Equal_p_values_are_adjusted_alike()
    {
        Assert.Equal([0.06, 0.06, 0.06], Holm.Adjust([0.02, 0.02, 0.02]));
    }
}
