using Flywheel.Bench.Simulation;

namespace Flywheel.Tests.Simulation;

/// <summary>A small run of the gates of bench/results/simulation.md, with another seed.</summary>
public sealed class GateErrorsTests
{
    private const int Draws = 400;

    private static readonly Scenario _week = Scenarios.All.First(scenario => scenario.Name == "week");

    [Theory]
    [InlineData("auc")]
    [InlineData("log-loss")]
    public void A_candidate_worse_by_the_whole_margin_passes_no_more_often_than_declared(string metric)
    {
        var turned = _week with { World = _week.World with { Current = _week.World.Candidate, Candidate = _week.World.Current } };

        var error = GateErrors.NoWorse(turned, metric, Draws, seed: 77);

        Assert.True(error.Holds, $"{error.False} of {error.Draws}");
        Assert.True(error.False > 0, "A gate that never opens would not be wrong either.");
    }

    [Fact]
    public void A_value_just_reached_is_shown_no_more_often_than_declared()
    {
        var error = GateErrors.AtLeast(_week, "auc", Draws, seed: 77);

        Assert.True(error.Holds, $"{error.False} of {error.Draws}");
        Assert.True(error.False > 0, "A gate that never opens would not be wrong either.");
    }

    [Fact]
    public void Twenty_unharmed_cohorts_close_the_gate_no_more_often_than_declared()
    {
        var error = GateErrors.NoHarm(_week, "log-loss", Draws / 2, seed: 77);

        Assert.True(error.Holds, $"{error.False} of {error.Draws}");
    }
}
