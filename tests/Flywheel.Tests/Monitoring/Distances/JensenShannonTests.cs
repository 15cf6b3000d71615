using Flywheel.Monitoring.Distances;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Monitoring.Distances;

/// <summary>Reference values: tests/oracles/oracles.md, sections 1 and 2, by their numbers there.</summary>
public sealed class JensenShannonTests
{
    private static readonly JensenShannon _distance = new();

    [Fact]
    public void Counts_over_categories_have_the_value_of_NannyML()
    {
        Assert.Equal(0.08173421330573757, _distance.Between(Windows.ReferenceCategories, Windows.CurrentCategories), 1e-14);
    }

    [Fact]
    public void The_ramp_has_the_value_of_NannyML_on_Doanes_bins_with_one_bin_for_all_beyond()
    {
        Assert.Equal(0.41917968809231987, _distance.Between(Windows.Ramp, Windows.ShiftedRamp), 1e-14);
    }

    [Theory]
    [InlineData(new[] { 0.5, 0.5, 0, 0 }, new[] { 0, 0.25, 0.25, 0.5 }, 0.6556390622295666)] // O15, the buckets cut alike
    [InlineData(new[] { 0.75, 0.25 }, new[] { 1.0, 0 }, 0.1379253809700299)] // O16, missing values as a bin
    [InlineData(new[] { 0.4, 0.4, 0.2, 0, 0, 0 }, new[] { 0.4, 0, 0, 0.2, 0.2, 0.2 }, 0.6)] // O17
    [InlineData(new[] { 0.5, 0.5, 0 }, new[] { 0.5, 0, 0.5 }, 0.5)] // O18
    [InlineData(new[] { 1.0, 0 }, new[] { 0.0, 1 }, 1)] // O19
    public void Squared_it_is_the_divergence_of_TFDV(double[] reference, double[] current, double divergence)
    {
        var distance = JensenShannon.Between(reference, current);

        Assert.Equal(divergence, distance * distance, 1e-12);
    }

    [Fact]
    public void Equal_histograms_are_at_distance_zero()
    {
        Assert.Equal(0, JensenShannon.Between([0.1, 0.2, 0.7], [0.1, 0.2, 0.7]));
    }

    [Fact]
    public void Nearly_equal_histograms_are_at_a_number_never_NaN()
    {
        var generator = new Lcg(51);
        for (var i = 0; i < 1000; i++)
        {
            var p = generator.Next();

            var distance = JensenShannon.Between([p, 1 - p], [p + 1e-17, 1 - p - 1e-16]);

            Assert.InRange(distance, 0, 1e-7);
        }
    }

    [Fact]
    public void It_is_symmetric_and_keeps_the_triangle_inequality()
    {
        var generator = new Lcg(52);
        for (var i = 0; i < 200; i++)
        {
            var (p, q, r) = (Shares(generator), Shares(generator), Shares(generator));

            var direct = JensenShannon.Between(p, r);

            Assert.Equal(direct, JensenShannon.Between(r, p), 1e-15);
            Assert.InRange(direct, 0, JensenShannon.Between(p, q) + JensenShannon.Between(q, r) + 1e-12);
        }
    }

    [Fact]
    public void Histograms_of_other_shapes_are_refused_with_their_sizes()
    {
        var refused = Assert.Throws<ArgumentException>(() => JensenShannon.Between([0.5, 0.5], [1]));

        Assert.Contains("got 2 and 1", refused.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => JensenShannon.Between([], []));
    }

    private static double[] Shares(Lcg generator)
    {
        var weights = Enumerable.Range(0, 5).Select(_ => generator.Next() < 0.2 ? 0 : generator.Next()).Append(0.01).ToArray();
        return [.. weights.Select(weight => weight / weights.Sum())];
    }
}
