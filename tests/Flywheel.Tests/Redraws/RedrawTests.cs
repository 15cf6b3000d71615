using Flywheel.Bench.Redraws;
using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Redraws;

/// <summary>A small run of bench/results/redraws.md, on the flights of one week to the west.</summary>
public sealed class RedrawTests
{
    private const int Redraws = 60;
    private const string Uniform = "random: { share: 0.1 }";
    private const string Stratified = "stratified: { by: distance > 1000, per-stratum: 500 }";
    private const string Informed = "informed: { by: score, count: 800, floor: 0.02 }";

    [Theory]
    [InlineData("uniform", Uniform)]
    [InlineData("stratified", Stratified)]
    [InlineData("informed", Informed)]
    [InlineData("mixed", Uniform, Stratified, Informed)]
    public void Samples_weighted_by_their_chances_find_the_area_of_the_whole_week(string name, params string[] rules)
    {
        using var week = Week();

        var drawn = Redraw.Of(week, new AreaUnderCurve(), name, Redraws, rules);

        Assert.True(drawn.IsUnbiased, $"{drawn.Mean:F5} for {drawn.Truth:F5}, give or take {drawn.MonteCarloError:F5}");
        Assert.True(drawn.Covers, $"{drawn.Held} of {Redraws}");
        Assert.InRange(drawn.StatedError / drawn.Deviation, 0.75, 1.5);
    }

    [Fact]
    public void Without_their_chances_an_informed_sample_is_beside_it()
    {
        using var week = Week();

        var drawn = Redraw.Of(week, new AreaUnderCurve(), "informed", Redraws / 2, Informed);

        Assert.True(
            Math.Abs(drawn.UnweightedBias) > 3.29 * drawn.MonteCarloError,
            $"{drawn.UnweightedBias:F5}, {drawn.MonteCarloError:F5}"
        );
    }

    private static LabelledWeek Week() => new(Repository.Root, new(2001, 3, 5), "flights.origin IN ('LAX', 'SFO', 'PHX', 'LAS', 'SEA')");
}
