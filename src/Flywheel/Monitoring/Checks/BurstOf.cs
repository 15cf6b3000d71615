using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

/// <summary>What a burst is of.</summary>
public enum BurstOf
{
    [Doc("Complaints, of all events.")]
    Complaints,

    [Doc("Labels that say yes, of the events with a label.")]
    Positives,
}
