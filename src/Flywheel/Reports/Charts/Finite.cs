namespace Flywheel.Reports.Charts;

/// <summary>Refuses numbers that cannot be drawn.</summary>
internal static class Finite
{
    /// <summary>Largest magnitude that a chart draws; beyond it the ends of a scale would overflow.</summary>
    private const double Largest = 1e300;

    /// <summary>The value itself.</summary>
    /// <exception cref="ArgumentException">It is NaN, infinite or larger than 1e300.</exception>
    public static double Or(double value, string what) =>
        Math.Abs(value) <= Largest
            ? value
            : throw new ArgumentException(
                $"{what} is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}. "
                    + "A chart draws finite numbers up to 1e300; write null for a value that is missing."
            );

    /// <inheritdoc cref="Or(double, string)" />
    public static double? Or(double? value, string what) => value is { } present ? Or(present, what) : null;

    /// <summary>Checks every value of a list.</summary>
    /// <inheritdoc cref="Or(double, string)" />
    public static void All(IReadOnlyList<double?> values, string what)
    {
        for (var i = 0; i < values.Count; i++)
        {
            _ = Or(values[i], $"{what}, value {i}");
        }
    }
}
