using System.Numerics;

namespace Flywheel.DuckDb.Vectors;

/// <summary>A column of numbers as one column of a row-major matrix of floats.</summary>
internal static class ColumnFloats
{
    /// <summary>Writes target[offset + row · stride] for each row; NULL becomes NaN.</summary>
    public static void Copy(in Vector vector, int rows, Span<float> target, int offset, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        var last = offset + ((rows - 1L) * stride);
        if (last >= target.Length)
        {
            throw new ArgumentException(
                $"{rows} rows with offset {offset} and stride {stride} need {last + 1} floats; the target has {target.Length}.",
                nameof(target)
            );
        }

        switch (vector.Type.Id)
        {
            case DuckDbType.Float:
                Scatter<float>(vector.Span<float>(rows), target, offset, stride);
                break;
            case DuckDbType.Double:
                Scatter<double>(vector.Span<double>(rows), target, offset, stride);
                break;
            case DuckDbType.Boolean or DuckDbType.UInt8:
                Scatter<byte>(vector.Span<byte>(rows), target, offset, stride);
                break;
            case DuckDbType.Int16:
                Scatter<short>(vector.Span<short>(rows), target, offset, stride);
                break;
            case DuckDbType.Int32:
                Scatter<int>(vector.Span<int>(rows), target, offset, stride);
                break;
            case DuckDbType.Int64:
                Scatter<long>(vector.Span<long>(rows), target, offset, stride);
                break;
            default:
                ByWayOfDoubles(vector, rows, target, offset, stride);
                break;
        }

        for (var row = 0; vector.HasMask && row < rows; row++)
        {
            if (vector.IsNull(row))
            {
                target[offset + (row * stride)] = float.NaN;
            }
        }
    }

    private static void Scatter<T>(ReadOnlySpan<T> values, Span<float> target, int offset, int stride)
        where T : unmanaged, INumberBase<T>
    {
        var at = offset;
        foreach (var value in values)
        {
            target[at] = float.CreateTruncating(value);
            at += stride;
        }
    }

    private static void ByWayOfDoubles(in Vector vector, int rows, Span<float> target, int offset, int stride)
    {
        Span<double> doubles = stackalloc double[Math.Min(rows, 2048)];
        if (rows > doubles.Length)
        {
            doubles = new double[rows];
        }

        ColumnDoubles.Copy(vector, doubles);
        Scatter<double>(doubles, target, offset, stride);
    }
}
