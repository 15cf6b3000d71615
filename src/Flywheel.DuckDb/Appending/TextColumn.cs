using Flywheel.DuckDb.Native;

namespace Flywheel.DuckDb.Appending;

/// <summary>Texts, handed over one by one: DuckDB copies each into the chunk's own memory.</summary>
internal sealed class TextColumn(ReadOnlyMemory<string?> values, ReadOnlyMemory<bool> isNull)
    : DuckDbColumn(DuckDbType.Varchar, values.Length, isNull)
{
    private protected override unsafe void WriteValues(nint vector, int start, int count)
    {
        Span<byte> stack = stackalloc byte[Utf8Bytes.OnStack];
        for (var row = 0; row < count; row++)
        {
            if (values.Span[start + row] is not { } value)
            {
                NullMask.Set(vector, row);
                continue;
            }

            using var text = new Utf8Bytes(value, stack);
            fixed (byte* first = text.Span)
            {
                NativeMethods.duckdb_vector_assign_string_element_len(vector, (ulong)row, first, (ulong)text.Span.Length);
            }
        }
    }
}
