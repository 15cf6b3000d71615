using System.Globalization;

namespace Flywheel.Reports.Charts;

/// <summary>Counts over the bins of a histogram.</summary>
/// <param name="Name">What was counted, e.g. <c>reference</c>.</param>
/// <param name="Counts">Counts or weights, one for each bin, each ≥ 0; the chart draws their shares.</param>
public sealed record BinCounts(string Name, IReadOnlyList<double> Counts);

/// <summary>Two histograms over the same bins, as shares of their totals.</summary>
public sealed record HistogramPair
{
    private const double PlotHeight = 220;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, in a line below the title; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the x axis measures, with its unit.</summary>
    public required string XLabel { get; init; }

    /// <summary>Edges of the bins, ascending, one more than there are bins. Shares are not divided by widths: equal widths read truest.</summary>
    public required IReadOnlyList<double> Edges { get; init; }

    /// <summary>What is compared with, dashed.</summary>
    public required BinCounts First { get; init; }

    /// <summary>What the chart is about, solid.</summary>
    public required BinCounts Second { get; init; }

    /// <summary>Vertical lines, e.g. the operating threshold.</summary>
    public IReadOnlyList<Limit> Thresholds { get; init; } = [];

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">Edges do not ascend, counts do not match them or are negative, or a value is not finite.</exception>
    public string ToSvg()
    {
        Check();
        var (first, second) = (Shares(First), Shares(Second));
        if (first.Length == 0 && second.Length == 0)
        {
            return Page.Empty(Title, Subtitle);
        }

        var canvas = new Canvas();
        var top = LineKey(first, second).Draw(canvas, Page.Head(canvas, Title, Subtitle)) + 18;
        var bottom = top + PlotHeight;
        var y = Scale.Round(0, first.Concat(second).Max(), bottom, top, 5);
        var left = Page.Side + y.Ticks.Max(tick => TextWidth.Of(tick.Label, 11)) + 8;
        var (low, high) = Thresholds.Aggregate(
            (Edges[0], Edges[^1]),
            (span, t) => (Math.Min(span.Item1, t.Value), Math.Max(span.Item2, t.Value))
        );
        var x = Scale.Exact(low, high, left + 4, Page.Width - Page.Side - 8, 10);

        canvas.Text(Page.Side, top - 12, "share", Palette.Muted, 11);
        foreach (var tick in y.Ticks)
        {
            canvas.Line(left, y.At(tick.Value), Page.Width - Page.Side, y.At(tick.Value), new Pen(Palette.Grid));
            canvas.Text(left - 6, y.At(tick.Value) + 4, tick.Label, Palette.Muted, 11, Anchor.End);
        }

        Steps(canvas, first, x, y, new Pen(Palette.Orange, 1.75, "6 3"));
        Steps(canvas, second, x, y, new Pen(Palette.Blue, 2));
        foreach (var threshold in Thresholds)
        {
            canvas.Line(x.At(threshold.Value), bottom, x.At(threshold.Value), top, new Pen(Palette.Text, 1.25, "2 3"));
        }

        // Beside the word "share", which stands at the left end of the same row.
        TopLabels.Draw(canvas, Thresholds, Scale.Exact(low, high, Math.Max(x.From, Page.Side + 46), x.To, 10), top - 8, _ => Palette.Text);
        Base(canvas, x, left, bottom);
        return canvas.ToSvg(Page.Width, bottom + 46, Title, Describe());
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe()
    {
        var sides = new[] { First, Second }.Select(side =>
        {
            var shares = Shares(side);
            var peak = Array.IndexOf(shares, shares.DefaultIfEmpty(0).Max());
            return shares.Length == 0
                ? $"{side.Name}: no data."
                : $"{side.Name}: highest share {Numeral.Short(shares[peak])} between {Numeral.Short(Edges[peak])} and {Numeral.Short(Edges[peak + 1])}.";
        });
        return string.Join(' ', [$"{XLabel}.", .. sides, .. Thresholds.Select(t => $"{t.Label} at {Numeral.Plain(t.Value)}.")]);
    }

    private void Check()
    {
        for (var i = 0; i < Edges.Count; i++)
        {
            if (i > 0 && !(Finite.Or(Edges[i], "edge") > Finite.Or(Edges[i - 1], "edge")))
            {
                throw new ArgumentException($"Edge {i.ToString(CultureInfo.InvariantCulture)} of the bins is not above the one before it.");
            }
        }

        foreach (var side in new[] { First, Second })
        {
            if (side.Counts.Count != Math.Max(0, Edges.Count - 1))
            {
                throw new ArgumentException($"{side.Name} has {side.Counts.Count} counts for {Edges.Count} edges; bins lie between edges.");
            }

            if (side.Counts.Any(count => !(Finite.Or(count, side.Name) >= 0)))
            {
                throw new ArgumentException($"{side.Name} has a negative count.");
            }
        }

        foreach (var threshold in Thresholds)
        {
            _ = Finite.Or(threshold.Value, threshold.Label);
        }
    }

    private static double[] Shares(BinCounts side)
    {
        // Divided by the largest first, so that the total of huge weights stays finite.
        var largest = side.Counts.DefaultIfEmpty(0).Max();
        var total = largest > 0 ? side.Counts.Sum(count => count / largest) : 0;
        return total > 0 ? [.. side.Counts.Select(count => count / largest / total)] : [];
    }

    private Key LineKey(double[] first, double[] second)
    {
        var key = new Key();
        key.Add(
            (canvas, x, y) => Sample(canvas, x, y, new Pen(Palette.Orange, 1.75, "6 3")),
            First.Name + (first.Length == 0 ? " (no data)" : "")
        );
        key.Add((canvas, x, y) => Sample(canvas, x, y, new Pen(Palette.Blue, 2)), Second.Name + (second.Length == 0 ? " (no data)" : ""));
        return key;
    }

    private static void Sample(Canvas canvas, double x, double y, Pen pen)
    {
        canvas.Rectangle(x, y - 5, 16, 10, pen.Ink, 0.16);
        canvas.Line(x, y - 5, x + 16, y - 5, pen);
    }

    private void Steps(Canvas canvas, double[] shares, Scale x, Scale y, Pen pen)
    {
        if (shares.Length == 0)
        {
            return;
        }

        var corners = new List<(double, double)> { (x.At(Edges[0]), y.At(0)) };
        for (var i = 0; i < shares.Length; i++)
        {
            corners.Add((x.At(Edges[i]), y.At(shares[i])));
            corners.Add((x.At(Edges[i + 1]), y.At(shares[i])));
        }

        corners.Add((x.At(Edges[^1]), y.At(0)));
        canvas.Area(corners, pen.Ink, 0.16);
        canvas.Path([corners], pen);
    }

    private void Base(Canvas canvas, Scale x, double left, double bottom)
    {
        canvas.Line(left, bottom, Page.Width - Page.Side, bottom, new Pen(Palette.Axis));
        foreach (var tick in x.Ticks)
        {
            var half = TextWidth.Of(tick.Label, 11) / 2;
            canvas.Line(x.At(tick.Value), bottom, x.At(tick.Value), bottom + 4, new Pen(Palette.Axis));
            canvas.Text(Math.Min(x.At(tick.Value), Page.Width - 2 - half), bottom + 17, tick.Label, Palette.Muted, 11, Anchor.Middle);
        }

        canvas.Text((left + Page.Width - Page.Side) / 2, bottom + 34, TextWidth.Fit(XLabel, 600, 11), Palette.Muted, 11, Anchor.Middle);
    }
}
