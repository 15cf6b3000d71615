using Flywheel.Monitoring.Distances;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Reference values: tests/oracles/oracles.md, sections 1 and 5 (scipy 1.10 <c>wasserstein_distance</c>).</summary>
public sealed class EarthMoversTests
{
    private static readonly EarthMovers _distance = new();

    [Fact]
    public void Counts_over_codes_have_the_values_of_scipy()
    {
        Assert.Equal(0.09090909090909094, EarthMovers.Unscaled(Windows.Reference, Windows.Current), 1e-14);
        Assert.Equal(0.054433105395181744, _distance.Between(Windows.Reference, Windows.Current), 1e-14);
    }

    [Fact]
    public void Eight_numbers_against_eight_have_the_values_of_scipy()
    {
        Assert.Equal(4.1625, EarthMovers.Unscaled(Windows.A, Windows.B), 1e-12);
        Assert.Equal(0.781236105789365, _distance.Between(Windows.A, Windows.B), 1e-12);
    }

    [Fact]
    public void A_shift_is_as_far_as_it_shifts()
    {
        Assert.Equal(20, EarthMovers.Unscaled(Windows.Ramp, Windows.ShiftedRamp), 1e-12);
    }

    [Fact]
    public void In_its_own_unit_it_is_symmetric_and_keeps_the_triangle_inequality()
    {
        var generator = new Lcg(61);
        for (var i = 0; i < 100; i++)
        {
            var (p, q, r) = (Windows.Drawn(generator, 20, 0), Windows.Drawn(generator, 35, 0.5), Windows.Drawn(generator, 10, -1));

            var direct = EarthMovers.Unscaled(p, r);

            Assert.Equal(direct, EarthMovers.Unscaled(r, p), 1e-12);
            Assert.InRange(direct, 0, EarthMovers.Unscaled(p, q) + EarthMovers.Unscaled(q, r) + 1e-12);
        }
    }

    [Fact]
    public void It_is_the_mean_distance_of_sorted_pairs_where_the_samples_are_of_one_size()
    {
        var generator = new Lcg(62);
        var one = Enumerable.Range(0, 200).Select(_ => Math.Round(generator.NextNormal(), 1)).Order().ToArray();
        var other = Enumerable.Range(0, 200).Select(_ => Math.Round(0.3 + (2 * generator.NextNormal()), 1)).Order().ToArray();

        var distance = EarthMovers.Unscaled(Windows.Numbers(one), Windows.Numbers(other));

        Assert.Equal(one.Zip(other, (x, y) => Math.Abs(x - y)).Average(), distance, 1e-12);
    }

    [Fact]
    public void The_unit_of_the_column_does_not_matter_once_it_is_in_deviations()
    {
        var miles = Windows.Numbers(100, 250, 400, 1200);
        var later = Windows.Numbers(120, 300, 300, 2000);

        var kilometres = _distance.Between(Windows.Numbers(160, 400, 640, 1920), Windows.Numbers(192, 480, 480, 3200));

        Assert.Equal(_distance.Between(miles, later), kilometres, 1e-12);
    }

    [Theory]
    [InlineData(5, 8, 3)]
    [InlineData(0.1, 0.4, 0.3)]
    [InlineData(0.7, 0.7, 0)]
    public void A_constant_reference_has_no_scale_so_the_distance_stays_in_the_columns_own_unit(
        double before,
        double after,
        double expected
    )
    {
        // Three times .1 is not .3 in binary: a mean of equal values need not be that value.
        var distance = _distance.Between(Windows.Numbers(before, before, before), Windows.Numbers(after, after));

        Assert.Equal(expected, distance, 1e-12);
    }
}
