namespace Flywheel.Reports.Charts;

/// <summary>What all wide charts share: their width, their margins, the lines at their top.</summary>
internal static class Page
{
    public const double Width = 760;

    /// <summary>Room to the left and right edge.</summary>
    public const double Side = 16;

    /// <summary>Width between the edges.</summary>
    public const double Inner = Width - (2 * Side);

    /// <summary>Writes title and subtitle.</summary>
    /// <returns>The y below them.</returns>
    public static double Head(Canvas canvas, string title, string subtitle)
    {
        var y = 8.0;
        foreach (var line in TextWidth.Wrap(title, Inner, 15, bold: true, lines: 2))
        {
            y += 18;
            canvas.Text(Side, y, line, Palette.Text, 15, bold: true);
        }

        y += 2;
        foreach (var line in subtitle.Length == 0 ? [] : TextWidth.Wrap(subtitle, Inner, 12, bold: false, lines: 3))
        {
            y += 16;
            canvas.Text(Side, y, line, Palette.Muted);
        }

        return y + 10;
    }

    /// <summary>A chart for which there is nothing to draw, and which says so.</summary>
    public static string Empty(string title, string subtitle)
    {
        var canvas = new Canvas();
        var y = Head(canvas, title, subtitle);
        canvas.Outline(Side, y, Inner, 72, new Pen(Palette.Axis, 1, "4 4"));
        canvas.Text(Width / 2, y + 41, "no data", Palette.Muted, 13, Anchor.Middle);
        return canvas.ToSvg(Width, y + 88, title, "There is no data to draw.");
    }
}
