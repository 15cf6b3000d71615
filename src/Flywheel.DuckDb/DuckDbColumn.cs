using Flywheel.DuckDb.Appending;

namespace Flywheel.DuckDb;

/// <summary>A column to append: its values, shape [rows], and which of them are NULL.</summary>
public abstract class DuckDbColumn
{
    private readonly ReadOnlyMemory<bool> isNull;

    private protected DuckDbColumn(DuckDbType type, int rows, ReadOnlyMemory<bool> isNull)
    {
        if (!isNull.IsEmpty && isNull.Length != rows)
        {
            throw new ArgumentException($"{rows} values need {rows} flags, or none at all; got {isNull.Length}.", nameof(isNull));
        }

        Type = type;
        Rows = rows;
        this.isNull = isNull;
    }

    /// <summary>Number of values.</summary>
    public int Rows { get; }

    internal DuckDbType Type { get; }

    /// <summary>A BIGINT column; without flags, nothing is NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<long> values, ReadOnlyMemory<bool> isNull = default) =>
        new PlainColumn<long>(DuckDbType.Int64, values, isNull);

    /// <summary>An INTEGER column; without flags, nothing is NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<int> values, ReadOnlyMemory<bool> isNull = default) =>
        new PlainColumn<int>(DuckDbType.Int32, values, isNull);

    /// <summary>A DOUBLE column; NaN stays NaN: only a flag makes NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<double> values, ReadOnlyMemory<bool> isNull = default) =>
        new PlainColumn<double>(DuckDbType.Double, values, isNull);

    /// <summary>A FLOAT column; NaN stays NaN: only a flag makes NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<float> values, ReadOnlyMemory<bool> isNull = default) =>
        new PlainColumn<float>(DuckDbType.Float, values, isNull);

    /// <summary>A BOOLEAN column; without flags, nothing is NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<bool> values, ReadOnlyMemory<bool> isNull = default) =>
        new PlainColumn<bool>(DuckDbType.Boolean, values, isNull);

    /// <summary>A VARCHAR column; a null text is NULL, with or without flags.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<string?> values, ReadOnlyMemory<bool> isNull = default) => new TextColumn(values, isNull);

    /// <summary>A TIMESTAMP column, cut to microseconds; without flags, nothing is NULL.</summary>
    public static DuckDbColumn Of(ReadOnlyMemory<DateTime> values, ReadOnlyMemory<bool> isNull = default) => new TimeColumn(values, isNull);

    /// <summary>Writes a range of the values into an empty vector.</summary>
    internal void Write(nint vector, int start, int count)
    {
        WriteValues(vector, start, count);
        for (var row = 0; !isNull.IsEmpty && row < count; row++)
        {
            if (isNull.Span[start + row])
            {
                NullMask.Set(vector, row);
            }
        }
    }

    private protected abstract void WriteValues(nint vector, int start, int count);
}
