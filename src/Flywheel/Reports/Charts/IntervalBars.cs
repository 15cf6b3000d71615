namespace Flywheel.Reports.Charts;

/// <summary>Paired differences by cohort: a marker with its interval, around zero, beside the margins that a gate allows.</summary>
public sealed record IntervalBars
{
    private const double Pitch = 20;
    private const int Intervals = 6;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, in a line below the title; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the axis measures, e.g. <c>AUC, candidate minus current</c>.</summary>
    public required string Label { get; init; }

    /// <summary>The cohorts, all rows first.</summary>
    public required IReadOnlyList<DifferenceRow> Rows { get; init; }

    /// <summary>Largest harm allowed: beyond a negative margin the plot is shaded to the left, beyond a positive one to the right.</summary>
    public IReadOnlyList<Limit> Margins { get; init; } = [];

    /// <summary>What the whiskers are, e.g. <c>95 % interval, pointwise, clustered by day</c>.</summary>
    public string IntervalLabel { get; init; } = "interval";

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public string ToSvg()
    {
        Check();
        if (Rows.All(row => row.Difference is null))
        {
            return Page.Empty(Title, Subtitle);
        }

        var canvas = new Canvas();
        var (low, high) = Reach();
        var shown = Scale.Round(low, high, 0, 1, Intervals);
        var isClipped = Rows.SelectMany(row => row.Ends).Any(end => end < shown.Low || end > shown.High);
        var y = MarkerKey(isClipped).Draw(canvas, Page.Head(canvas, Title, Subtitle));
        var table = new RowTable([.. Rows.Select(row => row.Name)], [.. Rows.Select(row => row.Count)], y + 20, Pitch);
        var scale = Scale.Round(low, high, table.Left, table.Right, Intervals);

        Shade(canvas, table, scale);
        table.Draw(canvas, scale, Label);
        canvas.Line(scale.At(0), table.Top, scale.At(0), table.Bottom, new Pen(Palette.Text, 1.25));
        foreach (var margin in Margins)
        {
            canvas.Line(scale.At(margin.Value), table.Top, scale.At(margin.Value), table.Bottom, new Pen(Palette.Bad, 1.25, "8 3 2 3"));
        }

        TopLabels.Draw(
            canvas,
            [new Limit(0, "no difference"), .. Margins],
            scale,
            table.Top - 6,
            limit => limit.Value == 0 ? Palette.Text : Palette.Bad
        );
        for (var i = 0; i < Rows.Count; i++)
        {
            Draw(canvas, Rows[i], table, i, scale);
        }

        return canvas.ToSvg(Page.Width, table.Bottom + 44, Title, Describe());
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe()
    {
        var rows = Rows.Select(row =>
            row.Difference is { } difference ? $"{row.Name}: {Numeral.Short(difference)}, {Word(row.Evidence)}." : $"{row.Name}: no data."
        );
        return string.Join(' ', [$"{Label}.", .. Margins.Select(margin => $"{margin.Label} at {Numeral.Plain(margin.Value)}."), .. rows]);
    }

    private void Check()
    {
        foreach (var row in Rows)
        {
            row.Check();
        }

        foreach (var margin in Margins)
        {
            _ = Finite.Or(margin.Value, margin.Label);
        }
    }

    private static string Word(Evidence evidence) =>
        evidence switch
        {
            Evidence.Ok => "ok",
            Evidence.Bad => "bad",
            _ => "not enough evidence",
        };

    private static (Shape Shape, Ink Ink) Look(Evidence evidence) =>
        evidence switch
        {
            Evidence.Ok => (Shape.Dot, Palette.Blue),
            Evidence.Bad => (Shape.Diamond, Palette.Bad),
            _ => (Shape.HollowDot, Palette.Faint),
        };

    /// <summary>The part of the axis to show: all differences and margins, and the intervals as far as those without evidence do not dwarf the others.</summary>
    private (double Low, double High) Reach()
    {
        var inside = Rows.Select(row => row.Difference).OfType<double>().Concat(Margins.Select(margin => margin.Value)).Append(0).ToArray();
        var ends = Rows.SelectMany(row => row.Ends).Select(Math.Abs).Order().ToArray();
        var usual = ends.Length == 0 ? 0 : 1.5 * ends[ends.Length * 3 / 4];
        var decided = Rows.Where(row => row.Evidence != Evidence.NotEnough).SelectMany(row => row.Ends).Select(Math.Abs);
        var most = decided.Append(usual).Max();
        var shown = Rows.SelectMany(row => row.Ends).Select(end => Math.Clamp(end, -most, most)).Concat(inside).ToArray();
        return (shown.Min(), shown.Max());
    }

    private Key MarkerKey(bool isClipped)
    {
        var key = new Key();
        foreach (var evidence in Rows.Where(row => row.Difference is not null).Select(row => row.Evidence).Distinct().Order())
        {
            var (shape, ink) = Look(evidence);
            key.AddMark(shape, ink, Word(evidence));
        }

        if (Rows.Any(row => row.Low is not null && row.High is not null))
        {
            key.Add((canvas, x, y) => canvas.Line(x, y, x + 16, y, new Pen(Palette.Muted, 1.5)), IntervalLabel);
        }

        if (isClipped)
        {
            key.Add(
                (canvas, x, y) => Whisker.Draw(canvas, 0, 2, y, Scale.Exact(0, 1, x, x + 16, 1), new Pen(Palette.Muted, 1.5)),
                "goes on beyond the axis"
            );
        }

        return key;
    }

    private void Shade(Canvas canvas, RowTable table, Scale scale)
    {
        foreach (var margin in Margins)
        {
            var (from, to) = margin.Value < 0 ? (table.Left, scale.At(margin.Value)) : (scale.At(margin.Value), table.Right);
            canvas.Rectangle(from, table.Top, to - from, table.Bottom - table.Top, Palette.Bad, 0.08);
        }
    }

    private static void Draw(Canvas canvas, DifferenceRow row, RowTable table, int index, Scale scale)
    {
        if (row.Difference is not { } difference)
        {
            table.Missing(canvas, index);
            return;
        }

        var y = table.Middle(index);
        var (shape, ink) = Look(row.Evidence);
        if (row.Low is { } low && row.High is { } high)
        {
            Whisker.Draw(canvas, low, high, y, scale, new Pen(ink, 1.5));
        }

        canvas.Mark(scale.At(difference), y, shape, ink, 4);
    }
}
