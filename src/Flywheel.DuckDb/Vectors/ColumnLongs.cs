using System.Numerics;

namespace Flywheel.DuckDb.Vectors;

/// <summary>A column of whole numbers, dates or times as longs.</summary>
internal static class ColumnLongs
{
    /// <summary>Copies the rows that the target has room for. A long has no NaN, so NULL is refused.</summary>
    public static void Copy(in Vector vector, Span<long> target, string name)
    {
        for (var row = 0; vector.HasMask && row < target.Length; row++)
        {
            if (vector.IsNull(row))
            {
                throw new InvalidCastException(
                    $"Column '{name}' is NULL at row {row} of its chunk, which a long cannot say. Filter it, or read doubles."
                );
            }
        }

        Copy(vector, target);
    }

    /// <summary>Copies the rows that the target has room for; what a NULL row holds is replaced.</summary>
    public static void Copy(in Vector vector, Span<long> target, long missing)
    {
        Copy(vector, target);
        for (var row = 0; vector.HasMask && row < target.Length; row++)
        {
            if (vector.IsNull(row))
            {
                target[row] = missing;
            }
        }
    }

    private static void Copy(in Vector vector, Span<long> target)
    {
        switch (vector.Type.Id)
        {
            case DuckDbType.Int64 or DuckDbType.Timestamp or DuckDbType.TimestampWithZone or DuckDbType.Time:
                vector.Span<long>(target.Length).CopyTo(target);
                break;
            case DuckDbType.Int32 or DuckDbType.Date:
                Widen<int>(vector, target);
                break;
            case DuckDbType.Int16:
                Widen<short>(vector, target);
                break;
            case DuckDbType.Int8:
                Widen<sbyte>(vector, target);
                break;
            case DuckDbType.Boolean or DuckDbType.UInt8:
                Widen<byte>(vector, target);
                break;
            case DuckDbType.UInt16:
                Widen<ushort>(vector, target);
                break;
            case DuckDbType.UInt32:
                Widen<uint>(vector, target);
                break;
            case DuckDbType.UInt64:
                Widen<ulong>(vector, target);
                break;
            case DuckDbType.TimestampSeconds:
                Scale(vector, target, 1_000_000);
                break;
            case DuckDbType.TimestampMilliseconds:
                Scale(vector, target, 1_000);
                break;
            case DuckDbType.TimestampNanoseconds:
                CutNanoseconds(vector, target);
                break;
            default:
                OneByOne(vector, target);
                break;
        }
    }

    // Below a NULL lies anything, too large numbers among it.
    private static void Widen<T>(in Vector vector, Span<long> target)
        where T : unmanaged, INumberBase<T>
    {
        var values = vector.Span<T>(target.Length);
        for (var row = 0; row < values.Length; row++)
        {
            target[row] = vector.IsNull(row) ? 0 : long.CreateChecked(values[row]);
        }
    }

    private static void Scale(in Vector vector, Span<long> target, long unit)
    {
        var values = vector.Span<long>(target.Length);
        for (var row = 0; row < values.Length; row++)
        {
            target[row] = vector.IsNull(row) ? 0 : checked(values[row] * unit);
        }
    }

    private static void CutNanoseconds(in Vector vector, Span<long> target)
    {
        var values = vector.Span<long>(target.Length);
        for (var row = 0; row < values.Length; row++)
        {
            // Rounded down also before 1970.
            target[row] = (values[row] / 1000) - (values[row] % 1000 < 0 ? 1 : 0);
        }
    }

    private static void OneByOne(in Vector vector, Span<long> target)
    {
        for (var row = 0; row < target.Length; row++)
        {
            target[row] = vector.IsNull(row) ? 0 : checked((long)VectorNumbers.Whole(vector, row));
        }
    }
}
