using System.Text;
using Flywheel.Warehouse;

namespace Flywheel.Tests.Warehouse;

/// <summary>A column of a result that never was in a database: what an engine other than DuckDB would hand over.</summary>
internal sealed record Column(string Name, ColumnKind Kind, object?[] Values)
{
    public static Column Wholes(string name, params long?[] values) => new(name, ColumnKind.Whole, [.. values]);

    public static Column Reals(string name, params double?[] values) => new(name, ColumnKind.Real, [.. values]);

    public static Column Texts(string name, params string?[] values) => new(name, ColumnKind.Text, [.. values]);
}

/// <summary>Some rows of such columns.</summary>
internal sealed class Pieces(IReadOnlyList<Column> columns, int start, int rows) : IColumnChunk
{
    /// <summary>The columns in chunks of so many rows.</summary>
    public static IEnumerable<IColumnChunk> Of(int size, params IReadOnlyList<Column> columns)
    {
        for (var start = 0; start < columns[0].Values.Length; start += size)
        {
            yield return new Pieces(columns, start, Math.Min(size, columns[0].Values.Length - start));
        }
    }

    public int Rows => rows;

    public int Columns => columns.Count;

    public string Name(int column) => columns[column].Name;

    public ColumnKind Kind(int column) => columns[column].Kind;

    public bool AllValid(int column) => !columns[column].Values.Skip(start).Take(rows).Contains(null);

    public bool IsNull(int column, int row) => At(column, row) is null;

    public void CopyTo(int column, Span<double> target)
    {
        for (var row = 0; row < rows; row++)
        {
            target[row] = At(column, row) switch
            {
                long whole => whole,
                double real => real,
                _ => double.NaN,
            };
        }
    }

    public void CopyTo(int column, Span<long> target)
    {
        for (var row = 0; row < rows; row++)
        {
            target[row] = At(column, row) is long whole ? whole : 0;
        }
    }

    public void CopyTo(int column, Span<float> target, int offset, int stride) => throw new NotSupportedException();

    public ReadOnlySpan<byte> Utf8(int column, int row) => Encoding.UTF8.GetBytes((string?)At(column, row) ?? "");

    private object? At(int column, int row) => columns[column].Values[start + row];
}
