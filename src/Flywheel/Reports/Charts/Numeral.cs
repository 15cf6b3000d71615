using System.Globalization;

namespace Flywheel.Reports.Charts;

/// <summary>Numbers as text, the same on every machine.</summary>
public static class Numeral
{
    /// <summary>Magnitudes from which tick labels turn to powers of ten.</summary>
    private const double Huge = 1e7;

    /// <summary>A coordinate in pixels, to a hundredth.</summary>
    public static string Coordinate(double pixels)
    {
        // "-0" would be another text for the same place.
        var rounded = Math.Round(pixels, 2) + 0.0;
        return rounded == 0 ? "0" : rounded.ToString("0.##", CultureInfo.InvariantCulture);
    }

    /// <summary>A tick's label, with the decimals that its scale's step needs: a step of 0.025 gives 0.825, not 0.83.</summary>
    /// <param name="value">The tick's value, a multiple of <paramref name="step"/>.</param>
    /// <param name="step">Distance between two ticks, positive.</param>
    /// <param name="largest">Largest magnitude on the scale: huge and tiny scales are labelled in powers of ten.</param>
    public static string Tick(double value, double step, double largest)
    {
        if (Math.Abs(value) < step / 2)
        {
            return "0";
        }

        var decimals = Decimals(step);
        if (largest < Huge && decimals <= 6)
        {
            var format = (largest >= 10_000 ? "N" : "F") + Math.Max(0, decimals);
            return Minus(value.ToString(format, CultureInfo.InvariantCulture));
        }

        var digits = Math.Clamp(PowerOfTen.Below(Math.Abs(value)) + decimals, 0, 12);
        return Minus(value.ToString("0." + new string('0', digits) + "e0", CultureInfo.InvariantCulture));
    }

    /// <summary>A value to about three significant digits, for a label that stands alone.</summary>
    public static string Short(double value)
    {
        var size = Math.Abs(value);
        var text = size switch
        {
            0 => "0",
            < 1e-4 or >= Huge => value.ToString("0.##e0", CultureInfo.InvariantCulture),
            >= 100 => value.ToString("#,##0", CultureInfo.InvariantCulture),
            >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
            >= 0.01 => value.ToString("0.000", CultureInfo.InvariantCulture),
            _ => value.ToString("0.00000", CultureInfo.InvariantCulture),
        };
        return Minus(text);
    }

    /// <summary>A value that somebody wrote, such as a threshold, without zeros at its end.</summary>
    public static string Plain(double value) =>
        Math.Abs(value) is > 0 and < 1e-4 or >= Huge ? Short(value) : Minus(value.ToString("#,##0.####", CultureInfo.InvariantCulture));

    /// <summary>Values in a few words: how many, their range, the last one.</summary>
    public static string Summary(IReadOnlyList<double?> values)
    {
        var present = values.OfType<double>().ToArray();
        return present.Length == 0
            ? "no data"
            : $"{Count(present.Length)} values from {Short(present.Min())} to {Short(present.Max())}, last {Short(present[^1])}";
    }

    /// <summary>A count with thousands parted by commas.</summary>
    public static string Count(long count) => Minus(count.ToString("#,##0", CultureInfo.InvariantCulture));

    /// <summary>Decimals needed to write multiples of a step exactly; negative when all of them end in zeros.</summary>
    private static int Decimals(double step)
    {
        var exponent = PowerOfTen.Below(step);
        var leading = step / PowerOfTen.Of(exponent);
        var isWhole = Math.Abs(leading - Math.Round(leading)) < 1e-6;
        return (isWhole ? 0 : 1) - exponent;
    }

    private static string Minus(string text) => text.Replace('-', '−');
}
