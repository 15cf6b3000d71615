using System.Globalization;
using Flywheel.Logging.Targets;
using Flywheel.Metrics;

namespace Flywheel.Reports;

/// <summary>Numbers as reports print them: to the digits that their interval supports.</summary>
public static class Numbers
{
    private const int FewestDecimals = 3;
    private const int MostDecimals = 4;

    /// <summary>A value alone.</summary>
    public static string Value(Measurement measured) => measured.Value is { } value ? Fixed(value, Decimals(measured)) : "–";

    /// <summary>A value with its interval, or the reason why there is none.</summary>
    public static string WithInterval(Measurement? measured) =>
        measured switch
        {
            null => "–",
            { Value: { } value, Low: { } low, High: { } high } =>
                $"{Fixed(value, Decimals(measured))} [{Fixed(low, Decimals(measured))}, {Fixed(high, Decimals(measured))}]",
            { Value: { } value } => $"{Fixed(value, FewestDecimals)} ({measured.Why})",
            _ => measured.Why ?? "–",
        };

    /// <summary>A difference with its sign and interval.</summary>
    public static string Difference(Measurement? measured) =>
        measured switch
        {
            null => "–",
            { Value: { } value, Low: { } low, High: { } high } =>
                $"{Signed(value, Decimals(measured))} [{Signed(low, Decimals(measured))}, {Signed(high, Decimals(measured))}]",
            { Value: { } value } => $"{Signed(value, FewestDecimals)} ({measured.Why})",
            _ => measured.Why ?? "–",
        };

    /// <summary>A difference with its sign, alone.</summary>
    public static string SignedValue(Measurement measured) => measured.Value is { } value ? Signed(value, Decimals(measured)) : "–";

    /// <summary>A measurement with its numbers rounded to the digits that are printed.</summary>
    public static Measurement Rounded(Measurement measured)
    {
        var decimals = Decimals(measured);
        return measured with
        {
            Value = Round(measured.Value, decimals),
            Low = Round(measured.Low, decimals),
            High = Round(measured.High, decimals),
        };
    }

    /// <summary>A count or an amount with its interval, to one decimal.</summary>
    public static string Amount(Measurement measured) =>
        measured switch
        {
            { Value: { } value, Low: { } low, High: { } high } => $"{Fixed(value, 1)} [{Fixed(low, 1)}, {Fixed(high, 1)}]",
            { Value: { } value } => $"{Fixed(value, 1)} ({measured.Why})",
            _ => measured.Why ?? "–",
        };

    /// <summary>A difference of counts or amounts with its sign and interval.</summary>
    public static string AmountOfDifference(Measurement? measured) =>
        measured switch
        {
            null => "–",
            { Value: { } value, Low: { } low, High: { } high } => $"{Signed(value, 1)} [{Signed(low, 1)}, {Signed(high, 1)}]",
            { Value: { } value } => $"{Signed(value, 1)} ({measured.Why})",
            _ => measured.Why ?? "–",
        };

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Percent(double? share) => share?.ToString("0.0 %", CultureInfo.InvariantCulture) ?? "–";

    /// <summary>Mean of labels: of classes a share.</summary>
    public static string LabelMean(Target target, double? mean) =>
        target.IsProbability ? Percent(mean) : mean?.ToString("G4", CultureInfo.InvariantCulture) ?? "–";

    public static string Fixed(double value, int decimals)
    {
        var text = value.ToString("F" + decimals, CultureInfo.InvariantCulture);

        // A rounded zero has no sign.
        return double.Parse(text, CultureInfo.InvariantCulture) == 0 ? text.TrimStart('-') : text;
    }

    public static string Signed(double value, int decimals)
    {
        var text = Fixed(value, decimals);
        return text.StartsWith('-') || double.Parse(text, CultureInfo.InvariantCulture) == 0 ? text : "+" + text;
    }

    private static double? Round(double? value, int decimals) =>
        value is { } number ? double.Parse(Fixed(number, decimals), CultureInfo.InvariantCulture) : null;

    /// <summary>One digit beyond the first of the interval's half-width.</summary>
    private static int Decimals(Measurement measured)
    {
        if (measured is not { Low: { } low, High: { } high })
        {
            return FewestDecimals;
        }

        if (high <= low)
        {
            return MostDecimals;
        }

        // Shares are read best in a column of equal length; larger numbers need no digit that says nothing.
        var fewest = Math.Abs(measured.Value ?? 0) < 1 ? FewestDecimals : 0;
        return Math.Clamp((int)Math.Ceiling(-Math.Log10((high - low) / 2)) + 1, fewest, MostDecimals);
    }
}
