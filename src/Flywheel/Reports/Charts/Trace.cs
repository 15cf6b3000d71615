namespace Flywheel.Reports.Charts;

/// <summary>A line through values, with gaps where they are missing and dots where they stand alone.</summary>
internal static class Trace
{
    /// <summary>Draws the line; when dotted, each value gets a dot, not only the lonely ones.</summary>
    public static void Draw(Canvas canvas, IReadOnlyList<double?> values, CategoryAxis x, Scale y, Pen pen, bool isDotted = false)
    {
        var runs = Runs.Of(values.Count, i => values[i] is not null)
            .Select(run => Enumerable.Range(run.First, run.Last - run.First + 1).Select(i => (x.At(i), y.At(values[i]!.Value))).ToArray())
            .ToArray();
        var lines = runs.Where(run => run.Length > 1).ToArray();
        if (lines.Length > 0)
        {
            canvas.Path(lines, pen);
        }

        var dots = runs.Where(run => isDotted || run.Length == 1).SelectMany(run => run).ToArray();
        if (dots.Length > 0)
        {
            canvas.Dots(dots, pen.Ink, pen.Width + 3);
        }
    }
}
