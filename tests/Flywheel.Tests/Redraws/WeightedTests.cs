using Flywheel.Bench.Weighted;
using Flywheel.Metrics;
using Flywheel.Tests.Infra;

namespace Flywheel.Tests.Redraws;

/// <summary>A small run of bench/results/weighted.md, on the flights of one week to the west.</summary>
public sealed class WeightedTests
{
    private const int Redraws = 200;

    [Fact]
    public void What_uncertainty_picked_is_measured_rightly_by_its_chances_and_wrongly_without_them()
    {
        using var week = new UncertainWeek(
            Repository.Root,
            new(2001, 3, 5),
            ["uncertainty: { by: margin, count: 2000 }"],
            "origin IN ('LAX', 'SFO', 'PHX', 'LAS', 'SEA')"
        );

        var cell = WeightedCell.Of(week, new AreaUnderCurve(), "margin", Redraws);

        Assert.True(cell.Corrected.Covers, $"{cell.Corrected.Held}");
        Assert.True(cell.Corrected.IsUnbiased, $"{cell.Corrected.Bias:F5}, {cell.Corrected.MonteCarloError:F5}");
        Assert.False(cell.Plain.IsUnbiased, $"{cell.Plain.Bias:F5}, {cell.Plain.MonteCarloError:F5}");
        Assert.InRange(cell.MeanEffectiveSize, 1, cell.MeanPoints);
    }
}
