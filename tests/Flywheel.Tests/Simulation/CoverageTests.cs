using Flywheel.Bench.Simulation;

namespace Flywheel.Tests.Simulation;

/// <summary>A small run of bench/results/simulation.md, with another seed: too narrow an interval is seen here first.</summary>
public sealed class CoverageTests
{
    private const int Pairs = 700;

    [Theory]
    [InlineData("smallest cohort", false)]
    [InlineData("smallest cohort", true)]
    [InlineData("fewest positives", true)]
    [InlineData("fewest effective days", false)]
    public void Intervals_hold_the_truth_as_often_as_they_say(string scenario, bool weighted)
    {
        var cells = Coverage.Of(Named(scenario, weighted), Pairs, seed: 77).Where(cell => cell.Tally.Measured >= Pairs / 2).ToList();

        Assert.All(cells, cell => Assert.False(cell.IsNarrow, Said(cell)));
        Assert.All(cells, cell => Assert.True(cell.Tally.Held < 0.985 * cell.Tally.Measured, Said(cell)));
        Assert.Equal(["accuracy", "auc", "brier", "log-loss", "mae"], cells.Select(cell => cell.Metric).Distinct().Order());
    }

    private static Scenario Named(string name, bool weighted) => Scenarios.All.Single(one => one.Name == name && one.Weighted == weighted);

    private static string Said(Cell cell) =>
        $"{cell.Metric} {cell.Figure}: {cell.Tally.Held} of {cell.Tally.Measured} hold {cell.Truth:F4}";
}
