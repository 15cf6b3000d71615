using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("Events in the window.")]
public sealed record RowsCheck : Check
{
    [Doc("Fewest events that are good."), AtLeast(0), Example("1000")]
    public required long AtLeast { get; init; }

    [Doc("Most events that are good.")]
    public long? AtMost { get; init; }

    public override string Said => $"events ≥ {AtLeast}{(AtMost is { } most ? $" and ≤ {most}" : "")}";

    public override bool TakesProfiles => true;

    // No data is never a pass: an empty window is bad by itself, whatever the limits.
    public override Verdict Judge(Observation seen) =>
        seen.Counted == 0
            ? Verdict.Bad("no event in the window")
            : Verdict.When(seen.Counted < AtLeast || seen.Counted > (AtMost ?? long.MaxValue), $"{seen.Counted} events");

    public override Drill? Drill(Observation seen) =>
        new(
            $"SELECT {seen.Window.Counting()} FROM log WHERE {seen.Window.Where}",
            [EventRows.By("Events by cluster", "cluster", seen.Window.Where)]
        );
}
