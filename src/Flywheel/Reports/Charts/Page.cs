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
        canvas.Text(Side, 26, TextWidth.Fit(title, Inner, 15, bold: true), Palette.Text, 15, bold: true);
        if (subtitle.Length == 0)
        {
            return 36;
        }

        canvas.Text(Side, 44, TextWidth.Fit(subtitle, Inner, 12), Palette.Muted);
        return 54;
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
