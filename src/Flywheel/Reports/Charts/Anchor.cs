namespace Flywheel.Reports.Charts;

/// <summary>Which point of a text stands at its x.</summary>
public enum Anchor
{
    Start,
    Middle,
    End,
}
