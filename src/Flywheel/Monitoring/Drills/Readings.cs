using System.Globalization;
using Flywheel.Metrics;
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
    private readonly IReadOnlyList<(string What, string Role, string Value, double? Number, Outcome? Outcome, Func<Drill?> Drill)> found;

    /// <param name="turn">Turned up to its monitoring.</param>
    /// <param name="asked">Has the tables of <see cref="Logging.AskedLog"/> and <see cref="References.ReferenceScores"/>.</param>
    public Readings(Turn turn, Database asked)
    {
        record = turn.Of<MonitoringRecord>();
        seen = Watch.Seen(turn, record.Events, record.Figures, record.Drifts, asked);
        found = [.. Checks(turn), .. Counts(turn), .. Figures(), .. Windows(turn), .. Drifts()];
        var ids = Reading.Ids(ReadingNames.Of(record));
        All =
        [
            .. found
                .Select(one => new Reading(one.What, one.Role, one.Value, one.Number, one.Drill)
                {
                    Id = ids[one.What],
                    Outcome = one.Outcome,
                })
                .DistinctBy(one => one.Id),
        ];
    }

    /// <summary>Alerts, what is only observed, counts, metrics by cohort, drift by column.</summary>
    public IReadOnlyList<Reading> All { get; }

    private IEnumerable<(string, string, string, double?, Outcome?, Func<Drill?>)> Checks(Turn turn)
    {
        var settings = turn.Strategy.Main.Monitoring;
        return settings
            .Alert.Concat(settings.Observe)
            .Zip(record.Checks)
            .Select(pair =>
                (
                    pair.Second.Check,
                    pair.Second.Alert ? "alert" : "observe",
                    pair.Second.Why,
                    pair.First.Number(seen),
                    (Outcome?)pair.Second.Outcome,
                    (Func<Drill?>)(() => pair.First.Drill(seen))
                )
            );
    }

    private IEnumerable<(string, string, string, double?, Outcome?, Func<Drill?>)> Counts(Turn turn)
    {
        var (window, label) = (seen.Window.Where, turn.Log.Label);
        yield return Count(ReadingNames.Events, record.Events, "count(*)", "Events by cluster", "cluster", window);
        yield return Count(
            ReadingNames.Labelled,
            record.Labelled,
            $"count({label})",
            "Labelled events by cluster",
            "cluster",
            $"{window} AND {label} IS NOT NULL"
        );
        yield return Count(
            ReadingNames.LabelShare,
            record.LabelShare,
            seen.Window.IsSampled
                ? $"sum({label} * weight ORDER BY {turn.Log.Id}) / sum(weight ORDER BY {turn.Log.Id}) FILTER ({label} IS NOT NULL)"
                : $"sum({label}) / count({label})",
            "Positive labels by cluster",
            "cluster",
            $"{window} AND {label} = 1"
        );
        yield return Count(
            ReadingNames.Complaints,
            record.ComplaintRate,
            $"1000 * {seen.Window.Counting(turn.Log.Complaint)} / {seen.Window.Counting()}",
            "Complaints by cluster",
            "cluster",
            $"{window} AND {turn.Log.Complaint}"
        );

        (string, string, string, double?, Outcome?, Func<Drill?>) Count(
            string what,
            double? value,
            string sql,
            string said,
            string by,
            string where
        ) =>
            (
                what,
                "number",
                value is { } known ? known.ToString("0.####", CultureInfo.InvariantCulture) : "–",
                value,
                null,
                () =>
                    new(
                        $"SELECT {sql} FROM log WHERE {window}",
                        [EventRows.By(said, by, where), EventRows.First(seen.Strategy, "The first of them", where)]
                    )
            );
    }

    private IEnumerable<(string, string, string, double?, Outcome?, Func<Drill?>)> Figures() =>
        record.Figures.Select(figure =>
            (
                ReadingNames.Of(figure),
                "number",
                Reports.Numbers.WithInterval(figure.Measured),
                figure.Measured.Value,
                (Outcome?)null,
                (Func<Drill?>)(() => MetricDrill.Of(seen.Strategy, MetricKinds.Named(figure.Metric), seen.Within(figure.Cohort).Where))
            )
        );

    private IEnumerable<(string, string, string, double?, Outcome?, Func<Drill?>)> Windows(Turn turn) =>
        (record.Windows ?? []).SelectMany(window =>
            window.Figures.Select(figure =>
                (
                    ReadingNames.Of(figure, window),
                    "number",
                    Reports.Numbers.WithInterval(figure.Measured),
                    figure.Measured.Value,
                    (Outcome?)null,
                    (Func<Drill?>)(
                        () => MetricDrill.Of(seen.Strategy, MetricKinds.Named(figure.Metric), SideBySide.Where(turn, window.Size))
                    )
                )
            )
        );

    private IEnumerable<(string, string, string, double?, Outcome?, Func<Drill?>)> Drifts() =>
        record.Drifts.Select(drift =>
            (
                ReadingNames.Of(drift),
                "number",
                $"{drift.Value.ToString("0.####", CultureInfo.InvariantCulture)} ({drift.Convention})",
                (double?)drift.Value,
                (Outcome?)null,
                (Func<Drill?>)(
                    () =>
                        new DriftDrill(
                            seen,
                            seen.Columns.First(column => column.Name == drift.Column),
                            DistanceKinds.Named(drift.Distance)
                        ).Run()
                )
            )
        );
}
