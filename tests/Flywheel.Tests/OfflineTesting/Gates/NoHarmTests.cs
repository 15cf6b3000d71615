using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class NoHarmTests
{
    private static readonly NoHarm _auc = new() { Metric = "auc", By = 0.02 };

    [Fact]
    public void One_of_twenty_cohorts_at_four_percent_does_not_close_it()
    {
        var judged = _auc.Judge(Seen.Of(Twenty(Seen.Loss(0.04, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(GateOutcome.Open, judged.Outcome);
        Assert.StartsWith("none of 20 cohorts is significantly worse; the lowest is cohort 7 -0.04", judged.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void That_cohort_alone_would_have_closed_it()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("night", Seen.Loss(0.04, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(GateOutcome.Closed, judged.Outcome);
    }

    [Theory]
    [InlineData(0.0024, GateOutcome.Closed)]
    [InlineData(0.0026, GateOutcome.Open)]
    public void A_real_loss_closes_it_by_name_from_a_twentieth_of_the_error_on(double pValue, GateOutcome outcome)
    {
        var judged = _auc.Judge(Seen.Of(Twenty(Seen.Loss(pValue, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(outcome, judged.Outcome);
        Assert.Equal(
            outcome == GateOutcome.Closed,
            judged.Why.StartsWith("significantly worse by more than 0.02: cohort 7; the largest loss is cohort 7", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_loss_within_the_margin_does_not_close_it_however_sure_it_is()
    {
        Assert.Equal(GateOutcome.Open, _auc.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(-0.019, 0.0001))), 0.05).Outcome);
    }

    [Fact]
    public void Where_less_is_better_more_is_a_loss()
    {
        var gate = new NoHarm { Metric = "log-loss", By = 0.02 };

        var worse = gate.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(0.1, 0.001), metric: "log-loss")), 0.05);
        var better = gate.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(-0.1, 0.001), metric: "log-loss")), 0.05);

        Assert.Equal((GateOutcome.Closed, GateOutcome.Open), (worse.Outcome, better.Outcome));
        Assert.EndsWith("the largest loss is night -0.1000 [-0.1019, -0.0981]", worse.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_cohort_is_never_a_pass_and_is_named()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("day", Seen.Measured(0.1, 0.001))) with { Missing = ["night"] }, 0.05);

        Assert.Equal(GateOutcome.NotEnoughEvidence, judged.Outcome);
        Assert.Equal("no labelled row in night: a missing cohort is never a pass", judged.Why);
    }

    [Fact]
    public void A_harmed_cohort_closes_it_though_another_is_missing()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("day", Seen.Measured(-0.2, 0.001))) with { Missing = ["night"] }, 0.05);

        Assert.Equal(GateOutcome.Closed, judged.Outcome);
    }

    [Fact]
    public void The_small_cohorts_together_are_a_cohort_and_evaluation_sets_are_not()
    {
        var loss = Seen.Measured(-0.2, 0.001);

        Assert.Equal(GateOutcome.Closed, _auc.Judge(Seen.Of(Seen.Cohort("pooled small cohorts", loss, GroupKind.Pooled)), 0.05).Outcome);
        Assert.Equal(
            GateOutcome.NotEnoughEvidence,
            _auc.Judge(Seen.Of(Seen.Cohort("red-eye v1", loss, GroupKind.EvaluationSet)), 0.05).Outcome
        );
    }

    [Fact]
    public void Without_a_measured_cohort_it_is_unsure()
    {
        Assert.Equal("no cohort could be measured", _auc.Judge(Seen.Of(), 0.05).Why);
        Assert.Equal(GateOutcome.NotEnoughEvidence, _auc.Judge(Seen.Of(Seen.Cohort("night", null)), 0.05).Outcome);
    }

    [Fact]
    public void Cohorts_that_could_not_be_measured_are_counted()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("day", Seen.Measured(0, 0.01)), Seen.Cohort("night", null)), 0.05);

        Assert.EndsWith("; 1 could not be measured", judged.Why, StringComparison.Ordinal);
    }

    private static Contrast[] Twenty(Flywheel.Metrics.Measurement seventh) =>
        [.. Enumerable.Range(1, 20).Select(i => Seen.Cohort($"cohort {i}", i == 7 ? seventh : Seen.Measured(0.001 * i, 0.01)))];
}
