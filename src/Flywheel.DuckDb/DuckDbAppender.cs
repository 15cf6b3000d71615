using Flywheel.DuckDb.Appending;
using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Parameters;

namespace Flywheel.DuckDb;

/// <summary>
/// The fast way into a table: row by row, or whole columns. Values are cast to the table's types. Rows become visible when the
/// appender flushes, every some hundred thousand rows and when it is closed; inside a transaction they can be rolled back.
/// </summary>
public sealed class DuckDbAppender : IDisposable
{
    private readonly DuckDbConnection connection;
    private readonly string table;
    private readonly AppenderHandle handle;
    private int valuesInRow;
    private bool broken;

    internal DuckDbAppender(DuckDbConnection connection, string? schema, string table)
    {
        this.connection = connection;
        this.table = table;
        connection.MustBeIdle();
        if (NativeMethods.duckdb_appender_create(connection.Handle, schema, table, out handle) != NativeMethods.Success)
        {
            broken = true;
            throw Failed("open");
        }

        Columns = (int)NativeMethods.duckdb_appender_column_count(handle);
    }

    /// <summary>Number of the table's columns.</summary>
    public int Columns { get; }

    /// <summary>Rows appended so far.</summary>
    public long Rows { get; private set; }

    /// <summary>Appends NULL to the row.</summary>
    public DuckDbAppender AppendNull() => Appended(NativeMethods.duckdb_append_null(handle));

    /// <summary>Appends a boolean to the row.</summary>
    public DuckDbAppender Append(bool value) => Appended(NativeMethods.duckdb_append_bool(handle, value));

    /// <summary>Appends a whole number to the row.</summary>
    public DuckDbAppender Append(long value) => Appended(NativeMethods.duckdb_append_int64(handle, value));

    /// <summary>Appends a number to the row.</summary>
    public DuckDbAppender Append(float value) => Appended(NativeMethods.duckdb_append_float(handle, value));

    /// <summary>Appends a number to the row.</summary>
    public DuckDbAppender Append(double value) => Appended(NativeMethods.duckdb_append_double(handle, value));

    /// <summary>Appends a text, or NULL, to the row.</summary>
    public unsafe DuckDbAppender Append(string? value)
    {
        if (value is null)
        {
            return AppendNull();
        }

        using var text = new Utf8Bytes(value, stackalloc byte[Utf8Bytes.OnStack]);
        fixed (byte* start = text.Span)
        {
            return Appended(NativeMethods.duckdb_append_varchar_length(handle, start, (ulong)text.Span.Length));
        }
    }

    /// <summary>Appends a timestamp to the row.</summary>
    public DuckDbAppender Append(DateTime value) => Append((object)value);

    /// <summary>Appends any value that can be a parameter, or NULL, to the row.</summary>
    public DuckDbAppender Append(object? value)
    {
        using var native = ParameterValue.Create(value);
        return Appended(NativeMethods.duckdb_append_value(handle, native));
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">It has not as many values as the table has columns.</exception>
    public void EndRow()
    {
        MustWork();
        if (valuesInRow != Columns)
        {
            broken = true;
            throw new InvalidOperationException($"Row {Rows + 1} for '{table}' has {valuesInRow} values; the table has {Columns} columns.");
        }

        Check(NativeMethods.duckdb_appender_end_row(handle), "append to");
        valuesInRow = 0;
        Rows++;
    }

    /// <summary>Appends whole columns, one for each column of the table, all of the same length.</summary>
    /// <exception cref="ArgumentException">Too few or too many columns, or of different lengths.</exception>
    public void AppendColumns(params ReadOnlySpan<DuckDbColumn> columns)
    {
        MustWork();
        if (valuesInRow > 0)
        {
            throw new InvalidOperationException("A row is begun. Call EndRow() before appending columns.");
        }

        if (columns.Length != Columns)
        {
            throw new ArgumentException($"'{table}' has {Columns} columns; got {columns.Length}.", nameof(columns));
        }

        foreach (var column in columns)
        {
            if (column.Rows != columns[0].Rows)
            {
                throw new ArgumentException($"The columns differ in length: {columns[0].Rows} and {column.Rows} rows.", nameof(columns));
            }
        }

        using var chunk = new ChunkBuilder(columns);
        var rows = columns[0].Rows;
        for (var start = 0; start < rows; start += ChunkBuilder.Capacity)
        {
            chunk.Fill(columns, start, Math.Min(ChunkBuilder.Capacity, rows - start));
            Check(NativeMethods.duckdb_append_data_chunk(handle, chunk.Handle), "append to");
        }

        Rows += rows;
    }

    /// <summary>Writes what is buffered.</summary>
    /// <exception cref="DuckDbException">A row violates the table's constraints; nothing more can be appended.</exception>
    public void Flush()
    {
        MustWork();
        connection.MustBeIdle();
        Check(NativeMethods.duckdb_appender_flush(handle), "flush rows to");
    }

    /// <summary>Writes what is buffered and ends the appender.</summary>
    /// <exception cref="DuckDbException">A row violates the table's constraints.</exception>
    /// <exception cref="InvalidOperationException">The last row was not ended.</exception>
    public void Close()
    {
        if (handle.IsClosed)
        {
            return;
        }

        try
        {
            if (!broken)
            {
                Finish();
            }
        }
        finally
        {
            handle.Dispose();
        }
    }

    /// <summary>As <see cref="Close"/>; after an error that was already thrown, it only lets go.</summary>
    public void Dispose() => Close();

    private void Finish()
    {
        if (valuesInRow > 0)
        {
            throw new InvalidOperationException($"Row {Rows + 1} for '{table}' was not ended. Call EndRow() after its last value.");
        }

        connection.MustBeIdle();
        Check(NativeMethods.duckdb_appender_close(handle), "flush rows to");
    }

    private DuckDbAppender Appended(int state)
    {
        MustWork();
        Check(state, "append to");
        valuesInRow++;
        return this;
    }

    private void MustWork()
    {
        ObjectDisposedException.ThrowIf(handle.IsClosed, this);
        if (broken)
        {
            throw new InvalidOperationException($"The appender for '{table}' has failed before. Dispose it and create another.");
        }
    }

    private void Check(int state, string doing)
    {
        if (state != NativeMethods.Success)
        {
            broken = true;
            throw Failed(doing);
        }
    }

    private DuckDbException Failed(string doing)
    {
        var cause = new DuckDbException(NativeText.Read(NativeMethods.duckdb_appender_error(handle)) ?? "no reason given");
        return new DuckDbException($"Cannot {doing} '{table}': {cause.Message}", cause.ErrorType);
    }
}
