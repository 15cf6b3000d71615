using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

#pragma warning disable IDE1006, CA1707 // The names are those of the C API, so that its documentation can be searched by them.

/// <summary>DuckDB's C API as far as this provider speaks it: databases and connections.</summary>
internal static partial class NativeMethods
{
    public const string Library = "duckdb";

    /// <summary>A state that means success; every other one is an error.</summary>
    public const int Success = 0;

    [LibraryImport(Library)]
    public static partial int duckdb_create_config(out nint config);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(nint config, string name, string value);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_config(ref nint config);

    /// <remarks>The error is a text to free, when the state is an error.</remarks>
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string? path, out DatabaseHandle database, nint config, out nint error);

    [LibraryImport(Library)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(Library)]
    public static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial void duckdb_disconnect(ref nint connection);

    /// <summary>Stops the running statement; may be called from any thread.</summary>
    [LibraryImport(Library)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    [LibraryImport(Library)]
    public static partial nint duckdb_library_version();

    [LibraryImport(Library)]
    public static partial void duckdb_free(nint memory);
}
