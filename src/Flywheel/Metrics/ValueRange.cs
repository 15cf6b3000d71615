namespace Flywheel.Metrics;

/// <summary>The open range of a metric's values, with the scale on which an interval is symmetric and stays inside.</summary>
/// <remarks>
/// Log odds ln((x - low) / (high - x)) between two bounds, ln(x - low) above one. Near a bound a metric's spread shrinks with its
/// value, and an interval symmetric in the value itself misses on the far side too often.
/// A. Agresti, Categorical Data Analysis, Wiley 2013, section 3.1.
/// </remarks>
/// <param name="High">Infinite where there is no upper bound.</param>
public sealed record ValueRange(double Low, double High)
{
    public static ValueRange Share { get; } = new(0, 1);

    public static ValueRange Positive { get; } = new(0, double.PositiveInfinity);

    public bool Contains(double value) => Low < value && value < High;

    /// <summary>The ends of an interval whose reach on the value's own scale is given.</summary>
    public (double Low, double High) Around(double value, double reach)
    {
        var stretched = double.IsInfinity(High) ? reach / (value - Low) : reach * (High - Low) / ((value - Low) * (High - value));
        return (Moved(value, -stretched), Moved(value, stretched));
    }

    private double Moved(double value, double by)
    {
        var factor = Math.Exp(by);
        if (double.IsInfinity(High))
        {
            return Low + ((value - Low) * factor);
        }

        var odds = (value - Low) / (High - value) * factor;
        return double.IsInfinity(odds) ? High : Low + ((High - Low) * odds / (1 + odds));
    }
}
