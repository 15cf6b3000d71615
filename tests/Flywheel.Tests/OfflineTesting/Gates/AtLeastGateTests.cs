using Flywheel.Metrics;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class AtLeastGateTests
{
    [Theory]
    [InlineData(0.62, 0.01, GateOutcome.Open)]
    [InlineData(0.61, 0.01, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.59, 0.01, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.58, 0.01, GateOutcome.Closed)]
    public void The_whole_interval_has_to_reach_the_value(double value, double error, GateOutcome outcome)
    {
        var gate = new AtLeastGate { Metric = "auc", Value = 0.6 };

        Assert.Equal(outcome, gate.Judge(Seen.Of(Seen.Candidate(Seen.Measured(value, error), "auc")), 0.05).Outcome);
    }

    [Theory]
    [InlineData(0.45, GateOutcome.Open)]
    [InlineData(0.49, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.55, GateOutcome.Closed)]
    public void Where_less_is_better_the_value_is_a_ceiling(double value, GateOutcome outcome)
    {
        var gate = new AtLeastGate { Metric = "log-loss", Value = 0.5 };

        Assert.Equal(outcome, gate.Judge(Seen.Of(Seen.Candidate(Seen.Measured(value, 0.01), "log-loss")), 0.05).Outcome);
    }

    [Fact]
    public void What_was_not_measured_is_never_a_pass()
    {
        var gate = new AtLeastGate { Metric = "auc", Value = 0.6 };

        var none = gate.Judge(Seen.Of(), 0.05);
        var absent = gate.Judge(Seen.Of(Seen.Candidate(Measurement.Absent(4, "the rows are of one class only"), "auc")), 0.05);

        Assert.Equal((GateOutcome.NotEnoughEvidence, GateOutcome.NotEnoughEvidence), (none.Outcome, absent.Outcome));
        Assert.Equal("auc could not be measured: the rows are of one class only", absent.Why);
    }
}
