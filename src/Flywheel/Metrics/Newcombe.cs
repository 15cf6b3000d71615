namespace Flywheel.Metrics;

/// <summary>Newcombe's interval of the difference of two shares, of rows that are independent draws.</summary>
/// <remarks>
/// With Wilson's limits l, u of each share: from d − √((p − l)² + (u′ − p′)²) to d + √((u − p)² + (p′ − l′)²), d = p − p′.
/// R. Newcombe, Statistics in Medicine 17, 1998, pp. 873–890, method 10.
/// </remarks>
public static class Newcombe
{
    /// <param name="one">Wilson's interval of the first share.</param>
    /// <param name="other">Wilson's interval of the second one, of other rows.</param>
    public static Measurement Of(Measurement one, Measurement other)
    {
        if (
            one is not { Value: { } p, Low: { } low, High: { } high }
            || other is not { Value: { } otherP, Low: { } otherLow, High: { } otherHigh }
        )
        {
            return Measurement.Absent(one.Rows + other.Rows, "one of the shares is of no row");
        }

        var difference = p - otherP;
        return new()
        {
            Value = difference,
            Low = difference - Root(p - low, otherHigh - otherP),
            High = difference + Root(high - p, otherP - otherLow),
            Rows = one.Rows + other.Rows,
        };

        static double Root(double a, double b) => Math.Sqrt((a * a) + (b * b));
    }
}
