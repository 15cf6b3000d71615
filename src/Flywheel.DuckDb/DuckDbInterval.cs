using System.Runtime.InteropServices;

namespace Flywheel.DuckDb;

/// <summary>An INTERVAL in its three parts, which do not convert into one another: a month has no fixed number of days.</summary>
/// <param name="Months">Whole months; a year is twelve.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Microseconds">The rest, in microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDbInterval(int Months, int Days, long Microseconds)
{
    /// <summary>The interval as a span of time, a day being 24 hours.</summary>
    /// <exception cref="InvalidCastException">The interval counts months.</exception>
    public TimeSpan ToTimeSpan() =>
        Months == 0
            ? new TimeSpan(checked((Days * TimeSpan.TicksPerDay) + (Microseconds * TimeSpan.TicksPerMicrosecond)))
            : throw new InvalidCastException(
                $"An interval of {Months} months has no fixed length. Read it by GetFieldValue<DuckDbInterval>."
            );

    /// <summary>A span of time as days and microseconds; below a microsecond it is cut off.</summary>
    public static DuckDbInterval FromTimeSpan(TimeSpan span) =>
        new(0, span.Days, (span.Ticks - (span.Days * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerMicrosecond);
}
