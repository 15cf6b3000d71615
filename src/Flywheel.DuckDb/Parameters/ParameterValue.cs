using System.Buffers.Binary;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Parameters;

/// <summary>A .NET value as a value of DuckDB, of the SQL type that is nearest to its own.</summary>
internal static class ParameterValue
{
    /// <exception cref="NotSupportedException">The type has no counterpart.</exception>
    public static ValueHandle Create(object? value) =>
        value switch
        {
            null or DBNull => NativeMethods.duckdb_create_null_value(),
            bool flag => NativeMethods.duckdb_create_bool(flag),
            sbyte number => NativeMethods.duckdb_create_int8(number),
            byte number => NativeMethods.duckdb_create_uint8(number),
            short number => NativeMethods.duckdb_create_int16(number),
            ushort number => NativeMethods.duckdb_create_uint16(number),
            int number => NativeMethods.duckdb_create_int32(number),
            uint number => NativeMethods.duckdb_create_uint32(number),
            long number => NativeMethods.duckdb_create_int64(number),
            ulong number => NativeMethods.duckdb_create_uint64(number),
            Int128 number => NativeMethods.duckdb_create_hugeint(NativeInt128.From(number)),
            UInt128 number => NativeMethods.duckdb_create_uhugeint(NativeInt128.From(number)),
            BigInteger number => NativeMethods.duckdb_create_hugeint(NativeInt128.From((Int128)number)),
            float number => NativeMethods.duckdb_create_float(number),
            double number => NativeMethods.duckdb_create_double(number),
            decimal number => NativeMethods.duckdb_create_decimal(Decimal(number)),
            string text => Text(text),
            char letter => Text(letter.ToString()),
            byte[] bytes => Blob(bytes),
            DateTime time => NativeMethods.duckdb_create_timestamp(Microseconds(time)),
            DateTimeOffset time => NativeMethods.duckdb_create_timestamp_tz(Microseconds(time.UtcDateTime)),
            DateOnly date => NativeMethods.duckdb_create_date(date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
            TimeOnly time => NativeMethods.duckdb_create_time(time.Ticks / TimeSpan.TicksPerMicrosecond),
            TimeSpan span => NativeMethods.duckdb_create_interval(DuckDbInterval.FromTimeSpan(span)),
            DuckDbInterval interval => NativeMethods.duckdb_create_interval(interval),
            Guid id => NativeMethods.duckdb_create_uuid(Uuid(id)),
            Enum word => Create(Convert.ChangeType(word, Enum.GetUnderlyingType(word.GetType()), CultureInfo.InvariantCulture)),
            IEnumerable elements => List(elements),
            _ => throw new NotSupportedException(
                $"A value of type {value.GetType().Name} cannot be a parameter. Give a number, text, time, Guid, byte[], or a list of those."
            ),
        };

    /// <summary>Microseconds since 1970-01-01, rounded down.</summary>
    public static long Microseconds(DateTime time)
    {
        var ticks = time.Ticks - DateTime.UnixEpoch.Ticks;
        return (ticks - (((ticks % TimeSpan.TicksPerMicrosecond) + TimeSpan.TicksPerMicrosecond) % TimeSpan.TicksPerMicrosecond))
            / TimeSpan.TicksPerMicrosecond;
    }

    private static unsafe ValueHandle Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
        {
            return NativeMethods.duckdb_create_varchar_length(start, (ulong)bytes.Length);
        }
    }

    private static unsafe ValueHandle Blob(byte[] bytes)
    {
        fixed (byte* start = bytes)
        {
            return NativeMethods.duckdb_create_blob(start, (ulong)bytes.Length);
        }
    }

    /// <summary>As narrow as the digits allow: a wide decimal would overflow DuckDB's arithmetic sooner.</summary>
    private static NativeDecimal Decimal(decimal number)
    {
        var scale = number.Scale;
        Span<int> bits = stackalloc int[4];
        decimal.GetBits(number, bits);
        var magnitude = new UInt128((uint)bits[2], ((ulong)(uint)bits[1] << 32) | (uint)bits[0]);
        var digits = 1;
        for (var rest = magnitude / 10; rest > 0; rest /= 10)
        {
            digits++;
        }

        var value = decimal.IsNegative(number) ? -(Int128)magnitude : (Int128)magnitude;
        return new NativeDecimal((byte)Math.Max(digits, scale), scale, NativeInt128.From(value));
    }

    private static NativeInt128 Uuid(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return new NativeInt128(BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    private static ValueHandle List(IEnumerable elements)
    {
        var values = new List<ValueHandle>();
        try
        {
            object? sample = null;
            foreach (var element in elements)
            {
                sample ??= element is DBNull ? null : element;
                values.Add(Create(element));
            }

            using var type = new TypeHandle(NativeMethods.duckdb_create_logical_type(ElementType(elements, sample)));
            return NativeMethods.duckdb_create_list_value(
                type,
                [.. values.Select(value => value.DangerousGetHandle())],
                (ulong)values.Count
            );
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private static DuckDbType ElementType(IEnumerable elements, object? sample)
    {
        var declared = elements
            .GetType()
            .GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(type => type.GetGenericArguments()[0])
            .FirstOrDefault();
        var type = declared is null || declared == typeof(object) ? sample?.GetType() : Nullable.GetUnderlyingType(declared) ?? declared;
        return type switch
        {
            null => DuckDbType.Null,
            _ when type.IsEnum => Type.GetTypeCode(type) is TypeCode.Int32 ? DuckDbType.Int32 : DuckDbType.Int64,
            _ => ScalarTypes.TryGetValue(type, out var known)
                ? known
                : throw new NotSupportedException(
                    $"A list of {type.Name} cannot be a parameter. Give a list of numbers, texts, times or Guids."
                ),
        };
    }

    private static readonly Dictionary<Type, DuckDbType> ScalarTypes = new()
    {
        [typeof(bool)] = DuckDbType.Boolean,
        [typeof(sbyte)] = DuckDbType.Int8,
        [typeof(byte)] = DuckDbType.UInt8,
        [typeof(short)] = DuckDbType.Int16,
        [typeof(ushort)] = DuckDbType.UInt16,
        [typeof(int)] = DuckDbType.Int32,
        [typeof(uint)] = DuckDbType.UInt32,
        [typeof(long)] = DuckDbType.Int64,
        [typeof(ulong)] = DuckDbType.UInt64,
        [typeof(Int128)] = DuckDbType.Int128,
        [typeof(BigInteger)] = DuckDbType.Int128,
        [typeof(float)] = DuckDbType.Float,
        [typeof(double)] = DuckDbType.Double,
        [typeof(string)] = DuckDbType.Varchar,
        [typeof(char)] = DuckDbType.Varchar,
        [typeof(byte[])] = DuckDbType.Blob,
        [typeof(DateTime)] = DuckDbType.Timestamp,
        [typeof(DateTimeOffset)] = DuckDbType.TimestampWithZone,
        [typeof(DateOnly)] = DuckDbType.Date,
        [typeof(TimeOnly)] = DuckDbType.Time,
        [typeof(TimeSpan)] = DuckDbType.Interval,
        [typeof(Guid)] = DuckDbType.Uuid,
    };
}
