namespace Flywheel.Reports.Charts;

/// <summary>The row of samples that explains shapes and fills.</summary>
internal sealed class Key
{
    private const double Swatch = 16;
    private const double Gap = 16;
    private const double Row = 18;

    private readonly List<(Action<Canvas, double, double> Draw, string Text)> entries = [];

    /// <summary>Adds a sample.</summary>
    /// <param name="draw">Draws it, 16 px wide, around the given left end and middle.</param>
    /// <param name="text">What it means.</param>
    public void Add(Action<Canvas, double, double> draw, string text) => entries.Add((draw, text));

    public void AddMark(Shape shape, Ink ink, string text) => Add((canvas, x, y) => canvas.Mark(x + 8, y, shape, ink), text);

    /// <summary>Writes the samples, in as many rows as they need.</summary>
    /// <returns>The y below them.</returns>
    public double Draw(Canvas canvas, double top)
    {
        if (entries.Count == 0)
        {
            return top;
        }

        var x = Page.Side;
        var y = top + 8;
        foreach (var (draw, text) in entries)
        {
            var label = TextWidth.Fit(text, Page.Inner - Swatch - 6, 11);
            var width = Swatch + 6 + TextWidth.Of(label, 11);
            if (x > Page.Side && x + width > Page.Width - Page.Side)
            {
                x = Page.Side;
                y += Row;
            }

            draw(canvas, x, y);
            canvas.Text(x + Swatch + 6, y + 4, label, Palette.Muted, 11);
            x += width + Gap;
        }

        return y + 14;
    }
}
