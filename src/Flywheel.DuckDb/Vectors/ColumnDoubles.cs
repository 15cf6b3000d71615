using System.Numerics;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>A column of numbers as doubles.</summary>
internal static class ColumnDoubles
{
    /// <summary>Copies the rows that the target has room for; NULL becomes NaN.</summary>
    public static void Copy(in Vector vector, Span<double> target)
    {
        if (vector.Type.Id == DuckDbType.Double)
        {
            vector.Span<double>(target.Length).CopyTo(target);
        }
        else
        {
            CopyStored(vector, target);
        }

        if (vector.Type.Id == DuckDbType.Decimal && vector.Type.Scale > 0)
        {
            // A division, not a multiplication by 0.01: the quotient is the double nearest to the decimal.
            var unit = VectorNumbers.PowerOfTen(vector.Type.Scale);
            for (var row = 0; row < target.Length; row++)
            {
                target[row] /= unit;
            }
        }

        for (var row = 0; vector.HasMask && row < target.Length; row++)
        {
            if (vector.IsNull(row))
            {
                target[row] = double.NaN;
            }
        }
    }

    private static void CopyStored(in Vector vector, Span<double> target)
    {
        switch (IsNumber(vector.Type.Id) ? vector.Type.Stored : DuckDbType.Invalid)
        {
            case DuckDbType.Float:
                Widen<float>(vector, target);
                break;
            case DuckDbType.Boolean or DuckDbType.UInt8:
                Widen<byte>(vector, target);
                break;
            case DuckDbType.Int8:
                Widen<sbyte>(vector, target);
                break;
            case DuckDbType.Int16:
                Widen<short>(vector, target);
                break;
            case DuckDbType.UInt16:
                Widen<ushort>(vector, target);
                break;
            case DuckDbType.Int32:
                Widen<int>(vector, target);
                break;
            case DuckDbType.UInt32:
                Widen<uint>(vector, target);
                break;
            case DuckDbType.Int64:
                Widen<long>(vector, target);
                break;
            case DuckDbType.UInt64:
                Widen<ulong>(vector, target);
                break;
            case DuckDbType.Int128 or DuckDbType.UInt128:
                WidenHuge(vector, target);
                break;
            default:
                throw VectorNumbers.Misread(vector, "numbers");
        }
    }

    /// <summary>Whether a column counts as numbers; an enum's indices do not.</summary>
    public static bool IsNumber(DuckDbType type) =>
        type is >= DuckDbType.Boolean and <= DuckDbType.Double or DuckDbType.Int128 or DuckDbType.UInt128 or DuckDbType.Decimal;

    private static void Widen<T>(in Vector vector, Span<double> target)
        where T : unmanaged, INumberBase<T>
    {
        var values = vector.Span<T>(target.Length);
        for (var row = 0; row < values.Length; row++)
        {
            target[row] = double.CreateTruncating(values[row]);
        }
    }

    private static void WidenHuge(in Vector vector, Span<double> target)
    {
        var signed = vector.Type.Stored == DuckDbType.Int128;
        var values = vector.Span<NativeInt128>(target.Length);
        for (var row = 0; row < values.Length; row++)
        {
            target[row] = signed ? (double)values[row].Signed : (double)values[row].Unsigned;
        }
    }
}
