using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Drills;
using Flywheel.Warehouse;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Age of the newest event at the window's end.")]
public sealed record FreshCheck : Check
{
    [Doc("Oldest age that is good."), Inline, DurationRange("1s"), Example("6h")]
    public required TimeSpan AtMost { get; init; }

    public override string Said => $"newest event ≤ {Duration.Text(AtMost)} old";

    public override bool TakesProfiles => true;

    // The window ends with the cycle, so an event whose clock is ahead cannot make a silent log look fresh.
    public override Verdict Judge(Observation seen)
    {
        if (seen.Events == 0)
        {
            return Verdict.Bad("no event in the window");
        }

        var age = seen.Profile is { } profile ? Age(seen, profile) : Age(seen);
        return Verdict.When(age > AtMost, $"the newest event is {Duration.Text(age)} old");
    }

    private static TimeSpan Age(Observation seen) =>
        TimeSpan.FromSeconds(
            seen.Window.Table($"date_diff('second', max({Sql.Name(seen.Strategy.Log.Time)}), {Sql.Time(seen.AsOf)}) AS age").Wholes("age")[
                0
            ]
        );

    /// <summary>In whole seconds, as the database counts them.</summary>
    private static TimeSpan Age(Observation seen, Profile profile) =>
        seen.AsOf - DateTime.UnixEpoch.AddSeconds(Math.Floor(profile.Column(seen.Strategy.Log.Time)!.Numbers!.Maximum!.Value / 1e6));

    public override Drill? Drill(Observation seen)
    {
        var time = Sql.Name(seen.Strategy.Log.Time);
        return new(
            $"SELECT date_diff('second', max({time}), {Sql.Time(seen.AsOf)}) AS seconds FROM log WHERE {seen.Window.Where}",
            [EventRows.First(seen.Strategy, "The newest events", seen.Window.Where, $"{time} DESC, ")]
        );
    }
}
