using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring.Checks;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Stage "monitor": the newest window's quality, metrics and drift, and what the strategy's checks say of them.</summary>
public static class Watch
{
    public static MonitoringRecord Run(Turn turn)
    {
        var settings = turn.Strategy.Main.Monitoring;
        var from = turn.AsOf - settings.Window;
        var reference = settings.Reference.Span(turn);
        using var scorer = Referee(turn);
        var realised = Realised.Of(turn);
        turn.Log.See(reference is { } span && span.From < from ? span.From : from, curated: false);

        var window = turn.Log.Within(from, turn.AsOf);
        var rows = turn.Log.Labelled(window);
        var events = turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {window}");
        var complaints = turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {window} AND {turn.Log.Complaint}");
        var figures = Figures(turn, rows, settings.Error);
        turn.Workplace.Progress.Step(0.5, "drift of each column");
        var drifts = new List<Drift>();
        double[] referenceScores = [];
        if (reference is { } compared && events > 0)
        {
            var before = turn.Log.Within(compared.From, compared.To);
            referenceScores =
                scorer?.Score(turn, before)
                ?? turn.Database.Table($"SELECT {turn.Log.Score} AS score FROM log WHERE {before}").Reals("score");
            drifts.AddRange(Drifts(turn, window, before, referenceScores));
        }

        var quarantined = turn.Of<LogRecord>().Quarantined.Values.Sum();
        var seen = new Observation(turn.Strategy, events, figures, drifts, quarantined, Count);
        return new()
        {
            From = from,
            To = turn.AsOf,
            InForce = turn.Base.Deployment.Current,
            ScoredBy = ScoredBy(turn, window),
            Events = events,
            Labelled = rows.Sample.Count,
            LabelShare = rows.Sample.Count == 0 ? null : rows.Sample.Label.Sum() / rows.Sample.Count,
            ComplaintRate = events == 0 ? null : 1000.0 * complaints / events,
            Figures = figures,
            Realised = realised,
            Drifts = drifts,
            Reference = drifts.Count == 0 ? "" : settings.Reference.Said,
            ScoreReference = ScoreShares.Of(referenceScores),
            ScoreWindow = ScoreShares.Of(turn.Database.Table($"SELECT {turn.Log.Score} AS score FROM log WHERE {window}").Reals("score")),
            Checks =
            [
                .. settings.Alert.Select(check => Judge(check, seen, alert: true)),
                .. settings.Observe.Select(check => Judge(check, seen, alert: false)),
            ],
        };

        long Count(string condition) => turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {window} AND ({condition})");
    }

    private static IReadOnlyList<Scored> ScoredBy(Turn turn, string window)
    {
        var table = turn.Database.Table(
            $"""
            SELECT coalesce(scored_by, '') AS version, count(*) AS events FROM log
            WHERE {window} AND {turn.Log.Score} IS NOT NULL GROUP BY ALL ORDER BY events DESC, version
            """
        );
        return [.. table.Texts("version").Zip(table.Wholes("events"), (version, events) => new Scored(version, events))];
    }

    /// <summary>The model in force, where the reference is what it was tested on: its own scores there, not those logged then.</summary>
    private static Scorer? Referee(Turn turn) =>
        turn.Strategy.Main.Monitoring.Reference is References.ValidationOfCurrentModel && turn.Base.Deployment.Current is { } version
            ? ModelShelf.Load(turn, version)
            : null;

    private static List<Figure> Figures(Turn turn, LabelledRows rows, double error)
    {
        var scored = rows.Scored();
        var all = ScoredRows.Of(rows.Sample, rows.LoggedScore).Where(scored);
        var whole = new List<Figure>();
        var cohorts = new IReadOnlyList<Figure>[rows.Masks.Count];
        Parallel.Invoke(
            () =>
                whole.AddRange(
                    turn.Strategy.Metrics.Select(metric => new Figure(
                        Figure.All,
                        metric.Name,
                        all.Count == 0 && rows.Sample.Count > 0
                            ? Measurement.Absent(0, "no labelled row has a score")
                            : metric.Estimate(all, error)
                    ))
                ),
            () => Parallel.For(0, cohorts.Length, i => cohorts[i] = Of(rows.Masks[i].Cohort.Name, all.Where(rows.Masks[i].Mask)))
        );
        return [.. whole, .. cohorts.SelectMany(cohort => cohort)];

        IReadOnlyList<Figure> Of(string cohort, ScoredRows inside) =>
            [
                .. turn.Strategy.Metrics.Select(metric => new Figure(
                    cohort,
                    metric.Name,
                    inside.Count < turn.Strategy.CohortsFile.MinimumRows
                        ? Measurement.Absent(inside.Count, $"fewer than {turn.Strategy.CohortsFile.MinimumRows} labelled rows")
                        : metric.Estimate(inside, error)
                )),
            ];
    }

    private static IEnumerable<Drift> Drifts(Turn turn, string window, string before, double[] referenceScores)
    {
        var (columns, distances) = (DriftColumn.All(turn.Strategy), turn.Strategy.Distances);
        var drifts = new IReadOnlyList<Drift>[columns.Count];
        turn.Database.AtOnce([.. columns.Select((column, i) => (Action<Database>)(beside => drifts[i] = Of(column, beside)))]);
        return drifts.SelectMany(drift => drift);

        IReadOnlyList<Drift> Of(DriftColumn column, Database database)
        {
            var reference = column.IsScore ? DriftColumn.Of(referenceScores) : column.Read(database, before);
            var current = column.Read(database, window);
            return reference.Total == 0 || current.Total == 0
                ? []
                :
                [
                    .. distances
                        .Where(distance => column.IsNumeric || distance.TakesCategories)
                        .Select(distance => new Drift(
                            column.Name,
                            distance.Name,
                            distance.Convention(column.IsNumeric),
                            Math.Round(distance.Between(reference, current), 6)
                        )),
                ];
        }
    }

    private static CheckResult Judge(Check check, Observation seen, bool alert)
    {
        var verdict = check.Judge(seen);
        return new(check.Said, alert, verdict.Outcome, verdict.Why);
    }
}
