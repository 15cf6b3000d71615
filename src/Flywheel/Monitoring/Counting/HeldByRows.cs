using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Counting;

/// <summary>Counts of the window's rows.</summary>
/// <param name="sql">SQL of the expression.</param>
/// <param name="count">Counts rows that meet a condition.</param>
public sealed class HeldByRows(string sql, long events, Func<string, long> count) : IHeld
{
    public long Events => events;

    public long Known => count($"{sql} IS NOT NULL");

    public long Missing => count($"{sql} IS NULL");

    public long True => count(sql);

    public Bounds Outside(double from, double to) => Exactly(count($"{sql} NOT BETWEEN {Sql.Number(from)} AND {Sql.Number(to)}"));

    public Bounds? OtherThan(IReadOnlyList<string> texts) => Exactly(count($"{sql} NOT IN ({string.Join(", ", texts.Select(Sql.Text))})"));

    private static Bounds Exactly(long rows) => new(rows, rows);
}
