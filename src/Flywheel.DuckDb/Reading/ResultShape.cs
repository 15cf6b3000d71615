using Flywheel.DuckDb.Native;
using Flywheel.DuckDb.Vectors;

namespace Flywheel.DuckDb.Reading;

/// <summary>Names and types of a result's columns; the same for all its chunks.</summary>
internal sealed class ResultShape
{
    private readonly Dictionary<string, int> exact;
    private readonly Dictionary<string, int> anyCase;

    public ResultShape(ResultHandle result)
    {
        var count = (int)NativeMethods.duckdb_column_count(result);
        Names = [.. Columns(count).Select(column => NativeText.Read(NativeMethods.duckdb_column_name(result, column))!)];
        Types = [.. Columns(count).Select(column => LogicalType.Take(NativeMethods.duckdb_column_logical_type(result, column)))];
        exact = Index(StringComparer.Ordinal);
        anyCase = Index(StringComparer.OrdinalIgnoreCase);
    }

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LogicalType> Types { get; }

    public int Count => Names.Count;

    /// <summary>The index of a column: the first of that name, else the first that differs only in case.</summary>
    /// <exception cref="IndexOutOfRangeException">There is none; ADO.NET demands this type of exception.</exception>
    public int IndexOf(string name) =>
        exact.TryGetValue(name, out var index) || anyCase.TryGetValue(name, out index)
            ? index
#pragma warning disable CA2201 // DbDataReader.GetOrdinal documents this exception.
            : throw new IndexOutOfRangeException($"The result has no column '{name}'. It has: {string.Join(", ", Names)}.");
#pragma warning restore CA2201

    private static IEnumerable<ulong> Columns(int count) => Enumerable.Range(0, count).Select(column => (ulong)column);

    private Dictionary<string, int> Index(StringComparer comparer)
    {
        var index = new Dictionary<string, int>(comparer);
        for (var i = 0; i < Names.Count; i++)
        {
            index.TryAdd(Names[i], i);
        }

        return index;
    }
}
