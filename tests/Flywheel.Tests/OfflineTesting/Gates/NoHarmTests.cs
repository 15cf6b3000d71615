using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

/// <summary>With seven clusters a 90 % interval reaches 1.943180 standard errors, and t(6) at .1 is 1.439756: any printed table.</summary>
public sealed class NoHarmTests
{
    private static readonly NoHarm _auc = new() { Metric = "auc", By = 0.02 };

    [Theory]
    [InlineData(0.0102, GateOutcome.Open)]
    [InlineData(0.0104, GateOutcome.NotEnoughEvidence)]
    public void It_opens_only_where_the_margin_is_excluded_in_every_cohort(double standardError, GateOutcome outcome)
    {
        var judged = _auc.Judge(
            Seen.Of(Seen.Cohort("day", Seen.Measured(0.01, 0.001)), Seen.Cohort("night", Seen.Measured(0, standardError))),
            0.05
        );

        Assert.Equal(outcome, judged.Outcome);
    }

    [Fact]
    public void Open_it_names_the_cohort_that_is_nearest_to_the_margin()
    {
        var judged = _auc.Judge(
            Seen.Of(Seen.Cohort("day", Seen.Measured(0.01, 0.001)), Seen.Cohort("night", Seen.Measured(0, 0.01))),
            0.05
        );

        Assert.Equal("in each of 2 cohorts a loss of 0.02 is excluded; nearest to it is night, where a loss of 0.0194 is", judged.Why);
    }

    [Fact]
    public void Unsure_it_names_the_cohorts_and_what_could_be_excluded_there()
    {
        var judged = _auc.Judge(
            Seen.Of(Seen.Cohort("day", Seen.Measured(0.01, 0.001)), Seen.Cohort("night", Seen.Measured(-0.005, 0.01))),
            0.05
        );

        Assert.Equal("a loss of 0.02 is neither excluded nor shown in night -0.0050 (the smallest excluded is 0.0244)", judged.Why);
    }

