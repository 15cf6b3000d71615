namespace Flywheel.Reports.Charts;

/// <summary>One colour with a form for light pages and one for dark pages.</summary>
/// <param name="Name">Class name in the SVG's style sheet.</param>
/// <param name="Light">Six-digit hex colour on white paper.</param>
/// <param name="Dark">Six-digit hex colour on dark paper.</param>
public sealed record Ink(string Name, string Light, string Dark);
