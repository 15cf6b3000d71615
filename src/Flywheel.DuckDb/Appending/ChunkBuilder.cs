using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Appending;

/// <summary>A chunk that is filled and appended again and again.</summary>
internal sealed class ChunkBuilder : IDisposable
{
    /// <summary>Rows that one chunk holds: 2,048.</summary>
    public static readonly int Capacity = (int)NativeMethods.duckdb_vector_size();

    public ChunkBuilder(ReadOnlySpan<DuckDbColumn> columns)
    {
        var types = new nint[columns.Length];
        try
        {
            for (var i = 0; i < types.Length; i++)
            {
                types[i] = NativeMethods.duckdb_create_logical_type(columns[i].Type);
            }

            Handle = new ChunkHandle(NativeMethods.duckdb_create_data_chunk(types, (ulong)types.Length));
        }
        finally
        {
            for (var i = 0; i < types.Length; i++)
            {
                NativeMethods.duckdb_destroy_logical_type(ref types[i]);
            }
        }
    }

    public ChunkHandle Handle { get; }

    /// <summary>Replaces the chunk's rows by a range of the columns'.</summary>
    public void Fill(ReadOnlySpan<DuckDbColumn> columns, int start, int count)
    {
        NativeMethods.duckdb_data_chunk_reset(Handle);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i].Write(NativeMethods.duckdb_data_chunk_get_vector(Handle, (ulong)i), start, count);
        }

        NativeMethods.duckdb_data_chunk_set_size(Handle, (ulong)count);
    }

    public void Dispose() => Handle.Dispose();
}
