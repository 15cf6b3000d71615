using Flywheel.Logging;
using Flywheel.Logging.Profiles;
using Flywheel.Metrics;
using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Checks;
using Flywheel.Monitoring.Counting;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Estimates;
using Flywheel.Monitoring.Projections;
using Flywheel.Monitoring.References;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Monitoring;

/// <summary>Stage "monitor": the newest window's quality, metrics and drift, and what the strategy's checks say of them.</summary>
public static class Watch
{
    private const string AllOf = "TRUE";

    public static MonitoringRecord Run(Turn turn)
    {
        var settings = turn.Strategy.Main.Monitoring;
        var from = turn.AsOf - settings.Window;
        var reference = settings.Reference.Span(turn);
        using var scorer = ReferenceScores.Referee(turn);
        var realised = Realised.Of(turn);
        var back = settings
            .Alert.Concat(settings.Observe)
            .SelectMany(check => new[] { check.Back, settings.Window + check.BackBeforeWindow })
            .Concat(settings.MoreWindows ?? [])
            .Append(settings.Window + (settings.AlarmBudget?.Over ?? TimeSpan.Zero))
            .Append(turn.AsOf - EstimateWindow.From(turn))
            .Append(Audit.Back(turn))
            .Max();
        turn.Log.See(reference is { } span && span.From < turn.AsOf - back ? span.From : turn.AsOf - back, curated: false);

        var window = turn.Log.Within(from, turn.AsOf);
        var rows = turn.Log.Labelled(window);
        var held = KeptProfiles.Of(turn, from, turn.AsOf);
        var events = held?.Rows ?? turn.Database.Value<long>($"SELECT count(*) FROM log WHERE {window}");
        var figures = MeasureWindow.Of(turn.Strategy, rows);
        turn.Workplace.Progress.Step(0.5, "drift of each column");
        var drifts = new List<Drift>();
        Distribution? heldScores = null;
        double[] referenceScores = [];
        IReadOnlyList<DriftColumn> columns =
        [
            .. DriftColumn.All(turn.Strategy),
            .. LearnedColumns.Of(turn.Strategy, Reference(turn, turn.Database)),
        ];
        var saved = settings.Reference.Profile(turn);
        var heldBefore = saved ?? (reference is { } kept ? KeptProfiles.Of(turn, kept.From, kept.To) : null);
        var watched = held is null ? null : KeptColumns.Watched(turn.Strategy, held);
        if (heldBefore is not null && events > 0)
        {
            var before = saved ?? KeptColumns.Watched(turn.Strategy, heldBefore);
            watched ??= ProfileDrifts.Of(turn.Database, columns, window);
            drifts.AddRange(ProfileDrifts.Between(turn.Strategy, columns, watched, before));
            heldScores = ProfileDrifts.Held(before, columns[0]);
        }
        else if (reference is { } compared && events > 0)
        {
            var before = turn.Log.Within(compared.From, compared.To);
            referenceScores = ReferenceScores.Of(turn, scorer, before);
            drifts.AddRange(Drifts.Between(turn.Strategy, columns, turn.Database, window, before, referenceScores));
        }

        IReadOnlyList<EstimateRow> past = settings.Estimate is null ? [] : EstimateWindow.Known(turn);
        var estimates = EstimateWindow.Of(
            turn,
            reference is { } labelled ? turn.Log.Within(labelled.From, labelled.To) : null,
            scorer,
            past
        );
        var checks = settings.Alert.Concat(settings.Observe);
        var seen = Seen(turn, events, figures, drifts, turn.Database, checks) with
        {
            Columns = columns,
            Estimates = estimates,
            Audit = Audit.Of(turn),
            Profile = held,
            ReferenceProfile = saved is null ? heldBefore : KeptColumns.Declared(turn.Strategy, saved),
        };
        var slice = seen.Window;
        var windowScores = turn.Database.Reals($"SELECT {turn.Strategy.Target.Number(turn.Log.Score)} AS score FROM log WHERE {window}");
        var windowHeld = held is null ? null : ProfileDrifts.Held(watched!, columns[0]);
        var shown = ScoreSpan.Of(turn.Strategy.Target, referenceScores, heldScores?.Numbers ?? [], windowScores, windowHeld?.Numbers ?? []);
        return new()
        {
            From = from,
            To = turn.AsOf,
            InForce = turn.Base.Deployment.Current,
            ScoredBy = ScoredBy(turn, window),
            Events = events,
            Profiled = held is null ? null : true,
            NotKept = held is not null || turn.Of<LogRecord>().NotKept is null ? null : seen.Counted - events,
            Labelled = rows.Sample.Count,
            LabelMean = turn.Strategy.Target.MeanName is null ? null : LabelMean(rows.Sample, slice.IsSampled),
            ComplaintRate = seen.Events == 0 ? null : 1000.0 * seen.Count(turn.Log.Complaint) / seen.Events,
            Figures = figures,
            Windows = SideBySide.Of(turn),
            Estimates = settings.Estimate is null ? null : estimates,
            PastEstimates = settings.Estimate is null ? null : past,
            Realised = realised,
            Audit = seen.Audit,
            Confusion = Confusion.Of(turn, window),
            Drifts = drifts,
            Budget = settings.AlarmBudget is { } budget
                ? new DrawWindows(seen, budget, referenceScores, turn.Workplace.Progress).Run(settings.Alert)
                : null,
            Named = NamedDrift.Of(turn, drifts) is { Count: > 0 } named ? named : null,
            Importance = Importance(turn),
            Reference = drifts.Count == 0 ? "" : settings.Reference.Said,
            Span = turn.Strategy.Target.IsProbability ? null : shown,
            ScoreReference = heldScores is null ? ScoreShares.Of(referenceScores, shown) : ScoreShares.Of(heldScores, shown),
            ScoreWindow = held is null ? ScoreShares.Of(windowScores, shown) : ScoreShares.Of(windowHeld, shown),
            Checks =
            [
                .. settings.Alert.Select(check => Judge(check, seen, alert: true)),
                .. settings.Observe.Select(check => Judge(check, seen, alert: false)),
            ],
        };
    }

