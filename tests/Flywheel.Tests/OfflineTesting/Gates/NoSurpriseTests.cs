using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;

namespace Flywheel.Tests.OfflineTesting.Gates;

public sealed class NoSurpriseTests
{
    private static readonly DataChange _usual = new()
    {
        Version = "2024-01-04",
        RowsBefore = 1000,
        Rows = 1000,
        LabelShareBefore = 0.2,
        LabelShare = 0.2,
        Columns = [new("amount", 0.01, 0.01, 50, 50)],
        Distances = [new("amount", "jensen-shannon", "js", 0.05)],
    };

    [Theory]
    [InlineData(2000, GateOutcome.Open)]
    [InlineData(2001, GateOutcome.Closed)]
    [InlineData(500, GateOutcome.Open)]
    [InlineData(499, GateOutcome.Closed)]
    public void Rows_may_double_or_halve(long rows, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(_usual with { Rows = rows }).Outcome);

    [Theory]
    [InlineData(0.3, GateOutcome.Open)]
    [InlineData(0.31, GateOutcome.Closed)]
    [InlineData(0.09, GateOutcome.Closed)]
    [InlineData(null, GateOutcome.Open)]
    public void The_share_of_positives_may_move_by_a_tenth(double? share, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(_usual with { LabelShare = share }).Outcome);

    [Theory]
    [InlineData(0.10, GateOutcome.Open)]
    [InlineData(0.12, GateOutcome.Closed)]
    public void A_column_may_miss_a_tenth_more(double missing, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(_usual with { Columns = [new("amount", 0.01, missing, 50, 50)] }).Outcome);

    [Theory]
    [InlineData("jensen-shannon", 0.2, GateOutcome.Open)]
    [InlineData("jensen-shannon", 0.21, GateOutcome.Closed)]
    [InlineData("psi", 0.9, GateOutcome.Open)]
    public void A_feature_may_be_as_far_as_the_limit_by_the_gate_s_own_distance(string distance, double value, GateOutcome outcome) =>
        Assert.Equal(outcome, Judge(_usual with { Distances = [new("amount", distance, "d", value)] }).Outcome);

    [Fact]
    public void What_cannot_be_compared_is_never_a_pass_and_what_was_seen_closes_all_the_same()
    {
        var unmeasured = _usual with { Distances = null, Why = "it is gone" };

        Assert.Equal((GateOutcome.NotEnoughEvidence, "it is gone"), (Judge(unmeasured).Outcome, Judge(unmeasured).Why));
        Assert.Equal(GateOutcome.Closed, Judge(unmeasured with { Rows = 10 }).Outcome);
        Assert.Equal(GateOutcome.NotEnoughEvidence, Judge(null).Outcome);
        var first = new NoSurprise().Judge(Seen.Of() with { Current = null }, 0.05);
        Assert.Equal(
            (GateOutcome.NotEnoughEvidence, "there is no model in force, so there is no dataset to compare with"),
            (first.Outcome, first.Why)
        );
    }

    [Fact]
    public void Many_surprises_are_told_in_one_sentence()
    {
        var columns = Enumerable.Range(0, 8).Select(i => new ColumnChange($"c{i}", 0, 1, 1, 0));

        Assert.EndsWith(
            "c4 is missing in 100% and was in 0% (limit 10%); and 3 more",
            Judge(_usual with { Columns = [.. columns] }).Why,
            StringComparison.Ordinal
        );
    }

    private static GateResult Judge(DataChange? data) =>
        new NoSurprise().Judge(Seen.Of() with { Current = "2024-01-04", Data = data }, 0.05);
}
