namespace Flywheel.Reports.Charts;

/// <summary>Which ink and dash each line of a chart gets, by its place among the lines of its style.</summary>
internal sealed class LineLooks(IReadOnlyList<LineSeries> series)
{
    private static readonly string[] Dashes = ["6 4", "2 3", "9 3 2 3", "12 4"];
    private static readonly string?[] Thin = [null, "4 2", "1 2", "7 2 1 2"];

    public Ink InkOf(LineSeries line) =>
        line.Style == LineStyle.Faint ? Palette.Faint : Palette.Series[PlaceOf(line, IsInked) % Palette.Series.Count];

    public Pen PenOf(LineSeries line) =>
        line.Style switch
        {
            // Inks come round after the last one: dashes tell the second round from the first.
            LineStyle.Main => new Pen(InkOf(line), 2.25, PlaceOf(line, IsInked) < Palette.Series.Count ? null : Dashes[^1]),
            LineStyle.Reference => new Pen(
                InkOf(line),
                1.5,
                Dashes[PlaceOf(line, other => other.Style == LineStyle.Reference) % Dashes.Length]
            ),
            _ => new Pen(Palette.Faint, 1, Thin[PlaceOf(line, other => other.Style == LineStyle.Faint) % Thin.Length]),
        };

    private static bool IsInked(LineSeries line) => line.Style != LineStyle.Faint;

    private int PlaceOf(LineSeries line, Func<LineSeries, bool> counts) =>
        series.TakeWhile(other => !ReferenceEquals(other, line)).Count(counts);
}
