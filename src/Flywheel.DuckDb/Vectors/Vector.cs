using System.Runtime.CompilerServices;
using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Vectors;

/// <summary>One column of one chunk, where DuckDB left it. Valid as long as the chunk.</summary>
internal readonly unsafe struct Vector
{
    private readonly nint native;
    private readonly byte* data;
    private readonly ulong* validity;

    public Vector(nint native, LogicalType type)
    {
        this.native = native;
        Type = type;
        data = (byte*)NativeMethods.duckdb_vector_get_data(native);
        validity = NativeMethods.duckdb_vector_get_validity(native);
    }

    public LogicalType Type { get; }

    /// <summary>Whether DuckDB keeps a mask of NULLs; without one, every row has a value.</summary>
    public bool HasMask => validity != null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsNull(int row) => validity != null && (validity[row >> 6] >> (row & 63) & 1) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T At<T>(int row)
        where T : unmanaged => ((T*)data)[row];

    public ReadOnlySpan<T> Span<T>(int rows)
        where T : unmanaged => new(data, rows);

    /// <summary>The bytes of a VARCHAR or BLOB.</summary>
    public ReadOnlySpan<byte> Bytes(int row) => NativeString.Bytes((NativeString*)data + row);

    /// <summary>The elements of the list or map at a row, as a range of <see cref="Elements"/>.</summary>
    public (int Offset, int Count) Range(int row)
    {
        if (Type.Id == DuckDbType.Array)
        {
            return (row * Type.Length, Type.Length);
        }

        var entry = At<NativeListEntry>(row);
        return (checked((int)entry.Offset), checked((int)entry.Length));
    }

    /// <summary>The vector of all the elements of a list or array.</summary>
    public Vector Elements() =>
        new(
            Type.Id == DuckDbType.Array
                ? NativeMethods.duckdb_array_vector_get_child(native)
                : NativeMethods.duckdb_list_vector_get_child(native),
            Type.Element
        );

    /// <summary>The vector of one field of a struct.</summary>
    public Vector Field(int index) => new(NativeMethods.duckdb_struct_vector_get_child(native, (ulong)index), Type.Parts[index].Type);

    /// <summary>The vectors of a map's keys and values: a map is a list of structs.</summary>
    public (Vector Keys, Vector Values) Entries()
    {
        var entries = NativeMethods.duckdb_list_vector_get_child(native);
        return (
            new Vector(NativeMethods.duckdb_struct_vector_get_child(entries, 0), Type.Parts[0].Type),
            new Vector(NativeMethods.duckdb_struct_vector_get_child(entries, 1), Type.Parts[1].Type)
        );
    }
}
