using Flywheel.Monitoring.Distances;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Hellinger, chi-square, Kullback–Leibler and Kolmogorov–Smirnov. Reference values: tests/oracles/oracles.md, sections 1 and 2, by their numbers there.</summary>
public sealed class ShareDistancesTests
{
    [Fact]
    public void Hellinger_has_the_value_of_Evidently_over_categories_and_of_NannyML_on_Doanes_bins()
    {
        var distance = new Hellinger();

        Assert.Equal(0.06812774370983345, distance.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-14); // O1
        Assert.Equal(0.41537974562543567, distance.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-14);
    }

    [Fact]
    public void A_reference_with_twice_the_rows_is_as_far()
    {
        var doubled = Windows.Lettered(32, 36, 32, 28, 24, 24);

        Assert.Equal(0.06812774370983345, new Hellinger().Between(doubled, Windows.CurrentCategories), 1e-14); // O2
        Assert.Equal(0.0960116281897381, new ChiSquare().Between(doubled, Windows.CurrentCategories), 1e-14);
    }

    [Fact]
    public void Hellinger_has_the_values_of_whylogs_for_a_single_value()
    {
        var distance = new Hellinger();

        Assert.Equal(1, distance.Between(Windows.Numbers(0), Windows.Numbers(5)), 1e-14); // O34
        Assert.Equal(0, distance.Between(Windows.Numbers(5), Windows.Numbers(5)), 1e-14);
    }

    [Fact]
    public void Chi_square_is_the_value_of_deepchecks_to_its_tolerance_without_the_correction_of_Yates()
    {
        var found = new ChiSquare().Between(Windows.Lettered(200, 800), Windows.Lettered(400, 600));

        // O24. Chi-square of the table is 2000 / 21.
        Assert.Equal(0.21, found, 0.01);
        Assert.Equal(Math.Sqrt(2000.0 / 21 / 2000), found, 1e-14);
    }

    [Fact]
    public void Chi_square_of_two_windows_with_as_many_rows_is_the_statistic_of_scipy()
    {
        // scipy 1.10, chi2_contingency of the counts of section 1, over their 176 rows.
        Assert.Equal(
            Math.Sqrt(1.6224089635854342 / 176),
            new ChiSquare().Between(Windows.ReferenceCategories, Windows.CurrentCategories),
            1e-14
        );
    }

    [Fact]
    public void Kullback_Leibler_has_the_value_of_Evidently_over_categories_and_of_GE_without_a_floor()
    {
        var distance = new KullbackLeibler();

        Assert.Equal(0.018909676965320497, distance.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-14);
        Assert.Equal(0.1259970028667753, distance.Between(Windows.Lettered(54, 32, 14), Windows.Lettered(1, 1, 1)), 1e-14); // O31
    }

    [Fact]
    public void Kullback_Leibler_is_finite_where_the_window_lost_a_category()
    {
        var found = new KullbackLeibler().Between(Windows.Lettered(5, 5), Windows.Lettered(10));

        Assert.Equal((0.5 * Math.Log(0.5)) + (0.5 * Math.Log(0.5 / 1e-4)), found, 1e-12);
    }

    [Fact]
    public void Kolmogorov_Smirnov_has_the_published_values()
    {
        var distance = new KolmogorovSmirnov();

        Assert.Equal(0.045454545454545456, distance.Between(Windows.Reference, Windows.Current), 1e-14);
        Assert.Equal(0.2, distance.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-14);
    }

    [Fact]
    public void Kolmogorov_Smirnov_is_one_where_no_value_is_common_to_both_sides()
    {
        var distance = new KolmogorovSmirnov();

        Assert.Equal(1, distance.Between(Windows.Numbers(1, 2), Windows.Numbers(3, 4, 5)), 1e-14);
        Assert.Equal(1, distance.Between(Windows.Numbers(3, 4, 5), Windows.Numbers(1, 2)), 1e-14);
    }
}
