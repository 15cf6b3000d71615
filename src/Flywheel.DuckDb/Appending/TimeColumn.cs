using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Parameters;

namespace Flywheel.DuckDb.Appending;

/// <summary>Times as microseconds since 1970-01-01.</summary>
internal sealed class TimeColumn(ReadOnlyMemory<DateTime> values, ReadOnlyMemory<bool> isNull)
    : DuckDbColumn(DuckDbType.Timestamp, values.Length, isNull)
{
    private protected override unsafe void WriteValues(nint vector, int start, int count)
    {
        var data = (long*)NativeMethods.duckdb_vector_get_data(vector);
        for (var row = 0; row < count; row++)
        {
            data[row] = ParameterValue.Microseconds(values.Span[start + row]);
        }
    }
}
