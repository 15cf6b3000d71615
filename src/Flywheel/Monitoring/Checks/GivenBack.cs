using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

/// <summary>What people or programs give back to the loop.</summary>
public enum GivenBack
{
    [Doc("The labels of the window's events that have arrived.")]
    Labels,

    [Doc("The complaints about the window's events.")]
    Complaints,
}