    [Theory]
    [InlineData(null, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.1, GateOutcome.Open)]
    public void An_error_of_its_own_takes_the_place_of_the_offline_test_s(double? error, GateOutcome outcome)
    {
        // -1.943180 · .013 = -.0253 and -1.439756 · .013 = -.0187.
        var judged = (_auc with { Error = error }).Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(0, 0.013))), 0.05);

        Assert.Equal(outcome, judged.Outcome);
    }

    [Fact]
    public void One_of_twenty_cohorts_at_four_percent_does_not_close_it_and_does_not_open_it()
    {
        var judged = _auc.Judge(Seen.Of(Twenty(Seen.Loss(0.04, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(GateOutcome.NotEnoughEvidence, judged.Outcome);
        Assert.Contains("shown in cohort 7 -0.04", judged.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void That_cohort_alone_would_have_closed_it()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("night", Seen.Loss(0.04, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(GateOutcome.Closed, judged.Outcome);
    }

    [Theory]
    [InlineData(0.0024, GateOutcome.Closed)]
    [InlineData(0.0026, GateOutcome.NotEnoughEvidence)]
    public void A_real_loss_closes_it_by_name_from_a_twentieth_of_the_error_on(double pValue, GateOutcome outcome)
    {
        var judged = _auc.Judge(Seen.Of(Twenty(Seen.Loss(pValue, 0.01, beyond: 0.02))), 0.05);

        Assert.Equal(outcome, judged.Outcome);
        Assert.Equal(
            outcome == GateOutcome.Closed,
            judged.Why.StartsWith("significantly worse by more than 0.02: cohort 7 -0.0", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_loss_within_the_margin_does_not_close_it_however_sure_it_is()
    {
        var judged = _auc.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(-0.019, 0.0001))), 0.05);

        Assert.Equal(GateOutcome.Open, judged.Outcome);
    }

    [Fact]
    public void Where_less_is_better_more_is_a_loss()
    {
        var gate = new NoHarm { Metric = "log-loss", By = 0.02 };

        var worse = gate.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(0.1, 0.001), metric: "log-loss")), 0.05);
        var better = gate.Judge(Seen.Of(Seen.Cohort("night", Seen.Measured(-0.1, 0.001), metric: "log-loss")), 0.05);

        Assert.Equal((GateOutcome.Closed, GateOutcome.Open), (worse.Outcome, better.Outcome));
        Assert.EndsWith(": night -0.1000 [-0.1019, -0.0981]", worse.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cohort_of_a_rule_that_is_not_asked_is_ignored_whatever_it_shows()
    {
        var gate = _auc with { In = ["hour"] };
        var harmed = Seen.Cohort("origin=ATL", Seen.Measured(-0.2, 0.001)) with { Rule = "origin" };
        var unharmed = Seen.Cohort("hour 6–12", Seen.Measured(0.01, 0.001)) with { Rule = "hour" };

        Assert.Equal(GateOutcome.Closed, _auc.Judge(Seen.Of(harmed, unharmed), 0.05).Outcome);
        Assert.Equal(GateOutcome.Open, gate.Judge(Seen.Of(harmed, unharmed), 0.05).Outcome);
        Assert.Equal("no cohort could be measured", gate.Judge(Seen.Of(harmed), 0.05).Why);
        Assert.Equal(
            GateOutcome.Closed,
            gate.Judge(Seen.Of(harmed, unharmed with { Difference = Seen.Measured(-0.2, 0.001) }), 0.05).Outcome
        );
    }

    [Theory]
    [InlineData("hour 6–12", GateOutcome.NotEnoughEvidence)]
    [InlineData("hour=6", GateOutcome.NotEnoughEvidence)]
    [InlineData("hour", GateOutcome.NotEnoughEvidence)]
    [InlineData("hourly", GateOutcome.Open)]
    [InlineData("origin=ATL", GateOutcome.Open)]
    public void Of_the_missing_cohorts_only_those_of_the_rules_that_are_asked_count(string missing, GateOutcome outcome)
    {
        var seen = Seen.Of(Seen.Cohort("hour 0–6", Seen.Measured(0.01, 0.001)) with { Rule = "hour" }) with { Missing = [missing] };

        Assert.Equal(outcome, (_auc with { In = ["hour"] }).Judge(seen, 0.05).Outcome);
        Assert.Equal(GateOutcome.NotEnoughEvidence, _auc.Judge(seen, 0.05).Outcome);
    }

    [Fact]
    public void A_missing_cohort_is_never_a_pass_and_is_named_with_the_reason()
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
    public void The_small_cohorts_together_are_asked_where_one_is_of_an_asked_rule_and_evaluation_sets_never()
    {
        var loss = Seen.Measured(-0.2, 0.001);
        var gate = _auc with { In = ["hour"] };

        var seen = Seen.Of(Seen.Cohort(Contrasts.PooledName, loss, GroupKind.Pooled));

        Assert.Equal(GateOutcome.Closed, _auc.Judge(seen with { Pooled = ["origin=ATL"] }, 0.05).Outcome);
        Assert.Equal(GateOutcome.Closed, gate.Judge(seen with { Pooled = ["origin=ATL", "hour < 6"] }, 0.05).Outcome);
        Assert.Equal(GateOutcome.NotEnoughEvidence, gate.Judge(seen with { Pooled = ["origin=ATL"] }, 0.05).Outcome);
        Assert.Equal(
            GateOutcome.NotEnoughEvidence,
            _auc.Judge(Seen.Of(Seen.Cohort("red-eye v1", loss, GroupKind.EvaluationSet)), 0.05).Outcome
        );
    }

    [Fact]
    public void A_cohort_that_could_not_be_measured_is_never_a_pass_and_is_named_with_the_reason()
    {
        var noInterval = Seen.Cohort("night", new Measurement { Value = 0.2, Why = "2.0 clusters; an interval needs 2.5" });

        Assert.Equal("no cohort could be measured", _auc.Judge(Seen.Of(), 0.05).Why);
        foreach (var (night, why) in new[] { (noInterval, noInterval.Difference!.Why), (Seen.Cohort("night", null), "no model in force") })
        {
            var judged = _auc.Judge(Seen.Of(Seen.Cohort("day", Seen.Measured(0.1, 0.001)), night), 0.05);

            Assert.Equal((GateOutcome.NotEnoughEvidence, $"not measured: night ({why})"), (judged.Outcome, judged.Why));
        }
    }

    private static Contrast[] Twenty(Measurement seventh) =>
        [.. Enumerable.Range(1, 20).Select(i => Seen.Cohort($"cohort {i}", i == 7 ? seventh : Seen.Measured(0.001 * i, 0.01)))];
}
