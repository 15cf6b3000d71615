using Flywheel.Monitoring.Distances;

namespace Flywheel.Tests.Monitoring.Distances;

public sealed class HistogramsTests
{
    [Fact]
    public void Doane_asks_for_eight_bins_on_the_ramp_and_one_holds_all_beyond_it()
    {
        // numpy 1.24, histogram_bin_edges(range(100), 'doane'): 8 bins of width 12.375.
        var (reference, current) = Histograms.ByDoane(Windows.Ramp, Windows.ShiftedRamp);

        Assert.Equal([0.13, 0.12, 0.13, 0.12, 0.12, 0.13, 0.12, 0.13, 0], reference, Near);
        Assert.Equal([0, 0.05, 0.13, 0.12, 0.12, 0.13, 0.12, 0.13, 0.20], current, Near);
    }

    [Fact]
    public void A_skewed_reference_gets_more_bins_than_an_even_one()
    {
        // numpy 1.24, histogram_bin_edges([i**4 for i in range(50)], 'doane') has 10 bins.
        var skewed = Windows.Numbers([.. Enumerable.Range(0, 50).Select(i => Math.Pow(i, 4))]);

        Assert.Equal(10 + 1, Histograms.ByDoane(skewed, skewed).Reference.Length);
    }

    [Fact]
    public void A_value_on_the_references_upper_end_is_inside_and_one_below_its_lower_end_is_beyond()
    {
        var (_, current) = Histograms.ByDoane(Windows.Ramp, Windows.Numbers(99, -1, 99.5, 0));

        Assert.Equal([0.25, 0, 0, 0, 0, 0, 0, 0.25, 0.5], current, Near);
    }

    [Fact]
    public void A_constant_reference_has_one_bin_and_everything_else_is_beyond()
    {
        var (reference, current) = Histograms.ByDoane(Windows.Numbers(0.1, 0.1, 0.1), Windows.Numbers(0.1, 0.2, 0, 0.1));

        Assert.Equal([1.0, 0], reference, Near);
        Assert.Equal([0.5, 0.5], current, Near);
    }

    [Fact]
    public void Categories_of_either_window_have_a_bin_in_byte_order()
    {
        var (reference, current) = Histograms.OverCategories(Windows.Letters("aab"), Windows.Letters("bZ"));

        Assert.Equal([0, 2.0 / 3, 1.0 / 3], reference, Near);
        Assert.Equal([0.5, 0, 0.5], current, Near);
    }

    [Fact]
    public void A_value_on_a_decile_falls_above_it()
    {
        // Of 0 to 10 the deciles are 1 to 9, all of them values.
        var reference = Windows.Numbers([.. Enumerable.Range(0, 11).Select(i => (double)i)]);

        var (shares, current) = Histograms.ByReferenceDeciles(reference, Windows.Numbers(-5, 1, 9, 50));

        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 1, 2], shares.Select(share => Math.Round(11 * share)));
        Assert.Equal([0.25, 0.25, 0, 0, 0, 0, 0, 0, 0, 0.5], current, Near);
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-12;
}
