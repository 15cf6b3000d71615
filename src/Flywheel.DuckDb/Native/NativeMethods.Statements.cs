using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

#pragma warning disable IDE1006, CA1707 // The names are those of the C API, so that its documentation can be searched by them.

/// <content>Statements: split, prepare, bind, execute.</content>
internal static partial class NativeMethods
{
    /// <returns>The number of statements; 0 also means an error.</returns>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(ConnectionHandle connection, string sql, out ExtractedHandle extracted);

    [LibraryImport(Library)]
    public static partial nint duckdb_extract_statements_error(ExtractedHandle extracted);

    [LibraryImport(Library)]
    public static partial int duckdb_prepare_extracted_statement(
        ConnectionHandle connection,
        ExtractedHandle extracted,
        ulong index,
        out PreparedHandle prepared
    );

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_extracted(ref nint extracted);

    [LibraryImport(Library)]
    public static partial nint duckdb_prepare_error(PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_prepare(ref nint prepared);

    [LibraryImport(Library)]
    public static partial ulong duckdb_nparams(PreparedHandle prepared);

    /// <returns>The name without its $, to free. The first parameter has index 1.</returns>
    [LibraryImport(Library)]
    public static partial nint duckdb_parameter_name(PreparedHandle prepared, ulong index);

    [LibraryImport(Library)]
    public static partial int duckdb_clear_bindings(PreparedHandle prepared);

    [LibraryImport(Library)]
    public static partial int duckdb_bind_value(PreparedHandle prepared, ulong index, ValueHandle value);

    [LibraryImport(Library)]
    public static partial int duckdb_pending_prepared_streaming(PreparedHandle prepared, out PendingHandle pending);

    [LibraryImport(Library)]
    public static partial nint duckdb_pending_error(PendingHandle pending);

    [LibraryImport(Library)]
    public static partial int duckdb_execute_pending(PendingHandle pending, ResultHandle result);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_pending(ref nint pending);
}
