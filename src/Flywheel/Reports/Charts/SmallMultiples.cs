namespace Flywheel.Reports.Charts;

/// <summary>A grid of small line charts over the same weeks, each with its own scale from zero; panels above their threshold are marked.</summary>
public sealed record SmallMultiples
{
    private const double Gap = 24;
    private const double Height = 64;
    private const double Head = 22;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, in a line below the title; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Names of the places on the x axis, in order.</summary>
    public required IReadOnlyList<string> X { get; init; }

    /// <summary>The panels, in reading order.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>Panels in a row, 1 to 4.</summary>
    public int Across { get; init; } = 3;

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">A list has another length than the axis, or a value is not finite.</exception>
    public string ToSvg()
    {
        foreach (var panel in Panels)
        {
            panel.Check(X.Count);
        }

        if (Panels.All(panel => panel.Last is null))
        {
            return Page.Empty(Title, Subtitle);
        }

        var canvas = new Canvas();
        var top = MarkKey().Draw(canvas, Page.Head(canvas, Title, Subtitle)) + 6;
        var across = Math.Clamp(Across, 1, 4);
        var width = (Page.Inner - (Gap * (across - 1))) / across;
        var pitch = Head + Height + 34;
        for (var i = 0; i < Panels.Count; i++)
        {
            var drawing = new PanelDrawing(Panels[i], X, Page.Side + (i % across * (width + Gap)), top + (i / across * pitch), width);
            drawing.Draw(canvas, Head, Height);
        }

        var rows = (Panels.Count + across - 1) / across;
        return canvas.ToSvg(Page.Width, top + (rows * pitch) - 12, Title, Describe());
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe()
    {
        var panels = Panels.Select(panel =>
            panel.Last is not { } last
                ? $"{panel.Title}: no data."
                : $"{panel.Title}: last {Numeral.Short(last)}"
                    + (panel.Threshold is { } threshold ? $", {(panel.IsAbove ? "above" : "within")} {Numeral.Plain(threshold)}." : ".")
        );
        return string.Join(' ', panels);
    }

    private Key MarkKey()
    {
        var key = new Key();
        if (Panels.Any(panel => panel.IsAbove))
        {
            key.AddMark(Shape.Triangle, Palette.Bad, "last value above its threshold");
        }

        if (Panels.Any(panel => panel.Threshold is not null))
        {
            key.Add((canvas, x, y) => canvas.Line(x, y, x + 16, y, new Pen(Palette.Bad, 1.25, "4 3")), "threshold");
        }

        return key;
    }
}
