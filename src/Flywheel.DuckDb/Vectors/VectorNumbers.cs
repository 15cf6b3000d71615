using System.Numerics;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>Numbers out of one row of a vector, checked: what does not fit throws <see cref="OverflowException"/>, never wraps.</summary>
internal static class VectorNumbers
{
    /// <summary>Powers of ten as far as a decimal's scale goes.</summary>
    private static readonly double[] Tens = [.. Enumerable.Range(0, 39).Select(power => double.Parse($"1e{power}"))];

    public static double PowerOfTen(int power) => Tens[power];

    /// <summary>An integer or boolean as 128 bits; a decimal only when its type has no digits behind the point.</summary>
    public static Int128 Whole(in Vector vector, int row) =>
        vector.Type.Id switch
        {
            DuckDbType.Int64 => vector.At<long>(row),
            DuckDbType.Boolean => vector.At<byte>(row),
            DuckDbType.UInt128 => checked((Int128)vector.At<NativeInt128>(row).Unsigned),
            DuckDbType.Decimal when vector.Type.Scale == 0 => Stored(vector, row),
            DuckDbType.Int8 or DuckDbType.Int16 or DuckDbType.Int32 or DuckDbType.Int128 => Stored(vector, row),
            DuckDbType.UInt8 or DuckDbType.UInt16 or DuckDbType.UInt32 or DuckDbType.UInt64 => Stored(vector, row),
            _ => throw Misread(vector, "a whole number"),
        };

    /// <summary>Any number as double; a decimal is divided by its power of ten.</summary>
    public static double Real(in Vector vector, int row) =>
        vector.Type.Id switch
        {
            DuckDbType.Double => vector.At<double>(row),
            DuckDbType.Float => vector.At<float>(row),
            DuckDbType.Decimal => (double)Stored(vector, row) / Tens[vector.Type.Scale],
            DuckDbType.UInt128 => (double)vector.At<NativeInt128>(row).Unsigned,
            _ => (double)Whole(vector, row),
        };

    /// <summary>Any number as decimal, exact up to 28 digits; digits beyond a decimal's 28th place behind the point are cut off.</summary>
    public static decimal Exact(in Vector vector, int row) =>
        vector.Type.Id switch
        {
            DuckDbType.Double => (decimal)vector.At<double>(row),
            DuckDbType.Float => (decimal)vector.At<float>(row),
            DuckDbType.Decimal => Scaled(Stored(vector, row), vector.Type.Scale),
            DuckDbType.UInt128 => (decimal)(BigInteger)vector.At<NativeInt128>(row).Unsigned,
            _ => Scaled(Whole(vector, row), 0),
        };

    /// <summary>The integer that lies in the vector, whatever it means.</summary>
    public static Int128 Stored(in Vector vector, int row) =>
        vector.Type.Stored switch
        {
            DuckDbType.Int8 => vector.At<sbyte>(row),
            DuckDbType.Int16 => vector.At<short>(row),
            DuckDbType.Int32 => vector.At<int>(row),
            DuckDbType.Int64 => vector.At<long>(row),
            DuckDbType.Int128 => vector.At<NativeInt128>(row).Signed,
            DuckDbType.UInt8 => vector.At<byte>(row),
            DuckDbType.UInt16 => vector.At<ushort>(row),
            DuckDbType.UInt32 => vector.At<uint>(row),
            DuckDbType.UInt64 => vector.At<ulong>(row),
            _ => throw Misread(vector, "an integer"),
        };

    public static InvalidCastException Misread(in Vector vector, string wanted) =>
        new($"A column of type {TypeNames.Sql(vector.Type)} does not read as {wanted}. Cast it in the SQL, e.g. (x)::DOUBLE.");

    private static decimal Scaled(Int128 value, byte scale)
    {
        for (; scale > 28; scale--)
        {
            value /= 10;
        }

        var negative = value < 0;
        var magnitude = negative ? (UInt128)(-value) : (UInt128)value;
        if (magnitude >> 96 != 0)
        {
            throw new OverflowException(
                $"{value} has more digits than a decimal holds. Read it by GetFieldValue<Int128>, or cast it in the SQL."
            );
        }

        return new decimal((int)(uint)magnitude, (int)(uint)(magnitude >> 32), (int)(uint)(magnitude >> 64), negative, scale);
    }
}