    private static IReadOnlyDictionary<string, double>? Importance(Turn turn) =>
        turn.Base.Deployment.Current is { } version
        && turn.Workplace.Files.Read(ModelManifest.Path(turn.Strategy.Model, version)) is not null
            ? ModelManifest.Read(turn.Workplace.Files, turn.Strategy.Model, version).Importance
            : null;

    /// <summary>Mean of the labels, each weighed by the events that it stands for.</summary>
    private static double? LabelMean(LabelledSample sample, bool isSampled) =>
        sample.Count == 0 ? null
        : isSampled ? sample.Label.Zip(sample.Weight, (label, weight) => label * weight).Sum() / sample.Weight.Sum()
        : sample.Label.Sum() / sample.Count;

    /// <summary>What checks may judge by.</summary>
    /// <param name="events">Rows of the window.</param>
    /// <param name="database">Has the tables that the slices look at.</param>
    /// <param name="checks">Those that will be judged: what they count is counted together.</param>
    public static Observation Seen(
        Turn turn,
        long events,
        IReadOnlyList<Figure> figures,
        IReadOnlyList<Drift> drifts,
        Database database,
        IEnumerable<Check> checks
    )
    {
        var received = turn.Of<LogRecord>();
        var settings = turn.Strategy.Main.Monitoring;
        var within = turn.Log.Within(turn.AsOf - settings.Window, turn.AsOf);
        var window = new Slice(database, within) { IsSampled = turn.Log.IsSampled };
        var hasRows = turn.Strategy.Log.Keep.HasRows;
        var notKept =
            received.NotKept is null || !hasRows
                ? 0
                : turn.Database.Value<long>($"SELECT count(*) FROM ({turn.Log.Rows(Partitions.NotKept)}) WHERE {within}");
        var counts = new WindowCounts(
            window,
            [AllOf, turn.Log.Complaint, .. hasRows ? checks.SelectMany(check => check.Counted(turn.Strategy)) : []]
        );
        var stands = hasRows ? counts.Of(AllOf) : events;
        return new(turn.Strategy, stands, figures, drifts, received.Quarantined.Values.Sum(), counts.Of)
        {
            AsOf = turn.AsOf,
            Threshold = ModelShelf.ThresholdInForce(turn),
            Arrived = received.Events,
            ArrivedBefore = [.. turn.Base.Ledger.Select(row => row.Events)],
            Counted = events + notKept,
            SchemaChanges = received.SchemaChanges,
            Landed = received.Landed > 0,
            Received = turn.ReceivedSince,
            Window = window,
            Reference = Reference(turn, database),
            Engine = turn.Workplace.Engine,
        };
    }

    private static Slice? Reference(Turn turn, Database database) =>
        turn.Strategy.Main.Monitoring.Reference.Span(turn) is { } span
            ? new(database, turn.Log.Within(span.From, span.To)) { IsSampled = turn.Log.IsSampled }
            : null;

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

    private static CheckResult Judge(Check check, Observation seen, bool alert)
    {
        var verdict = check.Judge(seen);
        return new(check.Said, alert, verdict.Outcome, verdict.Why);
    }
}
