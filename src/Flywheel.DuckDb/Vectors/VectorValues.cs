using System.Text;

namespace Flywheel.DuckDb.Vectors;

/// <summary>The value at one row of a vector as an object, of the type that <see cref="TypeNames.Clr"/> names.</summary>
internal static class VectorValues
{
    /// <returns>The value, or null for NULL.</returns>
    public static object? Read(in Vector vector, int row) =>
        vector.IsNull(row)
            ? null
            : vector.Type.Id switch
            {
                DuckDbType.Boolean => vector.At<byte>(row) != 0,
                DuckDbType.Int8 => vector.At<sbyte>(row),
                DuckDbType.Int16 => vector.At<short>(row),
                DuckDbType.Int32 => vector.At<int>(row),
                DuckDbType.Int64 => vector.At<long>(row),
                DuckDbType.UInt8 => vector.At<byte>(row),
                DuckDbType.UInt16 => vector.At<ushort>(row),
                DuckDbType.UInt32 => vector.At<uint>(row),
                DuckDbType.UInt64 => vector.At<ulong>(row),
                DuckDbType.Float => vector.At<float>(row),
                DuckDbType.Double => vector.At<double>(row),
                DuckDbType.Int128 or DuckDbType.UInt128 or DuckDbType.Decimal => VectorNumbers.Exact(vector, row),
                DuckDbType.Varchar or DuckDbType.Enum => Text(vector, row),
                DuckDbType.Blob => vector.Bytes(row).ToArray(),
                DuckDbType.Uuid => VectorTimes.Guid(vector, row),
                DuckDbType.Date => VectorTimes.Date(vector, row),
                DuckDbType.Time or DuckDbType.TimeNanoseconds => VectorTimes.Time(vector, row),
                DuckDbType.Interval => VectorTimes.Interval(vector, row).ToTimeSpan(),
                DuckDbType.TimestampWithZone => new DateTimeOffset(VectorTimes.DateTime(vector, row)),
                DuckDbType.Timestamp
                or DuckDbType.TimestampSeconds
                or DuckDbType.TimestampMilliseconds
                or DuckDbType.TimestampNanoseconds => VectorTimes.DateTime(vector, row),
                DuckDbType.List or DuckDbType.Array => Elements(vector, row),
                DuckDbType.Struct => Fields(vector, row),
                DuckDbType.Map => Entries(vector, row),
                _ => throw VectorNumbers.Misread(vector, "a .NET value"),
            };

    public static string Text(in Vector vector, int row) =>
        vector.Type.Id switch
        {
            DuckDbType.Varchar => Encoding.UTF8.GetString(vector.Bytes(row)),
            DuckDbType.Enum => vector.Type.Words[(int)VectorNumbers.Stored(vector, row)],
            _ => throw VectorNumbers.Misread(vector, "text"),
        };

    /// <summary>The elements as <c>T[]</c>; as <c>T?[]</c> when T is a value type and some element is NULL.</summary>
    private static Array Elements(in Vector vector, int row)
    {
        var (offset, count) = vector.Range(row);
        var elements = vector.Elements();
        var element = TypeNames.Clr(vector.Type.Element);
        if (element.IsValueType && AnyNull(elements, offset, count))
        {
            element = typeof(Nullable<>).MakeGenericType(element);
        }

        var values = Array.CreateInstance(element, count);
        if (!elements.HasMask && Copied(elements, offset, values))
        {
            return values;
        }

        for (var i = 0; i < count; i++)
        {
            values.SetValue(Read(elements, offset + i), i);
        }

        return values;
    }

    /// <summary>Embeddings and histograms are long and plain: they are copied as they lie.</summary>
    private static bool Copied(in Vector elements, int offset, Array values)
    {
        switch (values)
        {
            case long[] longs:
                elements.Span<long>(offset + longs.Length)[offset..].CopyTo(longs);
                return true;
            case double[] doubles:
                elements.Span<double>(offset + doubles.Length)[offset..].CopyTo(doubles);
                return true;
            case float[] floats:
                elements.Span<float>(offset + floats.Length)[offset..].CopyTo(floats);
                return true;
            default:
                return false;
        }
    }

    private static bool AnyNull(in Vector vector, int offset, int count)
    {
        for (var i = offset; i < offset + count; i++)
        {
            if (vector.IsNull(i))
            {
                return true;
            }
        }

        return false;
    }

    private static Dictionary<string, object?> Fields(in Vector vector, int row)
    {
        var fields = new Dictionary<string, object?>(vector.Type.Parts.Count, StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < vector.Type.Parts.Count; i++)
        {
            fields[vector.Type.Parts[i].Name] = Read(vector.Field(i), row);
        }

        return fields;
    }

    private static Dictionary<object, object?> Entries(in Vector vector, int row)
    {
        var (offset, count) = vector.Range(row);
        var (keys, values) = vector.Entries();
        var entries = new Dictionary<object, object?>(count);
        for (var i = offset; i < offset + count; i++)
        {
            entries[Read(keys, i)!] = Read(values, i);
        }

        return entries;
    }
}
