using Flywheel.Yaml;

namespace Flywheel.Monitoring.Detectors;

[Doc("A mean that is another than before, higher or lower: the newest values are cut off where both sides differ.")]
public sealed record Adwin : Detector
{
    [Doc("Chance of a change that is none, at each look."), Range(0, 1, MinOpen = true, MaxOpen = true)]
    public double Delta { get; init; } = 0.002;

    public override Func<double, bool> Begin() => new AdwinWindow(Delta).Add;
}
