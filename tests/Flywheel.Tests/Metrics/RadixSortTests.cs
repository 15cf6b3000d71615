using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Metrics;

public sealed class RadixSortTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(50_000)]
    public void Numbers_come_out_as_a_comparison_sort_has_them(int count)
    {
        var random = new Lcg(7);
        double[] numbers = [.. Enumerable.Range(0, count).Select(i => (random.Next() - 0.5) * Math.Pow(10, i % 40))];
        double[] expected = [.. numbers.Order()];

        RadixSort.Sort(numbers);

        Assert.Equal(expected, numbers);
    }

    [Fact]
    public void Whole_numbers_and_infinities_are_in_order()
    {
        double[] numbers =
        [
            .. Enumerable.Range(0, 9_000).Select(i => i % 3 == 0 ? double.NegativeInfinity : (i % 24) - 12.0),
            double.PositiveInfinity,
        ];
        double[] expected = [.. numbers.Order()];

        RadixSort.Sort(numbers);

        Assert.Equal(expected, numbers);
    }

    [Fact]
    public void What_belongs_to_a_number_goes_along_in_the_order_in_which_equals_came()
    {
        double[] numbers = [.. Enumerable.Range(0, 9_000).Select(i => (double)(i % 7))];
        int[] items = [.. Enumerable.Range(0, 9_000)];
        int[] expected = [.. items.OrderBy(i => i % 7)];

        RadixSort.Sort(numbers, items);

        Assert.Equal(expected, items);
    }
}
