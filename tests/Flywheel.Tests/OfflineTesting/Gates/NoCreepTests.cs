using Flywheel.Metrics;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.State;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class NoCreepTests
{
    private static readonly NoCreep _auc = new() { Metric = "auc", By = 0.02 };

    [Theory]
    [InlineData(-0.0005, 0.01, GateOutcome.Open)]
    [InlineData(-0.001, 0.01, GateOutcome.NotEnoughEvidence)]
    [InlineData(-0.039, 0.01, GateOutcome.NotEnoughEvidence)]
    [InlineData(-0.04, 0.01, GateOutcome.Closed)]
    public void The_interval_of_the_difference_from_the_anchor_decides(double difference, double error, GateOutcome outcome)
    {
        var judged = _auc.Judge(Seen.Of() with { Anchor = new("2001-01-29", Seen.Measured(difference, error)) }, 0.05);

        Assert.Equal(outcome, judged.Outcome);
        Assert.StartsWith("gain in auc over 2001-01-29 -0.0", judged.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_an_anchor_or_without_its_interval_it_is_unsure()
    {
        var none = _auc.Judge(Seen.Of(), 0.05);
        var unmeasured = _auc.Judge(
            Seen.Of() with
            {
                Anchor = new("2001-01-29", Measurement.Absent(4, "the rows are of one class only")),
            },
            0.05
        );

        Assert.Equal((GateOutcome.NotEnoughEvidence, "no model was in force in these turns"), (none.Outcome, none.Why));
        Assert.Equal(
            (GateOutcome.NotEnoughEvidence, "the difference from 2001-01-29 could not be measured: the rows are of one class only"),
            (unmeasured.Outcome, unmeasured.Why)
        );
    }

    [Fact]
    public void Small_losses_that_no_worse_accepts_one_by_one_add_up_and_close_it()
    {
        // Each week's candidate is .009 worse than the model in force, surely within a margin of .01; heights below the first model.
        var noWorse = new NoWorse { Metric = "auc", By = 0.01 };
        var noCreep = new NoCreep { Metric = "auc", By = 0.02 };
        var week = Seen.Measured(-0.009, 0.0002);
        var ledger = new List<LedgerRow>();
        var (height, current, creep) = (0.0, "m0", new List<GateOutcome>());
        var heights = new Dictionary<string, double> { ["m0"] = 0 };
        for (var i = 1; i <= 5; i++)
        {
            Assert.Equal(GateOutcome.Open, noWorse.Judge(Seen.Of(Seen.All(week)), 0.05).Outcome);
            height += week.Value!.Value;
            var anchor = Anchor.VersionOf(ledger, current, realisedNow: week.Value, noCreep.Over, direction: 1)!;
            creep.Add(
                noCreep.Judge(Seen.Of() with { Anchor = new(anchor, Seen.Measured(height - heights[anchor], 0.0002)) }, 0.05).Outcome
            );
            heights[$"m{i}"] = height;
            ledger.Add(AnchorTests.Row(i, inForce: current, candidate: $"m{i}", difference: week.Value));
            current = $"m{i}";
        }

        Assert.Equal([GateOutcome.Open, GateOutcome.Open, GateOutcome.Closed, GateOutcome.Closed, GateOutcome.Closed], creep);
    }
}
