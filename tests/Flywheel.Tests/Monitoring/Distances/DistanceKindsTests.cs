using Flywheel.Monitoring.Distances;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>What every distance keeps, whichever it is.</summary>
public sealed class DistanceKindsTests
{
    public static TheoryData<string> Names => [.. DistanceKinds.All.Select(distance => distance.Name)];

    public static TheoryData<string> Symmetric =>
        [.. DistanceKinds.All.Where(one => one.TakesCategories && one.IsSymmetric).Select(one => one.Name)];

    public static TheoryData<string> OfCategories => [.. DistanceKinds.All.Where(one => one.TakesCategories).Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Equal_windows_are_at_distance_zero_and_others_are_not(string name)
    {
        var distance = DistanceKinds.Named(name);

        Assert.Equal(0, distance.Between(Windows.Ramp, Windows.Ramp), 1e-12);
        Assert.InRange(distance.Between(Windows.Ramp, Windows.ShiftedRamp), 0.01, 10);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_window_counted_ten_times_over_is_no_other_window(string name)
    {
        var distance = DistanceKinds.Named(name);
        var tenfold = Distribution.OfNumbers(Windows.Current.Numbers, [.. Windows.Current.Counts.Select(count => 10 * count)]);

        Assert.Equal(distance.Between(Windows.Reference, Windows.Current), distance.Between(Windows.Reference, tenfold), 1e-12);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_two_windows_are_at_a_finite_distance_of_at_least_zero(string name)
    {
        var distance = DistanceKinds.Named(name);
        var generator = new Lcg(71);
        for (var i = 0; i < 200; i++)
        {
            var reference = Windows.Drawn(generator, 1 + generator.NextBelow(40), 0);
            var current = Windows.Drawn(generator, 1 + generator.NextBelow(40), 2);

            var found = distance.Between(reference, current);

            Assert.True(double.IsFinite(found) && found >= 0, $"{found} at draw {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_window_of_one_row_is_far_from_another_and_not_from_itself(string name)
    {
        var distance = DistanceKinds.Named(name);

        Assert.Equal(0, distance.Between(Windows.Numbers(3), Windows.Numbers(3)));
        Assert.InRange(distance.Between(Windows.Numbers(3), Windows.Numbers(4)), 0.9, 20);
    }

    [Theory]
    [MemberData(nameof(Symmetric))]
    public void Over_categories_a_distance_is_symmetric_and_zero_for_equal_windows(string name)
    {
        var distance = DistanceKinds.Named(name);
        var generator = new Lcg(72);
        for (var i = 0; i < 100; i++)
        {
            var (one, other) = (Windows.DrawnCategories(generator, 30), Windows.DrawnCategories(generator, 50));

            Assert.Equal(distance.Between(one, other), distance.Between(other, one), 1e-12);
            Assert.Equal(0, distance.Between(one, one), 1e-12);
        }
    }

    [Theory]
    [InlineData("l1", 2)]
    [InlineData("l-infinity", 1)]
    [InlineData("jensen-shannon", 1)]
    [InlineData("hellinger", 1)]
    [InlineData("chi-square", 1)]
    public void Windows_without_a_common_value_are_at_the_upper_bound(string name, double bound)
    {
        var distance = DistanceKinds.Named(name);

        Assert.Equal(bound, distance.Between(Windows.Letters("aaa"), Windows.Letters("bb")), 1e-12);
        Assert.Equal(bound, distance.Between(Windows.Numbers(1, 1), Windows.Numbers(2, 3)), 1e-12);
    }

    [Theory]
    [MemberData(nameof(OfCategories))]
    public void A_category_that_the_reference_never_saw_moves_the_distance(string name)
    {
        var distance = DistanceKinds.Named(name);

        var found = distance.Between(Windows.Letters("aabb"), Windows.Letters("aabbc"));

        Assert.InRange(found, 0.1, 2);
    }

    [Fact]
    public void A_caution_is_given_for_those_that_people_ask_for_by_habit()
    {
        Assert.Equal(
            ["kullback-leibler", "kolmogorov-smirnov"],
            DistanceKinds.All.Where(distance => distance.Caution.Length > 0).Select(distance => distance.Name)
        );
        Assert.NotEqual(
            DistanceKinds.Named("kullback-leibler").Between(Windows.Lettered(9, 1), Windows.Lettered(5, 5)),
            DistanceKinds.Named("kullback-leibler").Between(Windows.Lettered(5, 5), Windows.Lettered(9, 1)),
            1e-3
        );
    }
}
