namespace Flywheel.Reports.Charts;

/// <summary>An x axis of places in a row: weeks, versions, buckets.</summary>
internal sealed class CategoryAxis(IReadOnlyList<string> names, double from, double to)
{
    private const double Largest = 120;
    private static readonly int[] Strides = [1, 2, 4, 5, 10, 13, 20, 26, 50, 100, 200, 500, 1000];

    /// <summary>Pixels between two places.</summary>
    public double Pitch => (to - from) / Math.Max(1, names.Count - 1);

    /// <summary>The pixel of a place; a single one stands in the middle.</summary>
    public double At(int index) => names.Count == 1 ? (from + to) / 2 : from + ((to - from) * index / (names.Count - 1));

    /// <summary>Draws the axis at a y, and as many names as fit before a right end.</summary>
    public void Draw(Canvas canvas, double y, double right)
    {
        canvas.Line(from, y, to, y, new Pen(Palette.Axis));
        var labels = names.Select(name => TextWidth.Fit(name, Largest, 11)).ToArray();
        var widest = labels.Max(label => TextWidth.Of(label, 11)) + 10;
        var stride = Strides.FirstOrDefault(stride => stride * Pitch >= widest, names.Count);
        for (var i = 0; i < names.Count; i += stride)
        {
            var half = TextWidth.Of(labels[i], 11) / 2;
            canvas.Line(At(i), y, At(i), y + 4, new Pen(Palette.Axis));
            canvas.Text(Math.Clamp(At(i), 2 + half, right - half), y + 17, labels[i], Palette.Muted, 11, Anchor.Middle);
        }
    }
}
