using Flywheel.Rollout;
using Flywheel.State;

namespace Flywheel.Tests.State;

public sealed class BaseStateTests
{
    private static readonly DateTime _turn = new(2001, 2, 12);
    private readonly FilesInMemory files = new(new FilesInMemory(null!));

    [Fact]
    public void A_turn_that_is_turned_again_starts_from_what_it_started_from()
    {
        Write(upTo: new(2001, 2, 5));
        var first = BaseState.Before(_turn, files, "flights");
        Write(upTo: _turn);

        var again = BaseState.Before(_turn, files, "flights");

        Assert.Equal(first.Digest, again.Digest);
        Assert.Equal("2001-02-05", again.Deployment.Current);
        Assert.Equal([new DateTime(2001, 1, 29), new(2001, 2, 5)], again.Ledger.Select(row => row.AsOf));
        Assert.All(again.Drift, row => Assert.True(row.AsOf < _turn));
    }

    [Fact]
    public void The_turn_after_sees_what_this_one_decided()
    {
        Write(upTo: _turn);

        var next = BaseState.Before(_turn.AddDays(7), files, "flights");

        Assert.Equal("2001-02-12", next.Deployment.Current);
        Assert.Equal(3, next.Ledger.Count);
        Assert.Equal(3, next.Drift.Count);
        Assert.NotEqual(BaseState.Before(_turn, files, "flights").Digest, next.Digest);
    }

    [Fact]
    public void Before_everything_nothing_was_decided()
    {
        var none = BaseState.Before(_turn, files, "flights");

        Assert.Empty(none.Ledger);
        Assert.Empty(none.Drift);
        Assert.Null(none.Deployment.Current);
    }

    private void Write(DateTime upTo)
    {
        var times = new[] { new DateTime(2001, 1, 29), new(2001, 2, 5), new(2001, 2, 12) }.Where(time => time <= upTo).ToList();
        files.Write(Ledger.Path("flights"), Ledger.Write(times.Select(Row)));
        files.Write(DriftHistory.Path("flights"), DriftHistory.Write(times.Select(time => new DriftRow(time, "score", "psi", 0.1))));
        var deployment = times.Aggregate(new Deployment { Model = "flights" }, (before, time) => before.With(time, Ledger.Day(time)));
        files.Write(Deployment.Path("flights"), deployment.Write());
    }

    private static LedgerRow Row(DateTime time) =>
        new()
        {
            AsOf = time,
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
