using Flywheel.Warehouse;

namespace Flywheel.Curation;

/// <summary>Counts what a rule would pick, for a label budget that is shared.</summary>
/// <param name="database">Where the events are; null where there is no budget.</param>
/// <param name="events">SQL of the events to pick from.</param>
/// <param name="arrivals">SQL of the events whose label or complaint arrived.</param>
public sealed class Counting(Database? database, string events, string arrivals)
{
    /// <summary>For strategies without a budget.</summary>
    public static Counting None { get; } = new(null, "", "");

    /// <param name="picks">SQL that is true for the picked ones.</param>
    public long Of(string picks, bool ofArrivals) =>
        database!.Value<long>($"SELECT count(*) FILTER (picked) FROM (SELECT {picks} AS picked FROM ({(ofArrivals ? arrivals : events)}))");
}
