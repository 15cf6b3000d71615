namespace Flywheel.Reports.Charts;

/// <summary>A column of names, a plot and a column of counts: the frame of charts with one row a cohort.</summary>
internal sealed class RowTable
{
    private const double LongestName = 250;
    private const double Apart = 8;

    private readonly IReadOnlyList<string> names;
    private readonly IReadOnlyList<long> counts;
    private readonly double top;
    private readonly double pitch;

    /// <param name="names">Names of the rows; the first one stands for all rows and is set apart.</param>
    /// <param name="counts">Rows behind each.</param>
    /// <param name="top">Upper edge of the first row.</param>
    /// <param name="pitch">Height of one row.</param>
    public RowTable(IReadOnlyList<string> names, IReadOnlyList<long> counts, double top, double pitch)
    {
        this.names = [.. names.Select((name, i) => TextWidth.Fit(name, LongestName, 12, i == 0))];
        this.counts = counts;
        this.top = top;
        this.pitch = pitch;
        Left = Page.Side + this.names.Select((name, i) => TextWidth.Of(name, 12, i == 0)).Max() + 14;
        Right = Page.Width - Page.Side - counts.Select((n, i) => TextWidth.Of(Numeral.Count(n), 11, i == 0)).Append(24).Max() - 14;
    }

    /// <summary>Left edge of the plot.</summary>
    public double Left { get; }

    /// <summary>Right edge of the plot.</summary>
    public double Right { get; }

    public double Top => top;

    public double Bottom => top + (names.Count * pitch) + (names.Count > 1 ? Apart : 0);

    /// <summary>The middle of a row.</summary>
    public double Middle(int row) => top + ((row + 0.5) * pitch) + (row > 0 ? Apart : 0);

    /// <summary>Draws grid, ticks, names and counts.</summary>
    public void Draw(Canvas canvas, Scale scale, string label)
    {
        canvas.Text(Page.Width - Page.Side, top - 6, "rows", Palette.Muted, 11, Anchor.End);
        foreach (var tick in scale.Ticks)
        {
            var x = scale.At(tick.Value);
            canvas.Line(x, top, x, Bottom, new Pen(Palette.Grid));
            var half = TextWidth.Of(tick.Label, 11) / 2;
            canvas.Text(Math.Min(x, Page.Width - 2 - half), Bottom + 15, tick.Label, Palette.Muted, 11, Anchor.Middle);
        }

        canvas.Line(Left, Bottom, Right, Bottom, new Pen(Palette.Axis));
        if (names.Count > 1)
        {
            var y = top + pitch + (Apart / 2);
            canvas.Line(Page.Side, y, Page.Width - Page.Side, y, new Pen(Palette.Axis));
        }

        for (var i = 0; i < names.Count; i++)
        {
            canvas.Text(Left - 12, Middle(i) + 4, names[i], Palette.Text, 12, Anchor.End, bold: i == 0);
            canvas.Text(Page.Width - Page.Side, Middle(i) + 4, Numeral.Count(counts[i]), Palette.Muted, 11, Anchor.End, bold: i == 0);
        }

        canvas.Text((Left + Right) / 2, Bottom + 32, TextWidth.Fit(label, Right - Left, 11), Palette.Muted, 11, Anchor.Middle);
    }

    /// <summary>Says that a row has no value.</summary>
    public void Missing(Canvas canvas, int row) => canvas.Text(Left + 6, Middle(row) + 4, "no data", Palette.Muted, 11);
}
