using System.Globalization;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Distances;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring.Drills;

/// <summary>Every check and number of a turn's monitoring, each with its id and the way to take it apart.</summary>
public sealed class Readings
{
    private readonly Observation seen;
    private readonly MonitoringRecord record;
    private readonly IReadOnlyDictionary<string, string> ids;

    /// <param name="turn">Turned up to its monitoring.</param>
    /// <param name="asked">Has the tables of <see cref="Logging.AskedLog"/> and <see cref="References.ReferenceScores"/>.</param>
    public Readings(Turn turn, Database asked)
    {
        record = turn.Of<MonitoringRecord>();
        seen = Watch.Seen(turn, record.Events, record.Figures, record.Drifts, asked, []);
        ids = Reading.Ids(ReadingNames.Of(turn.Strategy.Target, record));
        All =
        [
            .. new[] { Checks(turn), Counts(turn), Figures(), Windows(turn), Drifts() }
                .SelectMany(readings => readings)
                .DistinctBy(reading => reading.Id),
        ];
    }

    /// <summary>Alerts, what is only observed, counts, metrics by cohort, drift by column.</summary>
    public IReadOnlyList<Reading> All { get; }

    private Reading Number(string what, string shown, double? number, Func<Drill?> drill) =>
        new(what, "number", shown, number, OfRows(drill)) { Id = ids[what] };

    /// <summary>Where no row is kept there is nothing to take apart.</summary>
    private Func<Drill?> OfRows(Func<Drill?> drill) => record.Profiled == true ? () => null : drill;

    private IEnumerable<Reading> Checks(Turn turn)
    {
        var settings = turn.Strategy.Main.Monitoring;
        return settings
            .Alert.Concat(settings.Observe)
            .Zip(
                record.Checks,
                (check, result) =>
                    new Reading(
                        result.Check,
                        result.Alert ? "alert" : "observe",
                        result.Why,
                        check.Number(seen),
                        OfRows(() => check.Drill(seen))
                    )
                    {
                        Id = ids[result.Check],
                        Outcome = result.Outcome,
                    }
            );
    }

    private IEnumerable<Reading> Counts(Turn turn)
    {
        var (label, complaint) = (turn.Log.Label, turn.Log.Complaint);
        var share = seen.Window.IsSampled
            ? $"sum({label} * weight ORDER BY {turn.Log.Id}) / sum(weight ORDER BY {turn.Log.Id}) FILTER ({label} IS NOT NULL)"
            : $"{seen.Strategy.Target.Sum(label, turn.Log.Id)} / count({label})";
        var rate = $"1000 * {seen.Window.Counting(complaint)} / {seen.Window.Counting()}";
        return
        [
            Count(ReadingNames.Events, record.Events, "count(*)", "Events", "TRUE"),
            Count(ReadingNames.Labelled, record.Labelled, $"count({label})", "Labelled events", $"{label} IS NOT NULL"),
            .. seen.Strategy.Target.MeanName is { } mean
                ?
                [
                    seen.Strategy.Target.IsProbability
                        ? Count(mean, record.LabelMean, share, "Positive labels", $"{label} = 1")
                        : Count(mean, record.LabelMean, share, "Labels", $"{label} IS NOT NULL"),
                ]
                : Array.Empty<Reading>(),
            Count(ReadingNames.Complaints, record.ComplaintRate, rate, "Complaints", complaint),
        ];
    }

    /// <param name="sql">SQL aggregate over the window's rows.</param>
    /// <param name="those">What the rows behind it are, and the condition that they meet.</param>
    private Reading Count(string what, double? value, string sql, string those, string condition)
    {
        var window = seen.Window.Where;
        return Number(
            what,
            value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "–",
            value,
            () =>
                new(
                    $"SELECT {sql} FROM log WHERE {window}",
                    [
                        EventRows.By($"{those} by cluster", "cluster", $"{window} AND {condition}"),
                        EventRows.First(seen.Strategy, "The first of them", $"{window} AND {condition}"),
                    ]
                )
        );
    }

    private IEnumerable<Reading> Figures() =>
        record.Figures.Select(figure => Metric(ReadingNames.Of(figure), figure, seen.Within(figure.Cohort).Where));

    private IEnumerable<Reading> Windows(Turn turn) =>
        (record.Windows ?? []).SelectMany(window =>
            window.Figures.Select(figure => Metric(ReadingNames.Of(figure, window), figure, SideBySide.Where(turn, window.Size)))
        );

    private Reading Metric(string what, Figure figure, string where) =>
        Number(
            what,
            Reports.Numbers.WithInterval(figure.Measured),
            figure.Measured.Value,
            () => MetricDrill.Of(seen.Strategy, seen.Strategy.Metric(figure.Metric).At(seen.Threshold), where)
        );

    private IEnumerable<Reading> Drifts() =>
        record.Drifts.Select(drift =>
            Number(
                ReadingNames.Of(drift),
                $"{drift.Value.ToString("0.####", CultureInfo.InvariantCulture)} ({drift.Convention})",
                drift.Value,
                () =>
                    new DriftDrill(
                        seen,
                        seen.Columns.First(column => column.Name == drift.Column),
                        DistanceKinds.Named(drift.Distance)
                    ).Run()
            )
        );
}
