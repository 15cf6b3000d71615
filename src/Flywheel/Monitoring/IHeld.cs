using System.Globalization;
using Flywheel.Logging.Profiles;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>What the window held of an expression, counted: from rows, or within bounds from a profile.</summary>
public interface IHeld
{
    /// <summary>Events that the counts are of.</summary>
    long Events { get; }

    /// <summary>Those with a value.</summary>
    long Known { get; }

    /// <summary>Those without one.</summary>
    long Missing { get; }

    /// <summary>Those for which a condition is true.</summary>
    long True { get; }

    /// <summary>Those whose number is not in [from, to].</summary>
    Bounds Outside(double from, double to);

    /// <summary>Those whose text is none of some; null where it cannot be told.</summary>
    Bounds? OtherThan(IReadOnlyList<string> texts);
}

/// <summary>A count that lies between two, both of which may be it.</summary>
public readonly record struct Bounds(long Least, long Most)
{
    public override string ToString() =>
        Least == Most ? Least.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}");
}

/// <summary>Counts of the window's rows.</summary>
/// <param name="sql">SQL of the expression.</param>
/// <param name="count">Counts rows that meet a condition.</param>
public sealed class HeldByRows(string sql, long events, Func<string, long> count) : IHeld
{
    public long Events => events;

    public long Known => count($"{sql} IS NOT NULL");

    public long Missing => count($"{sql} IS NULL");

    public long True => count(sql);

    public Bounds Outside(double from, double to) =>
        Exactly(count($"{sql} NOT BETWEEN {from.ToString(CultureInfo.InvariantCulture)} AND {to.ToString(CultureInfo.InvariantCulture)}"));

    public Bounds? OtherThan(IReadOnlyList<string> texts) => Exactly(count($"{sql} NOT IN ({string.Join(", ", texts.Select(Sql.Text))})"));

    private static Bounds Exactly(long rows) => new(rows, rows);
}

/// <summary>Counts of a profile's column; which side of a limit a number is on is known but for those in the limit's bucket.</summary>
public sealed class HeldByProfile(ColumnProfile column) : IHeld
{
    public long Events => column.Rows;

    public long Known => column.Values;

    public long Missing => column.Missing;

    public long True => column.Numbers is { } numbers ? numbers.Finite - numbers.Zeros : 0;

    public Bounds Outside(double from, double to)
    {
        if (column.Numbers is not { } numbers)
        {
            return default;
        }

        var sure = numbers.NaN + numbers.PositiveInfinities + numbers.NegativeInfinities;
        var perhaps = sure;
        foreach (var (least, most, count) in numbers.Spans)
        {
            sure += most < from || least > to ? count : 0;
            perhaps += least < from || most > to ? count : 0;
        }

        return new(sure, perhaps);
    }

    public Bounds? OtherThan(IReadOnlyList<string> texts)
    {
        if (column.Texts is not { IsExact: true } held)
        {
            return Known == 0 ? new(0, 0) : null;
        }

        var others = held.Known.Where(one => !texts.Contains(one.Text)).Sum(one => one.Count);
        return new(others, others);
    }
}
