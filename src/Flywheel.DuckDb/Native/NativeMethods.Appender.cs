using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

#pragma warning disable IDE1006, CA1707 // The names are those of the C API, so that its documentation can be searched by them.

/// <content>The appender: the fast way into a table.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_appender_create(
        ConnectionHandle connection,
        string? schema,
        string table,
        out AppenderHandle appender
    );

    [LibraryImport(Library)]
    public static partial ulong duckdb_appender_column_count(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial nint duckdb_appender_error(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_flush(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_close(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_destroy(ref nint appender);

    [LibraryImport(Library)]
    public static partial int duckdb_appender_end_row(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial int duckdb_append_null(AppenderHandle appender);

    [LibraryImport(Library)]
    public static partial int duckdb_append_bool(AppenderHandle appender, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    public static partial int duckdb_append_int64(AppenderHandle appender, long value);

    [LibraryImport(Library)]
    public static partial int duckdb_append_float(AppenderHandle appender, float value);

    [LibraryImport(Library)]
    public static partial int duckdb_append_double(AppenderHandle appender, double value);

    [LibraryImport(Library)]
    public static unsafe partial int duckdb_append_varchar_length(AppenderHandle appender, byte* text, ulong length);

    [LibraryImport(Library)]
    public static partial int duckdb_append_value(AppenderHandle appender, ValueHandle value);

    [LibraryImport(Library)]
    public static partial int duckdb_append_data_chunk(AppenderHandle appender, ChunkHandle chunk);
}
