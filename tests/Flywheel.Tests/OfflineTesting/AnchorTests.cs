using Flywheel.OfflineTesting;
using Flywheel.State;

namespace Flywheel.Tests.OfflineTesting;

/// <summary>Heights are chained by hand: a candidate stands above the model in force by what the next turn showed, or by what was promised.</summary>
public sealed class AnchorTests
{
    [Fact]
    public void Heights_are_chained_by_what_was_shown_rather_than_promised()
    {
        // b: +.02 promised, +.03 shown; c: b less .01 shown though +.05 was promised: a 0, b .03, c .02.
        LedgerRow[] ledger = [Row(1, "a", "b", 0.02), Row(2, "b", "c", 0.05, realised: 0.03), Row(3, "c", realised: -0.01)];

        Assert.Equal("b", Anchor.VersionOf(ledger, "c", realisedNow: null, turns: 8, direction: 1));
    }

    [Fact]
    public void Where_nothing_was_shown_yet_the_promise_stands_and_what_this_turn_shows_takes_its_place()
    {
        LedgerRow[] ledger = [Row(1, "a", "b", 0.02), Row(2, "b", "c", 0.01, realised: 0.02)];

        Assert.Equal("c", Anchor.VersionOf(ledger, "c", realisedNow: null, turns: 8, direction: 1));
        Assert.Equal("b", Anchor.VersionOf(ledger, "c", realisedNow: -0.01, turns: 8, direction: 1));
    }

    [Fact]
    public void A_candidate_that_was_never_in_force_is_no_anchor()
    {
        LedgerRow[] ledger = [Row(1, "a", "b", 0.3), Row(2, "a", "c", 0.01)];

        Assert.Equal("a", Anchor.VersionOf(ledger, "a", realisedNow: null, turns: 8, direction: 1));
    }

    [Fact]
    public void Of_equals_the_one_in_force_is_held_to_and_then_the_newest()
    {
        LedgerRow[] ledger = [Row(1, "a", "b", 0), Row(2, "b", "c", 0), Row(3, "c", "d", -0.01)];

        Assert.Equal("c", Anchor.VersionOf(ledger, "c", realisedNow: null, turns: 8, direction: 1));
        Assert.Equal("c", Anchor.VersionOf(ledger, "d", realisedNow: null, turns: 8, direction: 1));
    }

    [Theory]
    [InlineData(3, "a")]
    [InlineData(2, "b")]
    [InlineData(1, "c")]
    public void A_model_is_an_anchor_as_long_as_it_was_in_force_within_the_turns_looked_back(int turns, string anchor)
    {
        LedgerRow[] ledger = [Row(1, "a", "b", -0.01), Row(2, "b", "c", -0.01), Row(3, "c", "d", -0.01)];

        Assert.Equal(anchor, Anchor.VersionOf(ledger, "d", realisedNow: null, turns, direction: 1));
    }

    [Fact]
    public void Where_less_is_better_the_lowest_is_the_best()
    {
        LedgerRow[] ledger = [Row(1, "a", "b", -0.02), Row(2, "b", "c", 0.01)];

        Assert.Equal("b", Anchor.VersionOf(ledger, "c", realisedNow: null, turns: 8, direction: -1));
        Assert.Equal("c", Anchor.VersionOf(ledger, "c", realisedNow: -0.01, turns: 8, direction: -1));
    }

    [Fact]
    public void Before_a_model_there_is_none_and_before_a_ledger_it_is_the_one_in_force()
    {
        Assert.Null(Anchor.VersionOf([Row(1, "")], null, null, 8, 1));
        Assert.Equal("a", Anchor.VersionOf([], "a", null, 8, 1));
        Assert.Equal("a", Anchor.VersionOf([Row(1, "", "a")], "a", null, 8, 1));
    }

    internal static LedgerRow Row(
        int day,
        string inForce,
        string candidate = "",
        double? difference = null,
        double? realised = null,
        string metric = "auc"
    ) =>
        new()
        {
            AsOf = new(2001, 1, day),
            InForce = inForce,
            Candidate = candidate,
            Difference = difference,
            Realised = realised,
            Metric = metric,
            Events = 1,
            Labelled = 1,
            Alarms = 0,
            Trigger = "yes",
            Reason = "due",
            Decision = "promote",
            Curated = 1,
            LabelCost = 0,
            Strategy = "s",
        };
}
