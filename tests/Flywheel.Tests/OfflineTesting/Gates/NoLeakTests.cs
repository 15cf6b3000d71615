using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class NoLeakTests
{
    private static readonly NoLeak _gate = new();

    [Theory]
    [InlineData(0.7, 0.01, GateOutcome.Open)]
    [InlineData(0.89, 0.02, GateOutcome.Open)]
    [InlineData(0.91, 0.02, GateOutcome.NotEnoughEvidence)]
    [InlineData(0.97, 0.01, GateOutcome.Closed)]
    public void The_lower_bound_of_a_feature_alone_accuses_it(double power, double error, GateOutcome outcome)
    {
        var judged = Judge(_gate, Feature() with { Power = Seen.Measured(power, error) });

        Assert.Equal(outcome, judged.Outcome);
        Assert.Contains("amount", judged.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_sentence_names_the_feature_and_the_figure()
    {
        Assert.Equal(
            "suspected leak: amount alone has auc 0.97 [0.9506, 0.9894], above 0.9",
            Judge(_gate, Feature() with { Power = Seen.Measured(0.97, 0.01) }).Why
        );
    }

    [Fact]
    public void A_feature_that_is_missing_with_the_label_comes_with_it_or_follows_it_closes_the_gate()
    {
        var much = Seen.Measured(0.9, 0.01);

        Assert.Equal(GateOutcome.Closed, Judge(_gate, Feature() with { WithoutLabel = much }).Outcome);
        Assert.Equal(GateOutcome.Closed, Judge(_gate, Feature() with { BeforeLabel = much }).Outcome);
        Assert.Equal(GateOutcome.Closed, Judge(_gate, Feature() with { Corrected = much }).Outcome);
        Assert.Equal(GateOutcome.Open, Judge(_gate, Feature() with { WithoutLabel = Seen.Measured(0.3, 0.01) }).Outcome);
    }

    [Theory]
    [InlineData(0, 0, GateOutcome.Open)]
    [InlineData(1, 0, GateOutcome.Closed)]
    [InlineData(0, 10, GateOutcome.Open)]
    [InlineData(0, 11, GateOutcome.Closed)]
    public void One_trained_row_is_one_too_many_and_twins_have_a_share(long trained, long twins, GateOutcome outcome)
    {
        var seen = Seen.Of() with { Leaks = new([new("red-eye v1", 1000, trained, twins)], [Feature()]) };

        Assert.Equal(outcome, _gate.Judge(seen, 0.05).Outcome);
    }

    [Theory]
    [InlineData("auc", 0.3, GateOutcome.Closed)]
    [InlineData("auc", 0.11, GateOutcome.NotEnoughEvidence)]
    [InlineData("auc", 0.05, GateOutcome.Open)]
    [InlineData("log-loss", -0.3, GateOutcome.Closed)]
    [InlineData("log-loss", 0.3, GateOutcome.Open)]
    public void A_gain_may_be_too_good_to_be_true(string metric, double difference, GateOutcome outcome)
    {
        var seen = Seen.Of(Seen.All(Seen.Measured(difference, 0.02), metric)) with { Leaks = new([], [Feature()]) };

        Assert.Equal(outcome, (_gate with { Improvement = 0.1 }).Judge(seen, 0.05).Outcome);
        Assert.Equal(GateOutcome.Open, _gate.Judge(seen, 0.05).Outcome);
    }

    [Fact]
    public void What_nobody_looked_at_is_never_a_pass()
    {
        Assert.Equal(GateOutcome.NotEnoughEvidence, _gate.Judge(Seen.Of(), 0.05).Outcome);
    }

    private static GateResult Judge(NoLeak gate, FeatureSigns feature) => gate.Judge(Seen.Of() with { Leaks = new([], [feature]) }, 0.05);

    private static FeatureSigns Feature() => new("amount", "auc", Seen.Measured(0.7, 0.01), null, null, null);
}
