using System.Globalization;

namespace Flywheel.Reports.Charts;

/// <summary>Values over weeks: lines with interval bands, event markers and limits.</summary>
public sealed record LineChart
{
    /// <summary>Events that the description names one by one: nobody listens to a list of years.</summary>
    private const int ToldOneByOne = 30;

    /// <summary>What the chart shows.</summary>
    public required string Title { get; init; }

    /// <summary>Where the numbers come from, in a line below the title; may be empty.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>Names of the places on the x axis, in order.</summary>
    public required IReadOnlyList<string> X { get; init; }

    /// <summary>What the x axis counts, e.g. <c>week</c>; may be empty.</summary>
    public string XLabel { get; init; } = "";

    /// <summary>What the y axis measures, with its unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The lines, the most important one first.</summary>
    public required IReadOnlyList<LineSeries> Series { get; init; }

    /// <summary>What the bands are, e.g. <c>95 % interval, clustered by day</c>.</summary>
    public string BandLabel { get; init; } = "interval";

    /// <summary>Markers on the x axis.</summary>
    public IReadOnlyList<ChartEvent> Events { get; init; } = [];

    /// <summary>Horizontal lines.</summary>
    public IReadOnlyList<Limit> Limits { get; init; } = [];

    /// <summary>The picture.</summary>
    /// <exception cref="ArgumentException">A list has another length than the axis, an event stands beside it, or a value is not finite.</exception>
    public string ToSvg()
    {
        Check();
        return Series.Any(series => series.HasData) ? new LineDrawing(this).ToSvg() : Page.Empty(Title, Subtitle);
    }

    /// <summary>The picture in sentences, for those who cannot see it.</summary>
    public string Describe()
    {
        var lines = Series.Select(series => $"{series.Name}: {Numeral.Summary(series.Values)}.");
        var limits = Limits.Select(limit => $"{limit.Label} at {Numeral.Plain(limit.Value)}.");
        var events =
            Events.Count <= ToldOneByOne
                ? Events.Select(e => $"{X[e.Index]}: {e.Meaning}{(e.Label.Length > 0 ? $" ({e.Label})" : "")}.")
                : Events
                    .GroupBy(e => e.Meaning)
                    .Select(same =>
                        $"{same.Key}: {same.Count().ToString(CultureInfo.InvariantCulture)} times from {X[same.First().Index]} to {X[same.Last().Index]}."
                    );
        return string.Join(' ', [$"{YLabel}.", .. lines, .. limits, .. events]);
    }

    private void Check()
    {
        foreach (var series in Series)
        {
            series.Check(X.Count);
        }

        foreach (var limit in Limits)
        {
            _ = Finite.Or(limit.Value, limit.Label);
        }

        if (Events.FirstOrDefault(e => e.Index < 0 || e.Index >= X.Count) is { } outside)
        {
            var index = outside.Index.ToString(CultureInfo.InvariantCulture);
            throw new ArgumentException($"Event '{outside.Label}' stands at index {index} of {X.Count} places on the x axis.");
        }
    }
}
