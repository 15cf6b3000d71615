namespace Flywheel.Reports.Charts;

/// <summary>Draws one panel of a grid.</summary>
internal sealed class PanelDrawing(Panel panel, IReadOnlyList<string> names, double left, double top, double width)
{
    public void Draw(Canvas canvas, double head, double height)
    {
        Title(canvas);
        var y0 = top + head;
        if (panel.Last is null)
        {
            canvas.Outline(left, y0, width, height, new Pen(Palette.Axis, 1, "4 4"));
            canvas.Text(left + (width / 2), y0 + (height / 2) + 4, "no data", Palette.Muted, 11, Anchor.Middle);
            return;
        }

        var values = panel.Values.OfType<double>().Append(0).Concat(panel.Threshold is { } t ? [t] : []).ToArray();
        var y = Scale.Round(values.Min(), values.Max(), y0 + height, y0, 4);
        var labels = Labels(y);
        var plot = left + labels.Max(label => TextWidth.Of(label.Text, 10)) + 6;
        var x = new CategoryAxis(names, plot + 4, left + width - 4);

        Labels(canvas, labels, plot - 5, y);
        canvas.Line(plot, y.To, left + width, y.To, new Pen(Palette.Grid));
        canvas.Line(plot, y.At(0), left + width, y.At(0), new Pen(Palette.Axis));
        if (panel.Threshold is { } threshold)
        {
            canvas.Line(plot, y.At(threshold), left + width, y.At(threshold), new Pen(Palette.Bad, 1.25, "4 3"));
        }

        Trace.Draw(canvas, panel.Values, x, y, new Pen(panel.IsAbove ? Palette.Bad : Palette.Blue, 1.75));
        var last = panel.LastIndex;
        canvas.Mark(x.At(last), y.At(panel.Values[last]!.Value), Shape.Dot, panel.IsAbove ? Palette.Bad : Palette.Blue, 3);
        Ends(canvas, plot, y0 + height + 13);
    }

    private void Title(Canvas canvas)
    {
        var ink = panel.IsAbove ? Palette.Bad : Palette.Text;
        var value = panel.Last is { } last ? Numeral.Short(last) : "";
        var indent = panel.IsAbove ? 14 : 0;
        if (panel.IsAbove)
        {
            canvas.Mark(left + 5, top + 8, Shape.Triangle, Palette.Bad);
        }

        var room = width - indent - TextWidth.Of(value, 12, bold: true) - 12;
        canvas.Text(left + indent, top + 12, TextWidth.Fit(panel.Title, room, 12, bold: true), ink, bold: true);
        if (value.Length > 0)
        {
            canvas.Text(left + width, top + 12, value, ink, 12, Anchor.End, bold: true);
        }
    }

    private List<(string Text, double Value, Ink Ink)> Labels(Scale y)
    {
        var labels = y
            .Ticks.Where(tick => tick.Value == y.Low || tick.Value == y.High || tick.Value == 0)
            .Select(tick => (tick.Label, tick.Value, Palette.Muted))
            .ToList();
        if (panel.Threshold is { } threshold)
        {
            // The threshold's own number is worth more than a round one beside it.
            labels.RemoveAll(label => label.Value != 0 && Math.Abs(y.At(label.Value) - y.At(threshold)) < 14);
            labels.Add((Numeral.Plain(threshold), threshold, Palette.Bad));
        }

        return [.. labels.OrderByDescending(label => label.Item2)];
    }

    private static void Labels(Canvas canvas, List<(string Text, double Value, Ink Ink)> labels, double right, Scale y)
    {
        var wanted = labels.Select(label => y.At(label.Value)).ToArray();
        var places = Spread.Apart(wanted, [.. wanted.Select(_ => 13.0)], y.To - 7, y.From + 7);
        foreach (var (label, place) in labels.Zip(places))
        {
            canvas.Text(right, place + 4, label.Text, label.Ink, 10, Anchor.End);
        }
    }

    private void Ends(Canvas canvas, double plot, double y)
    {
        var room = (left + width - plot - 10) / 2;
        var first = TextWidth.Fit(names[0], room, 10);
        canvas.Text(plot, y, first, Palette.Muted, 10);
        if (names.Count > 1)
        {
            canvas.Text(left + width, y, TextWidth.Fit(names[^1], room, 10), Palette.Muted, 10, Anchor.End);
        }
    }
}
