namespace Flywheel.Tests.Infra;

/// <summary>Sums of the streams of tests/oracles/oracles.md, section 6.</summary>
public sealed class LcgTests
{
    [Fact]
    public void A_change_of_rate_draws_the_published_stream()
    {
        var generator = new Lcg(42);

        var sum = Enumerable.Range(0, 20_000).Count(i => generator.Next() < (i < 10_000 ? 0.20 : 0.35));

        Assert.Equal(5471, sum);
    }

    [Fact]
    public void A_steady_rate_draws_the_published_stream()
    {
        var generator = new Lcg(43);

        var sum = Enumerable.Range(0, 20_000).Count(_ => generator.Next() < 0.20);

        Assert.Equal(4018, sum);
    }
}
