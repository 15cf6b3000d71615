namespace Flywheel.Reports.Charts;

/// <summary>A line at a value that matters: a threshold, a margin, a target.</summary>
/// <param name="Value">Where it stands, in the units of the axis.</param>
/// <param name="Label">What it is called.</param>
public sealed record Limit(double Value, string Label);
