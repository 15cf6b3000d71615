using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

public sealed class GrowingTests
{
    [Theory]
    [InlineData(2_000)]
    [InlineData(100_000)]
    public void What_was_filled_in_comes_out_in_its_order(int atATime)
    {
        var growing = new Growing<int>();
        for (var at = 0; at < 200_000; at += atATime)
        {
            var next = growing.Next(atATime);
            for (var i = 0; i < next.Length; i++)
            {
                next[i] = at + i;
            }
        }

        Assert.Equal([.. Enumerable.Range(0, 200_000)], growing.Take());
        Assert.Empty(growing.Take());
    }

    [Fact]
    public void A_pair_keeps_the_number_with_which_it_came()
    {
        var numbers = new PairNumbers();
        for (var i = 0; i < 5_000; i++)
        {
            Assert.Equal(i % 1_000, numbers.Of(i % 10, (i % 1_000) << 20));
        }

        Assert.Equal(1_000, numbers.Count);
        Assert.Equal((7, 17L << 20), numbers[17]);
    }
}
