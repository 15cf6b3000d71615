using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>A column's type with what is inside of it: a decimal's scale, an enum's words, a list's elements, a struct's fields.</summary>
internal sealed class LogicalType
{
    public required DuckDbType Id { get; init; }

    /// <summary>The type of the numbers that lie in the vector: differs from <see cref="Id"/> for decimals and enums.</summary>
    public required DuckDbType Stored { get; init; }

    /// <summary>Digits of a decimal in all.</summary>
    public byte Width { get; init; }

    /// <summary>Digits of a decimal behind the point.</summary>
    public byte Scale { get; init; }

    /// <summary>Elements of a fixed-length array.</summary>
    public int Length { get; init; }

    /// <summary>The words of an enum.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Fields of a struct; key and value of a map; the element of a list or array.</summary>
    public IReadOnlyList<(string Name, LogicalType Type)> Parts { get; init; } = [];

    /// <summary>The element of a list or array.</summary>
    public LogicalType Element => Parts[0].Type;

    /// <summary>Reads a type that DuckDB hands out, and gives it back.</summary>
    public static LogicalType Take(nint native)
    {
        using var handle = new TypeHandle(native);
        var id = NativeMethods.duckdb_get_type_id(handle);
        return id switch
        {
            DuckDbType.Decimal => new LogicalType
            {
                Id = id,
                Stored = NativeMethods.duckdb_decimal_internal_type(handle),
                Width = NativeMethods.duckdb_decimal_width(handle),
                Scale = NativeMethods.duckdb_decimal_scale(handle),
            },
            DuckDbType.Enum => new LogicalType
            {
                Id = id,
                Stored = NativeMethods.duckdb_enum_internal_type(handle),
                Words = WordsOf(handle),
            },
            DuckDbType.List => new LogicalType
            {
                Id = id,
                Stored = id,
                Parts = [("element", Take(NativeMethods.duckdb_list_type_child_type(handle)))],
            },
            DuckDbType.Array => new LogicalType
            {
                Id = id,
                Stored = id,
                Length = checked((int)NativeMethods.duckdb_array_type_array_size(handle)),
                Parts = [("element", Take(NativeMethods.duckdb_array_type_child_type(handle)))],
            },
            DuckDbType.Map => new LogicalType
            {
                Id = id,
                Stored = id,
                Parts =
                [
                    ("key", Take(NativeMethods.duckdb_map_type_key_type(handle))),
                    ("value", Take(NativeMethods.duckdb_map_type_value_type(handle))),
                ],
            },
            DuckDbType.Struct => new LogicalType
            {
                Id = id,
                Stored = id,
                Parts = FieldsOf(handle),
            },
            _ => new LogicalType { Id = id, Stored = id },
        };
    }

    private static string[] WordsOf(TypeHandle type)
    {
        var words = new string[NativeMethods.duckdb_enum_dictionary_size(type)];
        for (var i = 0; i < words.Length; i++)
        {
            words[i] = NativeText.Take(NativeMethods.duckdb_enum_dictionary_value(type, (ulong)i))!;
        }

        return words;
    }

    private static (string Name, LogicalType Type)[] FieldsOf(TypeHandle type)
    {
        var fields = new (string Name, LogicalType Type)[(int)NativeMethods.duckdb_struct_type_child_count(type)];
        for (var i = 0; i < fields.Length; i++)
        {
            var name = NativeText.Take(NativeMethods.duckdb_struct_type_child_name(type, (ulong)i))!;
            fields[i] = (name, Take(NativeMethods.duckdb_struct_type_child_type(type, (ulong)i)));
        }

        return fields;
    }
}
