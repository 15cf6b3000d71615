using System.Globalization;

namespace Flywheel.Reports.Charts;

/// <summary>Powers of ten that are the same double on every platform.</summary>
internal static class PowerOfTen
{
    /// <summary>10 to an exponent in [-307, 308].</summary>
    // Math.Pow may differ by the last bit between platforms; parsing is rounded exactly.
    public static double Of(int exponent) =>
        double.Parse("1e" + exponent.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>Exponent of the largest power of ten at or below a positive value.</summary>
    public static int Below(double value)
    {
        var exponent = Math.Clamp((int)Math.Floor(Math.Log10(value)), -307, 308);
        if (exponent < 308 && Of(exponent + 1) <= value)
        {
            return exponent + 1;
        }

        return exponent > -307 && Of(exponent) > value ? exponent - 1 : exponent;
    }
}
