using System.Globalization;
using Flywheel.State;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("So much has come since the last training's data ended, all of it before the hold-out.")]
public sealed record NewData : Trigger, IConsistent
{
    [Doc("Trains from so many labelled points on that the last training could not take."), AtLeast(1), Example("20000")]
    public long? Labels { get; init; }

    [Doc("Trains from so many events on, labelled or not."), AtLeast(1)]
    public long? Events { get; init; }

    public override Decision Decide(Signals seen)
    {
        var fresh = seen.Fresh();
        var since = fresh.Since is { } end
            ? $"since the data of the last training ended on {Ledger.Day(end)}"
            : "and nothing was trained before";
        var enough = (Labels is not { } labels || fresh.Labels >= labels) && (Events is not { } events || fresh.Events >= events);
        return Decision.When(enough, $"{string.Join(" and ", Counted(fresh))} {since}");
    }

    public IEnumerable<Contradiction> Contradictions() =>
        Labels is null && Events is null
            ? [new("labels", "new-data says neither labels nor events.", "How much is enough is not known.", "Write e.g. 'labels: 20000'.")]
            : [];

    private IEnumerable<string> Counted(Fresh fresh)
    {
        if (Labels is { } labels)
        {
            yield return $"{Whole(fresh.Labels)} of {Whole(labels)} labelled points";
        }

        if (Events is { } events)
        {
            yield return $"{Whole(fresh.Events)} of {Whole(events)} events";
        }
    }

    private static string Whole(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);
}
