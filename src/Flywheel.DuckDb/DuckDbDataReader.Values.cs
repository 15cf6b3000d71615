using System.Collections;
using System.Data.Common;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb;

/// <content>The values of the current row. Typed getters convert between numbers, checked, and refuse NULL.</content>
public sealed partial class DuckDbDataReader
{
    /// <inheritdoc/>
    public override object this[int ordinal] => GetValue(ordinal);

    /// <inheritdoc/>
    public override object this[string name] => GetValue(GetOrdinal(name));

    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Current(ordinal).IsNull(row);

    /// <summary>
    /// The value, or <see cref="DBNull"/>. HUGEINT and DECIMAL are decimal; a LIST is an array (of nullable elements if it holds NULL),
    /// a STRUCT a dictionary by name, a MAP a dictionary by key; TIMESTAMP a DateTime of Kind Unspecified, with time zone a DateTimeOffset.
    /// </summary>
    public override object GetValue(int ordinal) => VectorValues.Read(Current(ordinal), row) ?? DBNull.Value;

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
        {
            values[i] = GetValue(i);
        }

        return count;
    }

    /// <summary>The value as T; NULL becomes null for nullable value types.</summary>
    /// <exception cref="InvalidCastException">NULL for another T, or a type that does not read as T.</exception>
    /// <exception cref="OverflowException">A number that T cannot hold.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        var vector = Current(ordinal);
        if (!vector.IsNull(row))
        {
            return typeof(T) == typeof(object) ? (T)GetValue(ordinal) : VectorConversion.As<T>(vector, row);
        }

        return default(T) is null && typeof(T).IsValueType ? default!
            : typeof(T).IsAssignableFrom(typeof(DBNull)) ? (T)(object)DBNull.Value
            : throw Null(ordinal);
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => VectorConversion.Bool(Value(ordinal), row);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => checked((short)GetInt64(ordinal));

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => checked((int)GetInt64(ordinal));

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => VectorConversion.Long(Value(ordinal), row);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => (float)VectorNumbers.Real(Value(ordinal), row);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => VectorNumbers.Real(Value(ordinal), row);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => VectorNumbers.Exact(Value(ordinal), row);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => VectorValues.Text(Value(ordinal), row);

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => VectorTimes.DateTime(Value(ordinal), row);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => VectorTimes.Guid(Value(ordinal), row);

    /// <inheritdoc/>
    public override char GetChar(int ordinal) =>
        GetString(ordinal) is { Length: 1 } text ? text[0] : throw VectorNumbers.Misread(Value(ordinal), "one character");

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var vector = Value(ordinal);
        var bytes = vector.Type.Id is DuckDbType.Blob or DuckDbType.Varchar
            ? vector.Bytes(row)
            : throw VectorNumbers.Misread(vector, "bytes");
        return Copied(bytes, dataOffset, buffer, bufferOffset, length);
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
        Copied(GetString(ordinal).AsSpan(), dataOffset, buffer, bufferOffset, length);

    /// <inheritdoc/>
    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    /// <summary>The current row of a column that a typed getter reads: NULL is refused.</summary>
    private Vector Value(int ordinal)
    {
        var vector = Current(ordinal);
        return vector.IsNull(row) ? throw Null(ordinal) : vector;
    }

    private InvalidCastException Null(int ordinal) =>
        new($"Column '{GetName(ordinal)}' is NULL here. Ask IsDBNull first, or read a nullable type.");

    /// <summary>Copies a part; without a buffer, tells the whole length.</summary>
    private static long Copied<T>(ReadOnlySpan<T> source, long from, T[]? buffer, int at, int length)
    {
        if (buffer is null)
        {
            return source.Length;
        }

        var part = source[(int)Math.Min(from, source.Length)..];
        part = part[..Math.Min(part.Length, Math.Min(length, buffer.Length - at))];
        part.CopyTo(buffer.AsSpan(at));
        return part.Length;
    }
}
