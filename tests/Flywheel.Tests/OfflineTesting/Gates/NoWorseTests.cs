using Flywheel.Metrics;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class NoWorseTests
{
    private static readonly NoWorse _auc = new() { Metric = "auc", By = 0.01 };
    private static readonly NoWorse _loss = new() { Metric = "log-loss", By = 0.01 };

    [Theory]
    [InlineData(0.02, 0.005, GateOutcome.Open)]
    [InlineData(0, 0.005, GateOutcome.Open)]
    [InlineData(0, 0.006, GateOutcome.NotEnoughEvidence)]
    [InlineData(-0.015, 0.005, GateOutcome.NotEnoughEvidence)]
    [InlineData(-0.03, 0.005, GateOutcome.Closed)]
    public void The_lower_bound_opens_it_and_the_upper_one_closes_it(double difference, double error, GateOutcome outcome)
    {
        Assert.Equal(outcome, _auc.Judge(Seen.Of(Seen.All(Seen.Measured(difference, error))), 0.05).Outcome);
    }

    [Theory]
    [InlineData(-0.02, 0.005, GateOutcome.Open)]
    [InlineData(0.015, 0.005, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.03, 0.005, GateOutcome.Closed)]
    public void Where_less_is_better_more_is_a_loss(double difference, double error, GateOutcome outcome)
    {
        Assert.Equal(outcome, _loss.Judge(Seen.Of(Seen.All(Seen.Measured(difference, error), "log-loss")), 0.05).Outcome);
    }

    [Fact]
    public void Its_sentence_has_the_gain_with_its_interval_in_order()
    {
        var why = _loss.Judge(Seen.Of(Seen.All(Seen.Measured(-0.02, 0.005), "log-loss")), 0.05).Why;

        Assert.Equal(
            "gain in log-loss +0.0200 [+0.0103, +0.0297]; a loss of 0.01 is excluded (the smallest loss that is excluded is 0.0000)",
            why
        );
    }

    [Fact]
    public void Unsure_it_says_the_smallest_loss_that_is_excluded()
    {
        var why = _auc.Judge(Seen.Of(Seen.All(Seen.Measured(0, 0.01))), 0.05).Why;

        Assert.EndsWith("(the smallest loss that is excluded is 0.0194)", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auc", null, 0, GateOutcome.NotEnoughEvidence)]
    [InlineData("auc", 0.03, 0, GateOutcome.Open)]
    [InlineData("auc", 0.03, -0.015, GateOutcome.NotEnoughEvidence)]
    [InlineData("auc", 0.03, -0.06, GateOutcome.Closed)]
    [InlineData("log-loss", null, 0, GateOutcome.Open)]
    public void The_next_cycle_has_a_margin_of_its_own_where_the_ledger_can_tell_it_of_this_metric(
        string metric,
        double? margin,
        double next,
        GateOutcome outcome
    )
    {
        var seen = Seen.Of(Seen.All(Seen.Measured(0, 0.001))) with { NextCycle = new(metric, Seen.Measured(next, 0.01), 6) };

        var judged = (_auc with { NextCycle = margin }).Judge(seen, 0.05);

        Assert.Equal(outcome, judged.Outcome);
        Assert.Equal(metric == "auc", judged.Why.Contains("gain in auc in the next cycle", StringComparison.Ordinal));
    }

    [Fact]
    public void A_sure_next_cycle_does_not_stand_for_these_rows()
    {
        var seen = Seen.Of(Seen.All(Seen.Measured(-0.005, 0.01))) with { NextCycle = new("auc", Seen.Measured(0, 0.001), 6) };

        Assert.Equal(GateOutcome.NotEnoughEvidence, _auc.Judge(seen, 0.05).Outcome);
    }

    [Fact]
    public void What_was_not_measured_is_never_a_pass()
    {
        var noInterval = new Measurement { Value = 0.2, Why = "2.0 clusters; an interval needs 2.5" };

        Assert.Equal(GateOutcome.NotEnoughEvidence, _auc.Judge(Seen.Of(), 0.05).Outcome);
        Assert.Equal(GateOutcome.NotEnoughEvidence, _loss.Judge(Seen.Of(Seen.All(Seen.Measured(0.1, 0.001))), 0.05).Outcome);
        var unsure = _auc.Judge(Seen.Of(Seen.All(noInterval)), 0.05);
        Assert.Equal(GateOutcome.NotEnoughEvidence, unsure.Outcome);
        Assert.EndsWith("2.0 clusters; an interval needs 2.5", unsure.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cohort_does_not_stand_for_all_rows()
    {
        Assert.Equal(GateOutcome.NotEnoughEvidence, _auc.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(0.1, 0.001))), 0.05).Outcome);
    }
}
