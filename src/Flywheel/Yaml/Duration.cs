using System.Globalization;

namespace Flywheel.Yaml;

/// <summary>Durations as strategies write them: a whole number and a unit, <c>45s</c>, <c>30m</c>, <c>12h</c>, <c>7d</c>, <c>4w</c>.</summary>
public static class Duration
{
    /// <summary>What a duration looks like, as a regular expression.</summary>
    public const string Pattern = "^(0|[1-9][0-9]*)[smhdw]$";

    public static bool TryRead(string text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        var digits = text.Length > 1 ? text.AsSpan(0, text.Length - 1) : default;
        if (
            UnitTicks(text.Length > 0 ? text[^1] : ' ') is not { } unit
            || digits.IsEmpty
            || (digits is ['0', _, ..])
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count > TimeSpan.MaxValue.Ticks / unit
        )
        {
            return false;
        }

        value = TimeSpan.FromTicks(count * unit);
        return true;
    }

    /// <summary>The text that reads back to this value, in the largest unit up to days that leaves no rest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or not whole seconds.</exception>
    public static string Text(TimeSpan value)
    {
        if (value < TimeSpan.Zero || value.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(value),
                value,
                "A duration in a strategy is a whole number of seconds, not negative."
            );
        }

        // Weeks are read but not written: 28d beside 30d compares at a glance, 4w beside 30d does not.
        var unit = "dhms".First(u => value.Ticks % UnitTicks(u)!.Value == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{value.Ticks / UnitTicks(unit)!.Value}{unit}");
    }

    private static long? UnitTicks(char unit) =>
        unit switch
        {
            's' => TimeSpan.TicksPerSecond,
            'm' => TimeSpan.TicksPerMinute,
            'h' => TimeSpan.TicksPerHour,
            'd' => TimeSpan.TicksPerDay,
            'w' => 7 * TimeSpan.TicksPerDay,
            _ => null,
        };
}
