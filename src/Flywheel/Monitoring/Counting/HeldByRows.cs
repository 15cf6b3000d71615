namespace Flywheel.Monitoring.Counting;

/// <summary>Counts of the window's rows.</summary>
/// <param name="sql">SQL of the expression.</param>
/// <param name="count">Counts rows that meet a condition.</param>
public sealed class HeldByRows(string sql, long events, Func<string, long> count) : IHeld
{
    public long Events => events;

    public long Known => count(Condition.Known(sql));

    public long Missing => count(Condition.Missing(sql));

    public long True => count(sql);

    public Bounds Outside(double from, double to) => Exactly(count(Condition.Outside(sql, from, to)));

    public Bounds? OtherThan(IReadOnlyList<string> texts) => Exactly(count(Condition.OtherThan(sql, texts)));

    private static Bounds Exactly(long rows) => new(rows, rows);
}
