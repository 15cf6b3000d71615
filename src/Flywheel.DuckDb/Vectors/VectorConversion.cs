using System.Numerics;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>The value at one row of a vector as the .NET type that the caller asks for.</summary>
internal static class VectorConversion
{
    /// <summary>Converts a value that is not NULL. Numbers are checked for overflow.</summary>
    /// <exception cref="InvalidCastException">The column's type does not read as T.</exception>
    public static T As<T>(in Vector vector, int row)
    {
        // The first comparisons are decided when the code is compiled for a value type, and box nothing.
        if (typeof(T) == typeof(long))
        {
            return (T)(object)Long(vector, row);
        }

        if (typeof(T) == typeof(int))
        {
            return (T)(object)checked((int)Long(vector, row));
        }

        if (typeof(T) == typeof(double))
        {
            return (T)(object)VectorNumbers.Real(vector, row);
        }

        if (typeof(T) == typeof(float))
        {
            return (T)(object)(float)VectorNumbers.Real(vector, row);
        }

        return (T)As(vector, row, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T));
    }

    /// <summary>A whole number, checked.</summary>
    public static long Long(in Vector vector, int row) =>
        vector.Type.Id == DuckDbType.Int64 ? vector.At<long>(row) : checked((long)VectorNumbers.Whole(vector, row));

    public static bool Bool(in Vector vector, int row) =>
        vector.Type.Id == DuckDbType.Boolean ? vector.At<byte>(row) != 0 : throw VectorNumbers.Misread(vector, "a boolean");

    private static object As(in Vector vector, int row, Type wanted)
    {
        if (wanted.IsEnum)
        {
            return vector.Type.Id is DuckDbType.Varchar or DuckDbType.Enum
                ? Enum.Parse(wanted, VectorValues.Text(vector, row))
                : Enum.ToObject(wanted, Long(vector, row));
        }

        if (Readers.TryGetValue(wanted, out var reader))
        {
            return reader(vector, row);
        }

        var value = VectorValues.Read(vector, row)!;
        return wanted.IsInstanceOfType(value) ? value
            : value is Array elements && wanted.IsArray ? Retyped(elements, wanted)
            : throw VectorNumbers.Misread(vector, wanted.Name);
    }

    /// <summary>Elements as another array type: <c>long[]</c> as <c>long?[]</c> for lists that may hold NULL.</summary>
    private static Array Retyped(Array elements, Type wanted)
    {
        var element = wanted.GetElementType()!;
        var retyped = Array.CreateInstance(element, elements.Length);
        for (var i = 0; i < elements.Length; i++)
        {
            var value = elements.GetValue(i);
            if (value is null && element.IsValueType && Nullable.GetUnderlyingType(element) is null)
            {
                throw new InvalidCastException($"The list holds NULL, which {wanted.Name} cannot. Read it as {element.Name}?[].");
            }

            retyped.SetValue(value, i);
        }

        return retyped;
    }

    private delegate object Reader(in Vector vector, int row);

    private static readonly Dictionary<Type, Reader> Readers = new()
    {
        [typeof(bool)] = (in vector, row) => Bool(vector, row),
        [typeof(sbyte)] = (in vector, row) => checked((sbyte)VectorNumbers.Whole(vector, row)),
        [typeof(byte)] = (in vector, row) => checked((byte)VectorNumbers.Whole(vector, row)),
        [typeof(short)] = (in vector, row) => checked((short)VectorNumbers.Whole(vector, row)),
        [typeof(ushort)] = (in vector, row) => checked((ushort)VectorNumbers.Whole(vector, row)),
        [typeof(int)] = (in vector, row) => checked((int)VectorNumbers.Whole(vector, row)),
        [typeof(uint)] = (in vector, row) => checked((uint)VectorNumbers.Whole(vector, row)),
        [typeof(long)] = (in vector, row) => Long(vector, row),
        [typeof(ulong)] = (in vector, row) => checked((ulong)VectorNumbers.Whole(vector, row)),
        [typeof(Int128)] = (in vector, row) => VectorNumbers.Whole(vector, row),
        [typeof(UInt128)] = (in vector, row) =>
            vector.Type.Id == DuckDbType.UInt128
                ? vector.At<NativeInt128>(row).Unsigned
                : checked((UInt128)VectorNumbers.Whole(vector, row)),
        [typeof(BigInteger)] = (in vector, row) =>
            vector.Type.Id == DuckDbType.UInt128
                ? (BigInteger)vector.At<NativeInt128>(row).Unsigned
                : (BigInteger)VectorNumbers.Whole(vector, row),
        [typeof(float)] = (in vector, row) => (float)VectorNumbers.Real(vector, row),
        [typeof(double)] = (in vector, row) => VectorNumbers.Real(vector, row),
        [typeof(decimal)] = (in vector, row) => VectorNumbers.Exact(vector, row),
        [typeof(string)] = (in vector, row) => VectorValues.Text(vector, row),
        [typeof(Guid)] = (in vector, row) => VectorTimes.Guid(vector, row),
        [typeof(DateOnly)] = (in vector, row) => VectorTimes.Date(vector, row),
        [typeof(TimeOnly)] = (in vector, row) => VectorTimes.Time(vector, row),
        [typeof(DateTime)] = (in vector, row) => VectorTimes.DateTime(vector, row),
        [typeof(DateTimeOffset)] = (in vector, row) =>
            vector.Type.Id == DuckDbType.TimestampWithZone
                ? new DateTimeOffset(VectorTimes.DateTime(vector, row))
                // Without a zone in the data, an offset would be made up.
                : throw VectorNumbers.Misread(vector, "a DateTimeOffset"),
        [typeof(TimeSpan)] = (in vector, row) => VectorTimes.Interval(vector, row).ToTimeSpan(),
        [typeof(DuckDbInterval)] = (in vector, row) => VectorTimes.Interval(vector, row),
    };
}
