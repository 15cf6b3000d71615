using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

#pragma warning disable IDE1006, CA1707 // The names are those of the C API, so that its documentation can be searched by them.

/// <content>Values to bind and to append.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial void duckdb_destroy_value(ref nint value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_null_value();

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int8(sbyte value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uint8(byte value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int16(short value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uint16(ushort value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int32(int value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uint32(uint value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_int64(long value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uint64(ulong value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_hugeint(NativeInt128 value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uhugeint(NativeInt128 value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_decimal(NativeDecimal value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_float(float value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_double(double value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_date(int days);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_time(long microseconds);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_timestamp(long microseconds);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_timestamp_tz(long microseconds);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_interval(DuckDbInterval value);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_uuid(NativeInt128 value);

    [LibraryImport(Library)]
    public static unsafe partial ValueHandle duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(Library)]
    public static unsafe partial ValueHandle duckdb_create_blob(byte* bytes, ulong length);

    [LibraryImport(Library)]
    public static partial ValueHandle duckdb_create_list_value(TypeHandle element, [In] nint[] values, ulong count);
}
