using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Numbers rows by the bits in some of their columns: rows with the same bits have the same number.</summary>
/// <param name="columns">How many columns of whole numbers there are.</param>
/// <param name="expected">How many rows there will be.</param>
public sealed class RowKinds(int columns, int expected)
{
    private readonly Growing<int> rows = new(expected);
    private readonly PairNumbers[] known = [.. Enumerable.Range(0, columns).Select(_ => new PairNumbers())];
    private long[] bits = [];

    /// <summary>The next rows.</summary>
    /// <param name="first">Index of the first of the columns.</param>
    public void Add(IColumnChunk chunk, int first)
    {
        var kinds = rows.Next(chunk.Rows);
        kinds.Clear();
        if (bits.Length < chunk.Rows)
        {
            bits = new long[chunk.Rows];
        }

        for (var column = 0; column < columns; column++)
        {
            chunk.CopyTo(first + column, bits.AsSpan(0, chunk.Rows));
            for (var row = 0; row < kinds.Length; row++)
            {
                kinds[row] = known[column].Of(kinds[row], bits[row]);
            }
        }
    }

    /// <summary>Number of each row, shape [rows].</summary>
    public int[] OfRows() => rows.Take();

    /// <summary>Bits of the rows of each number, shape [numbers], each of shape [columns].</summary>
    public IReadOnlyList<long[]> Bits
    {
        get
        {
            List<long[]> all =
            [
                [],
            ];
            foreach (var column in known)
            {
                all = [.. Enumerable.Range(0, column.Count).Select(kind => (long[])[.. all[column[kind].First], column[kind].Second])];
            }

            return all;
        }
    }
}
