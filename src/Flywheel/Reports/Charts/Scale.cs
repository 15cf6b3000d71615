namespace Flywheel.Reports.Charts;

/// <summary>A mapping of values to pixels, with round ticks.</summary>
/// <remarks>Steps are 1, 2, 2.5 or 5 times a power of ten, the smallest that needs no more ticks than asked for.</remarks>
public sealed record Scale
{
    private static readonly double[] Leading = [1, 2, 2.5, 5, 10];

    private Scale(double low, double high, double from, double to, IReadOnlyList<Tick> ticks)
    {
        Low = low;
        High = high;
        From = from;
        To = to;
        Ticks = ticks;
    }

    /// <summary>Value at <see cref="From"/>.</summary>
    public double Low { get; }

    /// <summary>Value at <see cref="To"/>.</summary>
    public double High { get; }

    /// <summary>Pixel of <see cref="Low"/>.</summary>
    public double From { get; }

    /// <summary>Pixel of <see cref="High"/>; smaller than <see cref="From"/> on an axis that points up.</summary>
    public double To { get; }

    /// <summary>Round values from low to high, with their labels.</summary>
    public IReadOnlyList<Tick> Ticks { get; }

    /// <summary>A round value and how it is written.</summary>
    public readonly record struct Tick(double Value, string Label);

    /// <summary>The pixel of a value; values outside the scale land on its ends.</summary>
    public double At(double value)
    {
        // Halves, so that the span of two huge values of opposite sign stays finite.
        var share = ((Math.Clamp(value, Low, High) / 2) - (Low / 2)) / ((High / 2) - (Low / 2));
        return From + ((To - From) * share);
    }

    /// <summary>A scale whose ends are ticks at or beyond the values.</summary>
    /// <param name="low">Smallest value to show.</param>
    /// <param name="high">Largest value to show; equal values get room on both sides.</param>
    /// <param name="from">Pixel of the low end.</param>
    /// <param name="to">Pixel of the high end.</param>
    /// <param name="intervals">Largest number of steps, at least 1.</param>
    public static Scale Round(double low, double high, double from, double to, int intervals)
    {
        (low, high) = Widen(low, high);
        var step = Step((high / intervals) - (low / intervals));
        while (Math.Ceiling(high / step) - Math.Floor(low / step) > intervals)
        {
            step = Step(step * 1.01);
        }

        return new Scale(Math.Floor(low / step) * step, Math.Ceiling(high / step) * step, from, to, Marks(low, high, step));
    }

    /// <summary>A scale that ends exactly at the values, with the ticks that lie between them.</summary>
    /// <inheritdoc cref="Round" />
    public static Scale Exact(double low, double high, double from, double to, int intervals)
    {
        (low, high) = Widen(low, high);
        var step = Step((high / intervals) - (low / intervals));
        var inside = Marks(low, high, step).Where(tick => tick.Value >= low && tick.Value <= high);
        return new Scale(low, high, from, to, [.. inside]);
    }

    private static (double Low, double High) Widen(double low, double high)
    {
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if ((high / 2) - (low / 2) > size * 1e-9 && size > 1e-290)
        {
            return (low, high);
        }

        // Constant values, up to rounding noise.
        var room = size > 1e-290 ? size / 10 : 1;
        return (low - room, high + room);
    }

    private static double Step(double least)
    {
        var power = PowerOfTen.Of(PowerOfTen.Below(least));
        return Leading.First(leading => leading * power >= least * (1 - 1e-9)) * power;
    }

    private static List<Tick> Marks(double low, double high, double step)
    {
        var largest = Math.Max(Math.Abs(low), Math.Abs(high));
        var ticks = new List<Tick>();
        for (var i = Math.Floor(low / step); i <= Math.Ceiling(high / step); i++)
        {
            ticks.Add(new Tick(i * step, Numeral.Tick(i * step, step, largest)));
        }

        return ticks;
    }
}
