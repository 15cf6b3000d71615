namespace Flywheel.Reports.Charts;

/// <summary>Where the labels of events stand above a plot.</summary>
/// <remarks>
/// A label hangs like a flag to the right of its event's line. When it would reach over the next lines, it moves up, so that no line runs
/// through a label. Labels that would need more than the allowed lanes are left out; the chart's description still has them.
/// </remarks>
internal sealed class EventFlags
{
    private const int Lanes = 4;
    private const double Indent = 5;

    /// <summary>Height of one lane in pixels.</summary>
    public const double Lane = 15;

    private readonly List<Flag> flags = [];

    /// <param name="events">Events, ascending by index.</param>
    /// <param name="at">Pixel of an event's line.</param>
    /// <param name="right">Where labels must end.</param>
    public EventFlags(IReadOnlyList<ChartEvent> events, Func<ChartEvent, double> at, double right)
    {
        foreach (var happened in events.Reverse())
        {
            var x = at(happened);
            var text = TextWidth.Fit(happened.Label, Math.Min(160, right - x - Indent), 11);
            var end = x + Indent + TextWidth.Of(text, 11) + 4;
            var crossed = flags.Where(flag => flag.X < end && flag.Text.Length > 0).Select(flag => flag.Lane);
            var lane = text.Length == 0 ? -1 : crossed.DefaultIfEmpty(-1).Max() + 1;
            flags.Add(lane < Lanes ? new Flag(x, text, lane) : new Flag(x, "", -1));
        }
    }

    private readonly record struct Flag(double X, string Text, int Lane);

    /// <summary>Number of lanes in use.</summary>
    public int Count => flags.Select(flag => flag.Lane + 1).DefaultIfEmpty(0).Max();

    /// <summary>Draws the lines, from the bottom of the plot up to the labels, whose lowest lane stands on the floor.</summary>
    public void Draw(Canvas canvas, double bottom, double floor)
    {
        foreach (var flag in Enumerable.Reverse(flags))
        {
            var top = floor - ((flag.Lane + 1) * Lane);
            canvas.Line(flag.X, bottom, flag.X, flag.Text.Length == 0 ? floor : top + 2, new Pen(Palette.Axis, 1, "1 3"));
            if (flag.Text.Length > 0)
            {
                canvas.Text(flag.X + Indent, top + 11, flag.Text, Palette.Muted, 11);
            }
        }
    }
}
