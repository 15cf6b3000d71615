namespace Flywheel.Reports.Charts;

/// <summary>Names to the right of a plot, each beside the end of its line, tied to it where they had to move.</summary>
internal sealed class EndLabels
{
    /// <summary>Height that one name needs.</summary>
    public const double Pitch = 16;

    private const double Longest = 190;
    private const double Tie = 18;

    private readonly List<(string Text, double X, double Y, Ink Ink)> labels = [];

    /// <summary>Width that names need beside a plot.</summary>
    public static double Room(IEnumerable<string> names) => Tie + 4 + names.Max(name => TextWidth.Of(TextWidth.Fit(name, Longest, 12), 12));

    /// <summary>Adds the name of a line that ends at a point.</summary>
    public void Add(string name, double x, double y, Ink ink) => labels.Add((TextWidth.Fit(name, Longest, 12), x, y, ink));

    /// <summary>Draws the names beside a plot with the given edges.</summary>
    public void Draw(Canvas canvas, double right, double top, double bottom)
    {
        var sorted = labels.OrderBy(label => label.Y).ToArray();
        var places = Spread.Apart([.. sorted.Select(label => label.Y)], [.. sorted.Select(_ => Pitch)], top - 8, bottom + 8);
        foreach (var (label, y) in sorted.Zip(places))
        {
            // Dotted where the line ended long before the label, lest the tie look like data.
            canvas.Path(
                [
                    [(Math.Min(label.X + 5, right), label.Y), (right + 4, label.Y), (right + Tie - 4, y)],
                ],
                new Pen(label.Ink, 0.75, label.X < right - 10 ? "1 3" : null)
            );
            canvas.Text(right + Tie, y + 4, label.Text, label.Ink);
        }
    }
}
