using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>Wilson's interval against published values.</summary>
public sealed class WilsonTests
{
    /// <summary>R. Newcombe, Statistics in Medicine 17, 1998, pp. 857–872, table I, method 3: 95 % intervals to four digits.</summary>
    [Theory]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(15, 148, 0.0624, 0.1605)]
    [InlineData(0, 20, 0.0000, 0.1611)]
    [InlineData(1, 29, 0.0061, 0.1718)]
    public void It_is_the_published_one(long hits, long of, double low, double high)
    {
        var interval = Wilson.Of(hits, of, 0.025);

        Assert.Equal((double)hits / of, interval.Value!.Value, 1e-12);
        Assert.Equal(low, interval.Low!.Value, 5e-5);
        Assert.Equal(high, interval.High!.Value, 5e-5);
    }

    [Fact]
    public void Without_a_row_there_is_no_share() => Assert.Null(Wilson.Of(0, 0, 0.05).Value);

    [Fact]
    public void Hits_and_misses_mirror_each_other()
    {
        var (one, other) = (Wilson.Of(3, 17, 0.05), Wilson.Of(14, 17, 0.05));

        Assert.Equal(one.Low!.Value, 1 - other.High!.Value, 1e-12);
        Assert.Equal(one.High!.Value, 1 - other.Low!.Value, 1e-12);
    }
}
