using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

/// <summary>With seven clusters a 90 % interval reaches 1.943180 standard errors.</summary>
public sealed class BetterTests
{
    [Theory]
    [InlineData(0.02, 0.01, 0, GateOutcome.Open)]
    [InlineData(0.019, 0.01, 0, GateOutcome.NotEnoughEvidence)]
    [InlineData(-0.02, 0.01, 0, GateOutcome.Closed)]
    [InlineData(0.03, 0.01, 0.01, GateOutcome.Open)]
    [InlineData(0.029, 0.01, 0.01, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.03, 0.01, 0.05, GateOutcome.Closed)]
    public void It_opens_where_more_than_the_margin_is_shown_and_closes_where_that_is_excluded(
        double gain,
        double standardError,
        double by,
        GateOutcome outcome
    ) =>
        Assert.Equal(
            outcome,
            new Better { Metric = "auc", By = by }
                .Judge(Seen.Of(Seen.All(Seen.Measured(gain, standardError))), 0.05)
                .Outcome
        );

    [Fact]
    public void Of_a_loss_less_is_better()
    {
        var gate = new Better { Metric = "log-loss" };

        Assert.Equal(GateOutcome.Open, gate.Judge(Seen.Of(Seen.All(Seen.Measured(-0.02, 0.01), "log-loss")), 0.05).Outcome);
        Assert.Equal(GateOutcome.Closed, gate.Judge(Seen.Of(Seen.All(Seen.Measured(0.02, 0.01), "log-loss")), 0.05).Outcome);
    }

    [Fact]
    public void It_asks_of_the_evaluation_set_that_it_names_and_of_no_other()
    {
        var seen = Seen.Of(
            Seen.All(Seen.Measured(0.05, 0.001)),
            Seen.Cohort("red-eye-2 v1", Seen.Measured(0.05, 0.001), GroupKind.EvaluationSet),
            Seen.Cohort("red-eye v3", Seen.Measured(-0.05, 0.001), GroupKind.EvaluationSet)
        );

        var judged = new Better { Metric = "auc", Set = "red-eye" }.Judge(seen, 0.05);

        Assert.Equal(GateOutcome.Closed, judged.Outcome);
        Assert.StartsWith("gain in auc on red-eye -0.0500", judged.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_set_without_a_row_is_never_a_pass() =>
        Assert.Equal(
            GateOutcome.NotEnoughEvidence,
            new Better { Metric = "auc", Set = "gone" }
                .Judge(Seen.Of(Seen.All(Seen.Measured(0.05, 0.001))), 0.05)
                .Outcome
        );
}
