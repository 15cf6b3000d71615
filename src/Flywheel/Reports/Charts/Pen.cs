namespace Flywheel.Reports.Charts;

/// <summary>How a stroke is drawn.</summary>
/// <param name="Ink">Its colour.</param>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Dash">Lengths of dashes and gaps in pixels; none for a solid stroke.</param>
public readonly record struct Pen(Ink Ink, double Width = 1, string? Dash = null);
