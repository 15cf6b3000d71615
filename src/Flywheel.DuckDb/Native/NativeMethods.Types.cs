using System.Runtime.InteropServices;

namespace Flywheel.DuckDb.Native;

#pragma warning disable IDE1006, CA1707 // The names are those of the C API, so that its documentation can be searched by them.

/// <content>Logical types: what a column holds, and what is inside of nested ones.</content>
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    public static partial nint duckdb_create_logical_type(DuckDbType type);

    [LibraryImport(Library)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_get_type_id(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_logical_type_get_alias(TypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_width(TypeHandle type);

    [LibraryImport(Library)]
    public static partial byte duckdb_decimal_scale(TypeHandle type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_decimal_internal_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial DuckDbType duckdb_enum_internal_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial uint duckdb_enum_dictionary_size(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_enum_dictionary_value(TypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_list_type_child_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_array_type_child_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_array_type_array_size(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_map_type_key_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_map_type_value_type(TypeHandle type);

    [LibraryImport(Library)]
    public static partial ulong duckdb_struct_type_child_count(TypeHandle type);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_type_child_name(TypeHandle type, ulong index);

    [LibraryImport(Library)]
    public static partial nint duckdb_struct_type_child_type(TypeHandle type, ulong index);
}
