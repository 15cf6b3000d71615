using Flywheel.Metrics;

namespace Flywheel.Tests.Metrics;

public sealed class RunsTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(20_000)]
    public void Whole_numbers_that_repeat_count_once(int count)
    {
        long[] numbers = [.. Enumerable.Range(0, count).Select(i => (i % 7L) - 3), long.MinValue, long.MaxValue];

        Assert.Equal((count + 2L, 9L), Runs.Of(numbers));
    }

    [Fact]
    public void Nothing_has_no_number()
    {
        Assert.Equal((0L, 0L), Runs.Of(Array.Empty<long>()));
        Assert.Equal((0L, 0L), Runs.Of(Array.Empty<double>()));
    }

    /// <summary>As DuckDB's count(DISTINCT …) has it.</summary>
    [Fact]
    public void What_is_no_number_is_one_value_and_zero_has_no_sign()
    {
        Assert.Equal((6L, 3L), Runs.Of([double.NaN, 0.0, -0.0, 1.5, double.NaN, 1.5]));
    }
}
