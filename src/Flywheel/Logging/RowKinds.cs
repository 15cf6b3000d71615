using Flywheel.Warehouse;

namespace Flywheel.Logging;

/// <summary>Numbers rows by the bits in some of their columns: rows with the same bits have the same number.</summary>
/// <param name="columns">How many columns of whole numbers there are.</param>
public sealed class RowKinds(int columns)
{
    private readonly PairNumbers[] known = [.. Enumerable.Range(0, columns).Select(_ => new PairNumbers())];
    private long[] bits = [];

    /// <param name="first">Index of the first of the columns.</param>
    /// <param name="kinds">Takes the number of each row, shape [rows].</param>
    public void Number(IColumnChunk chunk, int first, Span<int> kinds)
    {
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
