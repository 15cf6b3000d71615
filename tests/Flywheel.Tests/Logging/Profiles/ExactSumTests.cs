using System.Numerics;
using Flywheel.Logging.Profiles;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Logging.Profiles;

public sealed class ExactSumTests
{
    private static readonly double[] _extremes =
    [
        double.Epsilon,
        -double.Epsilon,
        double.MaxValue,
        -double.MaxValue,
        2.2250738585072014E-308,
        1.7976931348623157E+308,
        1,
        -1,
        0.1,
        3e200,
        -7e-200,
        0,
    ];

    [Fact]
    public void What_cancels_leaves_what_is_small()
    {
        Assert.Equal("0x1p0", Of(1e308, 1, -1e308).ToString());
        Assert.Equal("0x1p-1074", Of(double.MaxValue, double.Epsilon, -double.MaxValue).ToString());
        Assert.Equal("0", Of(0.1, 0.2, -0.2, -0.1).ToString());
        Assert.Equal("-0x3p-1", Of(-1, -0.5).ToString());
    }

    [Fact]
    public void A_sum_and_its_squares_are_those_of_whole_arithmetic()
    {
        var generator = new Lcg(5);
        var numbers = _extremes
            .Concat(Enumerable.Range(0, 3000).Select(_ => BitConverter.Int64BitsToDouble((long)(generator.Next() * long.MaxValue))))
            .Where(double.IsFinite)
            .Select((number, i) => i % 3 == 0 ? -number : number)
            .ToList();
        var (sum, squares) = (new ExactSum(), new ExactSum());

        numbers.ForEach(sum.Add);
        numbers.ForEach(squares.AddSquare);

        Assert.Equal(Text(numbers.Aggregate(BigInteger.Zero, (all, number) => all + Units(number)), -1074), sum.ToString());
        Assert.Equal(
            Text(numbers.Aggregate(BigInteger.Zero, (all, number) => all + (Units(number) * Units(number))), -2148),
            squares.ToString()
        );
    }

    [Fact]
    public void A_sum_in_parts_is_the_same_and_can_be_read_again()
    {
        var (one, other) = (Of(_extremes[..5]), Of(_extremes[5..]));

        one.Add(other);

        Assert.Equal(Of(_extremes).ToString(), one.ToString());
        Assert.Equal(one.ToString(), ExactSum.Parse(one.ToString()).ToString());
        Assert.Equal("-0x1p-2148", ExactSum.Parse("-0x1p-2148").ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("0x")]
    [InlineData("0x1")]
    [InlineData("0x1p-2149")]
    [InlineData("0x1p99999")]
    [InlineData("0x1p99999999999")]
    [InlineData("--0x1p0")]
    public void What_is_no_exact_number_is_refused(string text) =>
        Assert.True(Record.Exception(() => ExactSum.Parse(text)) is FormatException or OverflowException);

    [Fact]
    public void A_mean_is_rounded_once()
    {
        Assert.Equal(0.1, Of(0.1, 0.1, 0.1).Over(3));
        Assert.Equal(1.0 / 3, Of(1, 0, 0).Over(3));
        Assert.Equal(double.MaxValue, Of(double.MaxValue, double.MaxValue, double.MaxValue).Over(3));
        Assert.Equal(-2.5, Of(-2, -3).Over(2));
        Assert.Equal(0, Of(1, -1).Over(2));
        Assert.Equal(9007199254740992, Of(9007199254740992, 1).Over(1));
        Assert.Equal(9007199254740996, Of(9007199254740992, 3).Over(1));
    }

    [Fact]
    public void A_deviation_does_not_lose_its_digits_beside_a_large_mean()
    {
        double[] numbers = [1e15 + 1, 1e15 + 2, 1e15 + 3];
        var squares = new ExactSum();
        Array.ForEach(numbers, squares.AddSquare);

        Assert.Equal(Math.Sqrt(2.0 / 3), ExactSum.Deviation(Of(numbers), squares, 3), 15);
    }

    /// <remarks>
    /// tests/oracles/oracles.md, O33 (whylogs): one row with mean 2.4 and sum of squares 2 about it, and two with 3.4 and 4, are three with 3.0667 and 6 + 2/3. A sum of squares
    /// about a mean is one about 0 less rows · mean².
    /// </remarks>
    [Fact]
    public void Means_and_deviations_of_two_parts_make_those_of_whylogs()
    {
        var (sum, squares) = (Of(2.4), Of(2, 2.4 * 2.4));

        sum.Add(Of(3.4, 3.4));
        squares.Add(Of(4, 3.4 * 3.4, 3.4 * 3.4));

        Assert.Equal(3.0666666666666664, sum.Over(3), 1e-15);
        Assert.Equal(6.666666666666667, 3 * Math.Pow(ExactSum.Deviation(sum, squares, 3), 2), 1e-13);
    }

    private static ExactSum Of(params double[] numbers)
    {
        var sum = new ExactSum();
        Array.ForEach(numbers, sum.Add);
        return sum;
    }

    /// <summary>A double as a multiple of 2⁻¹⁰⁷⁴, by its bits.</summary>
    private static BigInteger Units(double number)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(number));
        var field = (int)(bits >> 52);
        var units = new BigInteger((bits & ((1L << 52) - 1)) | (field == 0 ? 0 : 1L << 52)) << Math.Max(field - 1, 0);
        return number < 0 ? -units : units;
    }

    private static string Text(BigInteger units, int exponent)
    {
        for (; units.IsEven && !units.IsZero; exponent++)
        {
            units /= 2;
        }

        return $"{(units.Sign < 0 ? "-" : "")}0x{BigInteger.Abs(units).ToString("x").TrimStart('0')}p{exponent}";
    }
}
