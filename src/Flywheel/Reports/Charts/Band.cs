namespace Flywheel.Reports.Charts;

/// <summary>The translucent interval around a line.</summary>
internal static class Band
{
    /// <summary>How much of its ink shows.</summary>
    public const double Opacity = 0.2;

    /// <summary>Draws one polygon for each stretch in which both ends are known.</summary>
    public static void Draw(Canvas canvas, LineSeries series, CategoryAxis x, Scale y, Ink ink)
    {
        foreach (var (first, last) in Runs.Of(series.Low.Count, i => series.Low[i] is not null && series.High[i] is not null))
        {
            // A stretch of one place has no width: it becomes a narrow bar.
            var half = first == last ? 3 : 0;
            var there = Enumerable
                .Range(first, last - first + 1)
                .Select(i => (X: x.At(i), Low: y.At(series.Low[i]!.Value), High: y.At(series.High[i]!.Value)));
            var corners =
                half == 0 ? there.ToArray() : [.. there.SelectMany(c => new[] { c with { X = c.X - half }, c with { X = c.X + half } })];
            canvas.Area([.. corners.Select(c => (c.X, c.High)), .. corners.Reverse().Select(c => (c.X, c.Low))], ink, Opacity);
        }
    }
}
