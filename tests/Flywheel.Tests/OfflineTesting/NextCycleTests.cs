using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Tests.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting;

public sealed class NextCycleTests
{
    private static readonly Measurement _difference = Seen.Measured(0.01, 0.002);

    [Fact]
    public void The_interval_reaches_as_far_as_past_promises_were_off()
    {
        // Off by .01 -.02 .03 -.01 .02 -.01: squares sum to .0020, a sixth of it has the root .0182574; t(6) at .95 is 1.943180.
        var next = NextCycle.Of("auc", _difference, Ledger(6), realisedNow: 0.0 - 0.01, error: 0.05)!;

        Assert.Equal(("auc", 6), (next.Metric, next.Turns));
        Assert.Equal(0.0182574, next.Difference.StandardError!.Value, 1e-7);
        Assert.Equal(0.01, next.Difference.Value!.Value);
        Assert.Equal(0.01 - (1.943180 * 0.0182574), next.Difference.Low!.Value, 1e-6);
        Assert.Equal(0.01 + (1.943180 * 0.0182574), next.Difference.High!.Value, 1e-6);
    }

    [Fact]
    public void With_fewer_than_six_turns_that_were_told_nothing_is_predicted()
    {
        Assert.Null(NextCycle.Of("auc", _difference, Ledger(6), realisedNow: null, error: 0.05));
        Assert.Null(NextCycle.Of("auc", _difference, Ledger(5), realisedNow: -0.01, error: 0.05));
        Assert.NotNull(NextCycle.Of("auc", _difference, Ledger(7), realisedNow: null, error: 0.05));
    }

    [Fact]
    public void What_another_metric_promised_is_left_out()
    {
        var mixed = Ledger(6).Select(row => row.AsOf.Day == 3 ? row with { Metric = "log-loss" } : row).ToList();

        Assert.Null(NextCycle.Of("auc", _difference, mixed, realisedNow: -0.01, error: 0.05));
        Assert.Null(NextCycle.Of("log-loss", _difference, Ledger(6), realisedNow: -0.01, error: 0.05));
    }

    [Fact]
    public void A_turn_without_a_candidate_between_is_no_promise()
    {
        var gap = Ledger(6).Select(row => row.AsOf.Day == 3 ? row with { Difference = null } : row).ToList();

        Assert.Null(NextCycle.Of("auc", _difference, gap, realisedNow: -0.01, error: 0.05));
    }

    [Fact]
    public void A_difference_without_an_interval_predicts_nothing()
    {
        Assert.Null(NextCycle.Of("auc", null, Ledger(9), realisedNow: 0, error: 0.05));
        Assert.Null(NextCycle.Of("auc", Measurement.Absent(0, "no labelled row"), Ledger(9), realisedNow: 0, error: 0.05));
        Assert.Null(NextCycle.Of("auc", new Measurement { Value = 0.1, Why = "2.0 clusters" }, Ledger(9), realisedNow: 0, error: 0.05));
    }

    /// <summary>Turns whose promises were zero; what each showed stands in the row after it.</summary>
    private static List<LedgerRow> Ledger(int turns)
    {
        double[] shown = [0.01, -0.02, 0.03, -0.01, 0.02, -0.01, 0.04, 0];
        return
        [
            .. Enumerable
                .Range(0, turns)
                .Select(i => AnchorTests.Row(i + 1, "a", $"m{i}", difference: 0, realised: i == 0 ? 0.5 : shown[i - 1])),
        ];
    }
}
