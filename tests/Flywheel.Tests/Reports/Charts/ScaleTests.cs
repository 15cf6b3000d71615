using Flywheel.Reports.Charts;

namespace Flywheel.Tests.Reports.Charts;

public class ScaleTests
{
    [Fact]
    public void Ticks_have_the_decimals_of_their_step()
    {
        var scale = Scale.Round(0.81, 0.89, 0, 100, 4);

        Assert.Equal(["0.800", "0.825", "0.850", "0.875", "0.900"], scale.Ticks.Select(tick => tick.Label));
    }

    [Theory]
    [InlineData(0, 1, 5, "0 0.2 0.4 0.6 0.8 1.0")]
    [InlineData(-0.04, 0.04, 4, "−0.04 −0.02 0 0.02 0.04")]
    [InlineData(0, 100_000, 5, "0 20,000 40,000 60,000 80,000 100,000")]
    [InlineData(0, 2.5e9, 5, "0 5e8 1.0e9 1.5e9 2.0e9 2.5e9")]
    [InlineData(0, 3e-9, 3, "0 1e−9 2e−9 3e−9")]
    [InlineData(3, 3, 2, "2.5 3.0 3.5")]
    [InlineData(0, 0, 2, "−1 0 1")]
    public void Ticks_are_round(double low, double high, int intervals, string labels)
    {
        var scale = Scale.Round(low, high, 0, 100, intervals);

        Assert.Equal(labels, string.Join(' ', scale.Ticks.Select(tick => tick.Label)));
    }

    [Fact]
    public void A_round_scale_holds_its_values_and_has_no_more_steps_than_asked_for()
    {
        var random = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            var low = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-250, 250));
            var high = low + (random.NextDouble() * Math.Abs(low) * Math.Pow(10, random.Next(-3, 3)));
            var scale = Scale.Round(low, high, 0, 100, 5);

            Assert.True(scale.Low <= low && scale.High >= high, $"{low} {high} in {scale}");
            Assert.InRange(scale.Ticks.Count, 2, 6);
            Assert.InRange(scale.At(low), 0, scale.At(high));
            Assert.Equal(scale.Ticks.Count, scale.Ticks.Select(tick => tick.Label).Distinct().Count());
        }
    }

    [Fact]
    public void An_exact_scale_ends_at_its_values()
    {
        var scale = Scale.Exact(0.03, 0.97, 10, 110, 5);

        Assert.Equal(10, scale.At(0.03));
        Assert.Equal(110, scale.At(0.97));
        Assert.Equal(["0.2", "0.4", "0.6", "0.8"], scale.Ticks.Select(tick => tick.Label));
    }

    [Fact]
    public void Labels_that_collide_move_apart_evenly_and_stay_inside()
    {
        Assert.Equal([42, 58], Spread.Apart([50, 50], [16, 16], 0, 100));
        Assert.Equal([8, 24, 90], Spread.Apart([2, 3, 90], [16, 16, 16], 0, 100));
        Assert.Equal([76, 92], Spread.Apart([99, 100], [16, 16], 0, 100));
        Assert.Empty(Spread.Apart([], [], 0, 100));
    }

    [Fact]
    public void Long_texts_end_in_an_ellipsis_and_fit()
    {
        var fitted = TextWidth.Fit("a very long name of a cohort 🛫🛫🛫", 80, 12);

        Assert.EndsWith("…", fitted, StringComparison.Ordinal);
        Assert.True(TextWidth.Of(fitted, 12) <= 80);
        Assert.Equal("short", TextWidth.Fit("short", 80, 12));
    }
}
