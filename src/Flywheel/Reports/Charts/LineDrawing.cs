namespace Flywheel.Reports.Charts;

/// <summary>Lays a line chart out and draws it.</summary>
internal sealed class LineDrawing(LineChart chart)
{
    private const double PlotHeight = 250;
    private readonly Canvas canvas = new();
    private readonly LineSeries[] drawn = [.. chart.Series.Where(series => series.HasData)];
    private readonly LineLooks looks = new([.. chart.Series.Where(series => series.HasData)]);

    public string ToSvg()
    {
        var y = MakeKey().Draw(canvas, Page.Head(canvas, chart.Title, chart.Subtitle));

        // Texts stand on both sides of the plot, so their widths decide where it begins and ends.
        var right =
            Page.Width - Page.Side - EndLabels.Room(drawn.Select(series => series.Name).Concat(chart.Limits.Select(limit => limit.Label)));
        var left = Page.Side + ScaleBetween(1, 0).Ticks.Max(tick => TextWidth.Of(tick.Label, 11)) + 8;
        var axis = new CategoryAxis(chart.X, left + 6, right - 6);
        var flags = new EventFlags([.. chart.Events.OrderBy(e => e.Index)], e => axis.At(e.Index), Page.Width - Page.Side);

        canvas.Text(Page.Side, y + 11, TextWidth.Fit(chart.YLabel, Page.Inner, 11), Palette.Muted, 11);
        var top = y + 24 + (chart.Events.Count > 0 ? 12 : 0) + (flags.Count * EventFlags.Lane);
        var bottom = top + Math.Max(PlotHeight, (drawn.Length + chart.Limits.Count) * EndLabels.Pitch);
        var scale = ScaleBetween(bottom, top);

        Grid(scale, left, right);
        flags.Draw(canvas, bottom, top - 14);
        Lines(axis, scale, left, right);
        Markers(axis, top - 7);
        axis.Draw(canvas, bottom, Page.Width - 4);
        Labels(axis, scale, right);
        if (chart.XLabel.Length > 0)
        {
            canvas.Text((left + right) / 2, bottom + 34, TextWidth.Fit(chart.XLabel, right - left, 11), Palette.Muted, 11, Anchor.Middle);
        }

        return canvas.ToSvg(Page.Width, bottom + (chart.XLabel.Length > 0 ? 46 : 30), chart.Title, chart.Describe());
    }

    private Scale ScaleBetween(double from, double to)
    {
        var values = drawn
            .SelectMany(series => series.Values.Concat(series.Low).Concat(series.High))
            .OfType<double>()
            .Concat(chart.Limits.Select(limit => limit.Value))
            .ToArray();
        return Scale.Round(values.Min(), values.Max(), from, to, 6);
    }

    private Key MakeKey()
    {
        var key = new Key();
        foreach (var kind in chart.Events.DistinctBy(e => e.Kind).OrderBy(e => e.Kind))
        {
            key.AddMark(kind.Shape, kind.Ink, kind.Meaning);
        }

        if (drawn.FirstOrDefault(series => series.HasBand) is { } banded)
        {
            var ink = looks.InkOf(banded);
            key.Add((canvas, x, y) => canvas.Rectangle(x, y - 5, 16, 10, ink, Band.Opacity), chart.BandLabel);
        }

        return key;
    }

    private void Grid(Scale scale, double left, double right)
    {
        foreach (var tick in scale.Ticks)
        {
            var y = scale.At(tick.Value);
            canvas.Line(left, y, right, y, new Pen(Palette.Grid));
            canvas.Text(left - 6, y + 4, tick.Label, Palette.Muted, 11, Anchor.End);
        }
    }

    private void Lines(CategoryAxis axis, Scale scale, double left, double right)
    {
        foreach (var series in drawn)
        {
            Band.Draw(canvas, series, axis, scale, looks.InkOf(series));
        }

        foreach (var limit in chart.Limits)
        {
            canvas.Line(left, scale.At(limit.Value), right, scale.At(limit.Value), new Pen(Palette.Bad, 1.25, "8 3 2 3"));
        }

        // The most important line comes last, above the others.
        foreach (var series in drawn.Reverse().OrderByDescending(series => series.Style))
        {
            var isDotted = series.Style == LineStyle.Main && axis.Pitch >= 12;
            Trace.Draw(canvas, series.Values, axis, scale, looks.PenOf(series), isDotted);
        }
    }

    private void Markers(CategoryAxis axis, double y)
    {
        foreach (var place in chart.Events.GroupBy(e => e.Index))
        {
            // Several events of one week stand side by side; in a long history markers shrink before they overlap.
            var radius = Math.Clamp((axis.Pitch / 2) - 0.5, 2, 4.5);
            var x = axis.At(place.Key);
            foreach (var happened in place)
            {
                canvas.Mark(x, y, happened.Shape, happened.Ink, radius);
                x += (2 * radius) + 2;
            }
        }
    }

    private void Labels(CategoryAxis axis, Scale scale, double right)
    {
        var labels = new EndLabels();
        foreach (var series in drawn)
        {
            var last = Enumerable.Range(0, chart.X.Count).Last(i => series.Values[i] is not null);
            labels.Add(series.Name, axis.At(last), scale.At(series.Values[last]!.Value), looks.InkOf(series));
        }

        foreach (var limit in chart.Limits)
        {
            labels.Add(limit.Label, right, scale.At(limit.Value), Palette.Bad);
        }

        labels.Draw(canvas, right, scale.To, scale.From);
    }
}
