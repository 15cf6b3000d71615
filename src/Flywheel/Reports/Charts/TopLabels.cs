namespace Flywheel.Reports.Charts;

/// <summary>Labels of vertical lines, in a row above a plot.</summary>
internal static class TopLabels
{
    private const double Gap = 12;

    /// <summary>Writes the labels as near to their lines as they can stand without overlapping, on the baseline y.</summary>
    public static void Draw(Canvas canvas, IReadOnlyList<Limit> limits, Scale scale, double y, Func<Limit, Ink> ink)
    {
        if (limits.Count == 0)
        {
            return;
        }

        var (low, high) = (scale.From - 4, scale.To + 4);
        var sorted = limits.OrderBy(limit => limit.Value).ToArray();
        var texts = sorted.Select(limit => TextWidth.Fit(limit.Label, ((high - low) / sorted.Length) - Gap, 11)).ToArray();
        var sizes = texts.Select(text => TextWidth.Of(text, 11) + Gap).ToArray();
        var centres = Spread.Apart([.. sorted.Select(limit => scale.At(limit.Value))], sizes, low, high);
        for (var i = 0; i < sorted.Length; i++)
        {
            canvas.Text(centres[i], y, texts[i], ink(sorted[i]), 11, Anchor.Middle);
        }
    }
}
