namespace Flywheel.Warehouse;

/// <summary>Conditions on each row as bits of few columns: to sort a row with a column each costs twice the time and the memory.</summary>
/// <param name="conditions">SQL of each; NULL is false.</param>
public sealed class PackedFlags(IReadOnlyList<string> conditions)
{
    /// <summary>Bits of a BIGINT without its sign.</summary>
    private const int Each = 62;

    /// <summary>SQL of the columns, each with a comma before it.</summary>
    public string Select =>
        string.Concat(conditions.Chunk(Each).Select((some, column) => $", {string.Join(" | ", some.Select(Bit))} AS {Column(column)}"));

    /// <summary>Where a condition is true, shape [rows].</summary>
    /// <param name="index">Of the condition.</param>
    public bool[] Read(ColumnTable table, int index)
    {
        var (bits, bit) = (table.Wholes(Column(index / Each)), 1L << (index % Each));
        return Array.ConvertAll(bits, row => (row & bit) != 0);
    }

    private static string Column(int index) => $"flags{index}";

    private static string Bit(string condition, int index) => $"(CAST(coalesce({condition}, FALSE) AS BIGINT) << {index})";
}
