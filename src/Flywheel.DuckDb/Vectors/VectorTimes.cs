using System.Buffers.Binary;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>Dates, times, spans and identifiers out of one row of a vector.</summary>
internal static class VectorTimes
{
    /// <summary>A date or timestamp, Kind Unspecified; with a time zone: in UTC. Below 100 ns it is cut off.</summary>
    /// <exception cref="InvalidCastException">Infinite, or outside the years 1 to 9999.</exception>
    public static DateTime DateTime(in Vector vector, int row)
    {
        if (vector.Type.Id == DuckDbType.Date)
        {
            return Date(vector, row).ToDateTime(TimeOnly.MinValue);
        }

        // Infinity is the largest number of the unit; it and far years leave the range of ticks, also on the way there.
        var ticks = vector.Type.Id switch
        {
            DuckDbType.TimestampSeconds => (Int128)vector.At<long>(row) * TimeSpan.TicksPerSecond,
            DuckDbType.TimestampMilliseconds => (Int128)vector.At<long>(row) * TimeSpan.TicksPerMillisecond,
            DuckDbType.TimestampNanoseconds => Int128.CreateChecked(FloorDivide(vector.At<long>(row), TimeSpan.NanosecondsPerTick)),
            DuckDbType.Timestamp or DuckDbType.TimestampWithZone => (Int128)vector.At<long>(row) * TimeSpan.TicksPerMicrosecond,
            _ => throw VectorNumbers.Misread(vector, "a point in time"),
        };
        ticks += System.DateTime.UnixEpoch.Ticks;
        if (ticks < 0 || ticks > System.DateTime.MaxValue.Ticks || IsInfinite(vector.At<long>(row)))
        {
            throw new InvalidCastException("The timestamp is infinite or outside the years 1 to 9999, which DateTime cannot hold.");
        }

        var kind = vector.Type.Id == DuckDbType.TimestampWithZone ? DateTimeKind.Utc : DateTimeKind.Unspecified;
        return new DateTime((long)ticks, kind);
    }

    /// <exception cref="InvalidCastException">Infinite, or outside the years 1 to 9999.</exception>
    public static DateOnly Date(in Vector vector, int row)
    {
        if (vector.Type.Id != DuckDbType.Date)
        {
            return DateOnly.FromDateTime(DateTime(vector, row));
        }

        var number = (long)vector.At<int>(row) + DateOnly.FromDateTime(System.DateTime.UnixEpoch).DayNumber;
        return number >= 0 && number <= DateOnly.MaxValue.DayNumber
            ? DateOnly.FromDayNumber((int)number)
            : throw new InvalidCastException("The date is infinite or outside the years 1 to 9999, which DateOnly cannot hold.");
    }

    /// <exception cref="InvalidCastException">24:00:00, which SQL knows and TimeOnly does not.</exception>
    public static TimeOnly Time(in Vector vector, int row)
    {
        var ticks = vector.Type.Id switch
        {
            DuckDbType.Time => vector.At<long>(row) * TimeSpan.TicksPerMicrosecond,
            DuckDbType.TimeNanoseconds => vector.At<long>(row) / TimeSpan.NanosecondsPerTick,
            _ => throw VectorNumbers.Misread(vector, "a time of day"),
        };
        return ticks < TimeSpan.TicksPerDay
            ? new TimeOnly(ticks)
            : throw new InvalidCastException("The time is 24:00:00, which TimeOnly cannot hold.");
    }

    public static DuckDbInterval Interval(in Vector vector, int row) =>
        vector.Type.Id == DuckDbType.Interval ? vector.At<DuckDbInterval>(row) : throw VectorNumbers.Misread(vector, "an interval");

    public static Guid Guid(in Vector vector, int row)
    {
        if (vector.Type.Id != DuckDbType.Uuid)
        {
            throw VectorNumbers.Misread(vector, "a UUID");
        }

        // DuckDB flips the highest bit, so that signed order is the order of the text.
        var value = vector.At<NativeInt128>(row);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, value.Upper ^ (1UL << 63));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], value.Lower);
        return new Guid(bytes, bigEndian: true);
    }

    private static bool IsInfinite(long value) => value is long.MaxValue or -long.MaxValue;

    private static long FloorDivide(long value, long divisor) => (value / divisor) - (value % divisor < 0 ? 1 : 0);
}
