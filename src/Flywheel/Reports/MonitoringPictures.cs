using Flywheel.Monitoring;
using Flywheel.Monitoring.Checks;
using Flywheel.Reports.Charts;
using Flywheel.State;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>A picture beside a report.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Shows">The picture in sentences.</param>
public sealed record Picture(string Name, string Shows, string Svg);

/// <summary>The pictures of the monitoring report; each draws numbers that stand in a table or in a CSV file beside it.</summary>
public sealed class MonitoringPictures
{
    /// <summary>Columns that the picture of drift has room for.</summary>
    private const int MostPanels = 12;

    private readonly Turn turn;
    private readonly IReadOnlyList<LedgerRow> ledger;
    private readonly IReadOnlyList<DriftRow> drift;

    public MonitoringPictures(Turn turn, IReadOnlyList<LedgerRow> ledger, IReadOnlyList<DriftRow> drift)
    {
        (this.turn, this.ledger, this.drift) = (turn, ledger, drift);
        Performance = DrawPerformance();
        Drift = DrawDrift();
        Score = DrawScore();
    }

    public Picture Performance { get; }

    public Picture Drift { get; }

    public Picture Score { get; }

    /// <summary>Files to write: without a reference there is no drift to draw.</summary>
    public IEnumerable<(string Name, string Text)> Files =>
        (turn.Of<MonitoringRecord>().Drifts.Count == 0 ? [Performance] : new[] { Performance, Drift, Score }).Select(picture =>
            (picture.Name, picture.Svg)
        );

    private Picture DrawPerformance()
    {
        var metric = ledger[^1].Metric;
        var chart = new LineChart
        {
            Title = $"{metric} of the scores that production gave",
            Subtitle = "each cycle as it was known at its own turn",
            X = [.. ledger.Select(row => Ledger.Day(row.AsOf)[5..])],
            XLabel = "cycle that ended on",
            YLabel = metric,
            Series =
            [
                new LineSeries
                {
                    Name = "production",
                    Values = [.. ledger.Select(row => row.Value)],
                    Low = [.. ledger.Select(row => row.Low)],
                    High = [.. ledger.Select(row => row.High)],
                },
            ],
            BandLabel = "90 % interval, clustered",
            Events = [.. ledger.Select((row, i) => DecisionEvent.Of(row.Decision, i)).OfType<ChartEvent>()],
            Limits = [.. Limits(metric)],
        };
        return new("performance.svg", chart.Describe(), chart.ToSvg());
    }

    private IEnumerable<Limit> Limits(string metric) =>
        turn
            .Strategy.Main.Monitoring.Alert.OfType<MetricCheck>()
            .Where(check => check.Name == metric && check.In == Figure.All)
            .Select(check => check.AtLeast ?? check.AtMost)
            .OfType<double>()
            .Distinct()
            .Select(value => new Limit(value, "alert"));

    private Picture DrawDrift()
    {
        var distance = turn.Strategy.Distances[0].Name;
        var turns = drift.Select(row => row.AsOf).Distinct().Order().ToList();
        var values = drift.Where(row => row.Distance == distance).ToDictionary(row => (row.Column, row.AsOf), row => row.Value);
        var measured = DriftColumn
            .Ranked(turn.Strategy, turn.Of<MonitoringRecord>().Importance)
            .Where(column => turns.Exists(time => values.ContainsKey((column, time))))
            .ToList();
        var columns = Most(measured, column => values.GetValueOrDefault((column, turns[^1])), MostPanels);
        var chart = new SmallMultiples
        {
            Title = $"Drift by column: {distance}",
            Subtitle =
                columns.Count < measured.Count
                    ? $"the {columns.Count} of {measured.Count} columns that are farthest now; each cycle against the reference of its own turn"
                    : "each cycle against the reference of its own turn",
            X = [.. turns.Select(time => Ledger.Day(time)[5..])],
            Panels =
            [
                .. columns.Select(column => new Panel
                {
                    Title = column,
                    Values = [.. turns.Select(time => values.TryGetValue((column, time), out var value) ? value : (double?)null)],
                    Threshold = Threshold(column, distance),
                }),
            ],
        };
        return new("drift.svg", chart.Describe(), chart.ToSvg());
    }

    /// <summary>Those of some columns that have the greatest values, in the order that they had.</summary>
    public static IReadOnlyList<string> Most(IReadOnlyList<string> columns, Func<string, double> value, int most)
    {
        var kept = columns.OrderByDescending(value).Take(most).ToHashSet(StringComparer.Ordinal);
        return [.. columns.Where(kept.Contains)];
    }

    private double? Threshold(string column, string distance) =>
        turn
            .Strategy.Main.Monitoring.Alert.Concat(turn.Strategy.Main.Monitoring.Observe)
            .OfType<DriftCheck>()
            .FirstOrDefault(check => check.Of == column && check.Distance == distance)
            ?.Above;

    private Picture DrawScore()
    {
        var window = turn.Of<MonitoringRecord>();
        var span = window.Span ?? ScoreSpan.Probability;
        var chart = new HistogramPair
        {
            Title = "Scores: reference and this window",
            XLabel = span.Said(turn.Strategy.Target),
            Edges = span.Edges(),
            First = new("reference", Shares(window.ScoreReference, span)),
            Second = new("this window", Shares(window.ScoreWindow, span)),
        };
        return new("score.svg", chart.Describe(), chart.ToSvg());
    }

    private static IReadOnlyList<double> Shares(IReadOnlyList<double> shares, ScoreSpan span) =>
        shares.Count == 0 ? new double[span.Bins] : shares;
}
