using System.Globalization;

namespace Flywheel.Training.Searching;

/// <summary>The values that a search draws a parameter from.</summary>
/// <param name="Key">Its key in YAML.</param>
/// <param name="Low">The least.</param>
/// <param name="High">The most.</param>
/// <param name="Draw">How.</param>
public sealed record Span(string Key, double Low, double High, SpanDraw Draw)
{
    /// <summary>The value at a place between the bounds, to two digits: what the mathematics library of a machine rounds otherwise does not get that far.</summary>
    /// <param name="place">In [0, 1).</param>
    public double At(double place) =>
        Draw switch
        {
            SpanDraw.Steps => Low + Math.Floor(place * (High - Low + 1)),
            SpanDraw.Even => Rounded(Low + (place * (High - Low))),
            _ => Rounded(Low * Math.Pow(High / Low, place)),
        };

    private static double Rounded(double value) =>
        double.Parse(value.ToString("G2", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}

public enum SpanDraw
{
    /// <summary>Every whole number alike.</summary>
    Steps,

    /// <summary>Evenly.</summary>
    Even,

    /// <summary>Evenly in its logarithm: twice as much is as far everywhere.</summary>
    Doublings,
}
