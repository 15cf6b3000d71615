using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Appending;

/// <summary>Values that DuckDB stores just as .NET does: copied as they lie.</summary>
internal sealed class PlainColumn<T>(DuckDbType type, ReadOnlyMemory<T> values, ReadOnlyMemory<bool> isNull)
    : DuckDbColumn(type, values.Length, isNull)
    where T : unmanaged
{
    private protected override unsafe void WriteValues(nint vector, int start, int count) =>
        values.Span.Slice(start, count).CopyTo(new Span<T>(NativeMethods.duckdb_vector_get_data(vector), count));
}
