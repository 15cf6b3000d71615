namespace Flywheel.Reports.Charts;

/// <summary>What happened at a marked place on the x axis.</summary>
public enum EventKind
{
    /// <summary>A model was retrained and promoted: a filled triangle.</summary>
    Promoted,

    /// <summary>A model was retrained and refused, by a gate or by a person: a hollow triangle.</summary>
    Refused,

    /// <summary>A model was retrained, and there was not enough evidence for it: a hollow dot.</summary>
    NotEnoughEvidence,

    /// <summary>A model was retrained and held back by a person's freeze: a square.</summary>
    Held,

    /// <summary>A model was rolled back: a triangle that points down.</summary>
    RolledBack,

    /// <summary>An alarm was raised: a diamond.</summary>
    Alarm,

    /// <summary>Anything else worth a mark: a hollow square.</summary>
    Note,
}

/// <summary>A vertical line with a marker.</summary>
/// <param name="Index">Its place on the x axis, counted from 0.</param>
/// <param name="Label">A word or two, written above the plot; may be empty.</param>
/// <param name="Kind">What happened.</param>
public sealed record ChartEvent(int Index, string Label, EventKind Kind)
{
    internal Shape Shape =>
        Kind switch
        {
            EventKind.Promoted => Shape.Triangle,
            EventKind.Refused => Shape.HollowTriangle,
            EventKind.NotEnoughEvidence => Shape.HollowDot,
            EventKind.Held => Shape.Square,
            EventKind.RolledBack => Shape.TriangleDown,
            EventKind.Alarm => Shape.Diamond,
            _ => Shape.HollowSquare,
        };

    internal Ink Ink => Kind is EventKind.RolledBack or EventKind.Alarm ? Palette.Bad : Palette.Text;

    internal string Meaning =>
        Kind switch
        {
            EventKind.Promoted => "retrained and promoted",
            EventKind.Refused => "retrained and refused",
            EventKind.NotEnoughEvidence => "retrained, not enough evidence",
            EventKind.Held => "retrained, held back",
            EventKind.RolledBack => "rolled back",
            EventKind.Alarm => "alarm",
            _ => "note",
        };
}
