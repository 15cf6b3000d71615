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

    /// <summary>How many columns there are.</summary>
    public int Columns => (conditions.Count + Each - 1) / Each;

    /// <summary>Which of the conditions are true.</summary>
    /// <param name="bits">A row's, shape [columns].</param>
    public IEnumerable<int> True(IReadOnlyList<long> bits) =>
        Enumerable.Range(0, conditions.Count).Where(i => (bits[i / Each] & (1L << (i % Each))) != 0);

    private static string Column(int index) => $"flags{index}";

    private static string Bit(string condition, int index) => $"(CASE WHEN {condition} THEN {1L << index} ELSE 0 END)";
}
