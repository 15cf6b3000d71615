using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.References;
using Flywheel.Yaml;

namespace Flywheel.Monitoring;

[Doc("What is watched, against which reference, and what raises a hand.")]
public sealed record MonitoringSection
{
    [Doc("What the newest window is compared with.")]
    public Reference Reference { get; init; } = new ValidationOfCurrentModel();

    [Doc("The newest events, watched together."), DurationRange("1h")]
    public TimeSpan Window { get; init; } = TimeSpan.FromDays(7);

    [Doc("Chance that one end of an interval errs: 0.05 gives 90 % intervals, whose ends are one-sided 95 % bounds.")]
    [Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error { get; init; } = 0.05;

    [Doc("Checks that raise a hand when they are bad; few.")]
    public IReadOnlyList<Check> Alert { get; init; } = [];

    [Doc("Checks that are kept for debugging and never raise a hand.")]
    public IReadOnlyList<Check> Observe { get; init; } = [];
}
