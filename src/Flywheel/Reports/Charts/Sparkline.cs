namespace Flywheel.Reports.Charts;

/// <summary>One small line without axes, for the cell of a table.</summary>
public sealed record Sparkline
{
    private const double Width = 120;
    private const double Height = 24;

    /// <summary>What it shows; spoken, not drawn.</summary>
    public required string Title { get; init; }

    /// <summary>The values in order; null where one is missing.</summary>
    public required IReadOnlyList<double?> Values { get; init; }

    /// <summary>A horizontal line; none for no limit.</summary>
    public double? Limit { get; init; }

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public string ToSvg()
    {
        Finite.All(Values, Title);
        _ = Finite.Or(Limit, $"{Title}, limit");
        var canvas = new Canvas();
        var present = Values.OfType<double>().ToArray();
        if (present.Length == 0)
        {
            canvas.Text(Width / 2, 16, "no data", Palette.Muted, 11, Anchor.Middle);
            return canvas.ToSvg(Width, Height, Title, "There is no data to draw.");
        }

        var all = Limit is { } limit ? [.. present, limit] : present;
        var y = Scale.Exact(all.Min(), all.Max(), Height - 5, 5, 2);
        var x = new CategoryAxis([.. Values.Select(_ => "")], 5, Width - 6);
        if (Limit is { } level)
        {
            canvas.Line(2, y.At(level), Width - 2, y.At(level), new Pen(Palette.Bad, 1, "4 3"));
        }

        Trace.Draw(canvas, Values, x, y, new Pen(Palette.Blue, 1.5));
        var last = Enumerable.Range(0, Values.Count).Last(i => Values[i] is not null);
        canvas.Mark(x.At(last), y.At(Values[last]!.Value), Shape.Dot, Palette.Blue, 2.75);
        return canvas.ToSvg(Width, Height, Title, Describe());
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe() => Numeral.Summary(Values) + ".";
}
