using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Appending;

/// <summary>Marks rows of a vector that is being written as NULL.</summary>
internal static class NullMask
{
    public static unsafe void Set(nint vector, int row)
    {
        NativeMethods.duckdb_vector_ensure_validity_writable(vector);
        NativeMethods.duckdb_vector_get_validity(vector)[row >> 6] &= ~(1UL << (row & 63));
    }
}
