namespace Flywheel.Reports.Charts;

/// <summary>Two values by cohort, as two bars a row: the current model hollow, the candidate filled.</summary>
public sealed record PairedBars
{
    private const double Pitch = 26;
    private const double Thickness = 8;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, in a line below the title; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What the axis measures, e.g. <c>AUC</c>.</summary>
    public required string Label { get; init; }

    /// <summary>The cohorts, all rows first.</summary>
    public required IReadOnlyList<PairRow> Rows { get; init; }

    /// <summary>What the upper, hollow bars are.</summary>
    public string FirstName { get; init; } = "current";

    /// <summary>What the lower, filled bars are.</summary>
    public string SecondName { get; init; } = "candidate";

    /// <summary>Where bars begin: 0, or the value that means nothing learnt, e.g. 0.5 for an AUC.</summary>
    public double Baseline { get; init; }

    /// <summary>What the whiskers are.</summary>
    public string IntervalLabel { get; init; } = "interval";

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public string ToSvg()
    {
        Check();
        var values = Rows.SelectMany(row => row.First.All.Concat(row.Second.All)).Append(Finite.Or(Baseline, "baseline")).ToArray();
        if (values.Length == 1)
        {
            return Page.Empty(Title, Subtitle);
        }

        var canvas = new Canvas();
        var y = BarKey().Draw(canvas, Page.Head(canvas, Title, Subtitle));
        var table = new RowTable([.. Rows.Select(row => row.Name)], [.. Rows.Select(row => row.Count)], y + 14, Pitch);
        var scale = Scale.Round(values.Min(), values.Max(), table.Left, table.Right, 6);
        table.Draw(canvas, scale, Label);
        for (var i = 0; i < Rows.Count; i++)
        {
            if (Rows[i].First.Value is null && Rows[i].Second.Value is null)
            {
                table.Missing(canvas, i);
                continue;
            }

            Bar(canvas, Rows[i].First, table.Middle(i) - (Thickness / 2) - 0.75, scale, isFilled: false);
            Bar(canvas, Rows[i].Second, table.Middle(i) + (Thickness / 2) + 0.75, scale, isFilled: true);
        }

        canvas.Line(scale.At(Baseline), table.Top, scale.At(Baseline), table.Bottom, new Pen(Palette.Text, 1.25));
        return canvas.ToSvg(Page.Width, table.Bottom + 44, Title, Describe());
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe()
    {
        static string Say(Estimate estimate) => estimate.Value is { } value ? Numeral.Short(value) : "no data";
        var rows = Rows.Select(row => $"{row.Name}: {FirstName} {Say(row.First)}, {SecondName} {Say(row.Second)}.");
        return string.Join(' ', [$"{Label}.", .. rows]);
    }

    private void Check()
    {
        foreach (var row in Rows)
        {
            row.First.Check($"{row.Name}, {FirstName}");
            row.Second.Check($"{row.Name}, {SecondName}");
        }
    }

    private Key BarKey()
    {
        var key = new Key();
        key.Add((canvas, x, y) => canvas.Outline(x, y - 4, 16, 8, new Pen(Palette.Muted, 1.25)), FirstName);
        key.Add((canvas, x, y) => canvas.Rectangle(x, y - 4, 16, 8, Palette.Blue), SecondName);
        if (Rows.SelectMany(row => new[] { row.First, row.Second }).Any(estimate => estimate.Low is not null && estimate.High is not null))
        {
            key.Add(
                (canvas, x, y) => Whisker.Draw(canvas, 0, 1, y, Scale.Exact(0, 1, x, x + 16, 1), new Pen(Palette.Text, 1.25)),
                IntervalLabel
            );
        }

        return key;
    }

    private void Bar(Canvas canvas, Estimate estimate, double y, Scale scale, bool isFilled)
    {
        if (estimate.Value is not { } value)
        {
            return;
        }

        var (from, to) = (scale.At(Math.Min(value, Baseline)), scale.At(Math.Max(value, Baseline)));
        if (isFilled)
        {
            canvas.Rectangle(from, y - (Thickness / 2), to - from, Thickness, Palette.Blue);
        }
        else
        {
            canvas.Outline(from, y - (Thickness / 2) + 0.5, to - from, Thickness - 1, new Pen(Palette.Muted, 1.25));
        }

        if (estimate.Low is { } low && estimate.High is { } high)
        {
            Whisker.Draw(canvas, low, high, y, scale, new Pen(Palette.Text, 1.25));
        }
    }
}
