using Flywheel.Logging.Profiles;

namespace Flywheel.Monitoring.Counting;

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
