using Flywheel.Monitoring;

namespace Flywheel.Tests.Monitoring.Joint;

public sealed class NewGroupsTests : IDisposable
{
    private readonly TwoColumns flights = new(
        """
            - new-groups: { of: [ distance, minute-of-day ] }
            - new-groups: { at-most: 0.2 }
        """
    );

    [Fact]
    public void A_group_that_the_reference_never_had_is_found_and_described()
    {
        flights.Fill("CASE WHEN id % 25 = 0 THEN 5000 + 20 * noise ELSE minute + 300 * noise END");
        flights.Database.Execute("UPDATE log SET departs_at = date_trunc('day', departs_at) + INTERVAL 3 HOUR WHERE distance >= 5000");

        var verdict = flights.Judge(0);
        var drill = flights.Strategy.Main.Monitoring.Observe[0].Drill(flights.Seen())!;

        Assert.Equal(Outcome.Bad, verdict.Outcome);
        Assert.Matches(
            @"^\d\d of 2000 rows \((3|4|5)(\.\d+)?%\) lie in a group far from the reference, \d\d of them around distance 50\d\d \(reference 8\d\d\.?\d*\), minute-of-day 180 \(reference 7\d\d\.?\d*\)$",
            verdict.Why
        );
        Assert.InRange(flights.Database.Value<double>($"SELECT min(distance) FROM ({Assert.Single(drill.Behind).Sql})"), 5000, 5020);
        Assert.Equal(verdict, flights.Judge(0));
    }

    [Fact]
    public void As_many_rows_that_are_each_far_from_every_other_are_no_group()
    {
        flights.Fill("CASE WHEN id % 25 = 0 THEN 5000 + 1e6 * noise ELSE minute + 300 * noise END");

        Assert.Equal(Outcome.Ok, flights.Judge(0).Outcome);
    }

    [Fact]
    public void A_window_like_the_reference_has_none()
    {
        flights.Fill();

        Assert.Equal(Verdict.Ok("no group among 2000 rows"), flights.Judge(0));
    }

    [Fact]
    public void A_category_that_is_new_is_a_group_too()
    {
        flights.Fill(origin: "CASE WHEN id % 3 = 0 THEN 'XYZ' ELSE 'ATL' END");

        var verdict = flights.Judge(1);

        Assert.Equal(Outcome.Bad, verdict.Outcome);
        Assert.Contains("origin XYZ (100%, reference 0%)", verdict.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reference_of_a_few_rows_cannot_tell()
    {
        flights.Fill();
        flights.Database.Execute("DELETE FROM log WHERE departs_at < TIMESTAMP '2001-02-05' AND flight_id >= 199");

        Assert.Equal(Outcome.NotEnoughEvidence, flights.Judge(0).Outcome);
        Assert.Null(flights.Strategy.Main.Monitoring.Observe[0].Drill(flights.Seen()));
    }

    public void Dispose() => flights.Dispose();
}
