using Flywheel.Reports;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Reports;

public sealed class PrecisionTests
{
    [Theory]
    [InlineData("auc 0.675 [0.6478, 0.7032]", "auc 0.675 [0.6479, 0.7031]", true)]
    [InlineData("auc 0.6750", "auc 0.6752", false)]
    [InlineData("0.0000", "-0.0001", true)]
    [InlineData("+0.0001", "-0.0001", false)]
    [InlineData("0.050", "0.051", true)]
    [InlineData("12", "12.01", true)]
    [InlineData("12", "12.02", false)]
    [InlineData("1,234.5", "1,234.6", true)]
    [InlineData("9.99", "10.00", true)]
    [InlineData("−0.5", "−0.6", true)]
    [InlineData("120 rows", "121 rows", false)]
    [InlineData("2001-02-12", "2001-02-13", false)]
    [InlineData("open 0.5", "closed 0.5", false)]
    [InlineData("0.5", "0.5 and 0.6", false)]
    [InlineData("a 0.5", "b 0.5", false)]
    [InlineData("3f2a", "3f3a", false)]
    [InlineData("1.5.5", "1.5.6", false)]
    [InlineData("M12.25,3.5L1e-5", "M12.26,3.51L1e-5", true)]
    [InlineData("0.99999999999999999999999999999999", "0.99999999999999999999999999999998", false)]
    public void Texts_say_the_same_where_decimals_are_at_most_one_unit_of_their_last_digit_apart(string old, string fresh, bool same)
    {
        Assert.Equal(same, Precision.SayTheSame(old, fresh));
        Assert.Equal(same, Precision.SayTheSame(fresh, old));
    }

    /// <remarks>By arithmetic: x and x + d, both rounded to a unit u, differ by less than d + u, so for d up to u/2 by 0 or u, and for d from 2u by at least u and more than one.</remarks>
    [Fact]
    public void Half_a_unit_never_makes_a_difference_and_two_units_always_do()
    {
        var dice = new Lcg(4);
        for (var i = 0; i < 20_000; i++)
        {
            var (value, decimals) = ((dice.Next() * 20) - 10, 1 + dice.NextBelow(4));
            var unit = Math.Pow(10, -decimals);
            var old = Numbers.Fixed(value, decimals);

            Assert.True(Precision.SayTheSame(old, Numbers.Fixed(value + ((dice.Next() - 0.5) * unit), decimals)));
            Assert.False(Precision.SayTheSame(old, Numbers.Fixed(value + (2.01 * unit), decimals)));
        }
    }

    [Fact]
    public void A_turn_that_is_turned_again_keeps_digits_below_its_precision_and_writes_anew_what_moved_further()
    {
        using var shop = new TemporaryRepository();
        shop.Live(4);
        const string Comparison = "reports/shop/comparison.verified.md";
        var text = shop.Read(Comparison)!;
        var digit = text.IndexOf('.', text.IndexOf("| auc |", StringComparison.Ordinal)) + 3;
        var other = text[digit] == '5' ? '4' : (char)(text[digit] < '5' ? text[digit] + 1 : text[digit] - 1);
        var near = string.Concat(text.AsSpan(0, digit), $"{other}", text.AsSpan(digit + 1));
        var far = string.Concat(text.AsSpan(0, digit - 1), $"{(char)(text[digit - 1] == '5' ? '3' : '5')}", text.AsSpan(digit));

        shop.Write(Comparison, near);
        var monitoring = shop.Read("reports/shop/monitoring.verified.md");
        shop.Turn(4);
        Assert.Equal(near, shop.Read(Comparison));
        Assert.Equal(monitoring, shop.Read("reports/shop/monitoring.verified.md"));

        shop.Write(Comparison, far);
        shop.Turn(4);
        Assert.Equal(text, shop.Read(Comparison));

        shop.Write(Comparison, near);
        shop.Edit("no-worse: { metric: auc, by: 0.05 }", "no-worse: { metric: auc, by: 0.06 }");
        shop.Turn(4);
        Assert.Contains("by more than 0.06", shop.Read(Comparison)!, StringComparison.Ordinal);
    }
}
