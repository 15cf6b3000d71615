namespace Flywheel.Reports.Charts;

/// <summary>Shape of a marker; shapes tell apart what colours may not.</summary>
public enum Shape
{
    Dot,
    HollowDot,
    Diamond,
    Square,
    HollowSquare,
    Triangle,
    HollowTriangle,
    TriangleDown,
}
