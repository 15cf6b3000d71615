using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

/// <summary>Newcombe's interval against published values.</summary>
public sealed class NewcombeTests
{
    /// <summary>R. Newcombe, Statistics in Medicine 17, 1998, pp. 873–890, table II, method 10: 95 % intervals to four digits.</summary>
    [Theory]
    [InlineData(56, 70, 48, 80, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, -0.0381, 0.1926)]
    public void It_is_the_published_one(long hits, long of, long otherHits, long otherOf, double low, double high)
    {
        var interval = Newcombe.Of(Wilson.Of(hits, of, 0.025), Wilson.Of(otherHits, otherOf, 0.025));

        Assert.Equal(low, interval.Low!.Value, 5e-5);
        Assert.Equal(high, interval.High!.Value, 5e-5);
    }

    [Fact]
    public void Without_rows_on_one_side_there_is_none() => Assert.Null(Newcombe.Of(Wilson.Of(1, 2, 0.05), Wilson.Of(0, 0, 0.05)).Value);
}
