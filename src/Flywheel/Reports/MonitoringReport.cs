using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Drills;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Training;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>"Is this bad or okay?": the verdict first, then what needs a person, then the tables; what is fine takes one line.</summary>
public sealed class MonitoringReport(Turn turn, IReadOnlyList<LedgerRow> ledger, IReadOnlyList<DriftRow> drift)
{
    public const string Name = "monitoring.verified.md";

    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    /// <summary>Names and texts of the report and its pictures.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        var pictures = new MonitoringPictures(turn, ledger, drift);
        var report = new Markdown().Heading(1, $"{turn.Strategy.Model}: is this bad or okay? The {Span} to {turn.Version}");
        Verdict(report);
        Attention(report);
        new AlarmBudgetSection(turn).Add(report);
        if (!IsProfiled)
        {
            Performance(report, pictures);
        }

        new ConfusionSection(turn).Add(report);
        new WindowSizesSection(turn).Add(report);
        new EstimatesSection(turn).Add(report);
        new AuditSection(turn).Add(report);
        Cohorts(report);
        new DriftSection(turn, pictures).Add(report);
        new ArrivalsSection(turn).Add(report);
        new CurationSection(turn).Add(report);
        var labels = new LabelsSection(turn);
        labels.Add(report);
        yield return (Name, report.ToString());
        foreach (var picture in pictures.Files)
        {
            yield return picture;
        }

        if (labels.Picture is { } yields)
        {
            yield return (yields.Name, yields.Svg);
        }
    }

    private string Span => Yaml.Duration.Text(turn.Strategy.Main.Monitoring.Window);

    private string IntervalSaid =>
        $"{Numbers.Fixed(100 * (1 - (2 * turn.Strategy.Main.Monitoring.Error)), 0)} % intervals, pointwise, clustered by `{turn.Strategy.Log.Cluster.Text.ReplaceLineEndings(" ")}`";

    private void Verdict(Markdown report)
    {
        var alerts = Window.Checks.Where(check => check.Alert).ToList();
        var bad = alerts.Where(check => check.Outcome == Outcome.Bad).ToList();
        var unsure = alerts.Where(check => check.Outcome == Outcome.NotEnoughEvidence).ToList();
        report.Paragraph(
            bad.Count > 0 ? $"**Bad.** {string.Join(" ", bad.Select(check => $"{check.Check}: {check.Why}."))}"
            : unsure.Count > 0 ? $"**Not enough evidence.** {string.Join(" ", unsure.Select(check => $"{check.Check}: {check.Why}."))}"
            : alerts.Count == 0 ? "**No alert is declared**, so nothing raises a hand; see the checks below."
            : $"**Okay.** All {alerts.Count} alerts are ok."
        );
        report.Table(
            ["", "#this window"],
            [
                ["model in force", Window.InForce ?? "none yet"],
                .. Events,
                .. IsProfiled ? [] : OfLabels,
                ["trained a candidate", turn.Of<TriggerRecord>().Answer == Answer.Yes ? "yes" : "no"],
                ["because", turn.Of<TriggerRecord>().Reason],
                ["decision", turn.Of<Comparison>().Decision],
            ]
        );
        if (Window.NotKept is not null)
        {
            report.Paragraph(
                "**Sampled.** Not every event was kept. Metrics, shares of events and rates weigh a row by the inverse of its chance of being kept; drift, cohorts' row counts and what curation sees are of the events that were kept."
            );
        }

        if (IsProfiled)
        {
            report.Paragraph(
                $"**Profiled.** No event is kept: counts, quality and drift are told by profiles of {Yaml.Duration.Text(((Logging.Keeps.KeepProfile)turn.Strategy.Log.Keep).Every)} of events each, and nothing can be measured by labels or trained."
            );
        }

        if (ScoredBy is { } others)
        {
            report.Paragraph(others);
        }

        if (!IsProfiled)
        {
            report.Paragraph($"Intervals here are {IntervalSaid}.");
        }
    }

    /// <summary>Whether no row is kept: then nothing is known by labels.</summary>
    private bool IsProfiled => Window.Profiled == true;

    private string[][] OfLabels
    {
        get
        {
            var metric = turn.Strategy.Metrics[0];
            var measured = Window.Figures.FirstOrDefault(figure => figure.Cohort == Figure.All && figure.Metric == metric.Name)?.Measured;
            return
            [
                ["of these labelled by now", Numbers.Count(Window.Labelled)],
                .. turn.Strategy.Target.MeanName is { } mean
                    ?
                    [
                        [mean, Numbers.LabelMean(turn.Strategy.Target, Window.LabelMean)],
                    ]
                    : Array.Empty<string[]>(),
                ["complaints a thousand events", Window.ComplaintRate is { } rate ? Numbers.Fixed(rate, 1) : "–"],
                [metric.Name, Numbers.WithInterval(measured)],
            ];
        }
    }

    private string[][] Events =>
        Window.NotKept is { } others
            ?
            [
                ["events", Numbers.Count(Window.Events + others)],
                ["of these kept", Numbers.Count(Window.Events)],
            ]
            :
            [
                ["events", Numbers.Count(Window.Events)],
            ];

    /// <summary>Whose scores these are, where they are not simply those of the model in force: it may have been merged late.</summary>
    private string? ScoredBy
    {
        get
        {
            var all = Window.ScoredBy.Sum(scored => scored.Events);
            return all == 0 || (Window.ScoredBy is [{ By: var only }] && only == Window.InForce)
                ? null
                : $"**Scored by** {string.Join(", ", Window.ScoredBy.Select(scored => $"{(scored.By.Length == 0 ? "a version that production did not log" : scored.By)}: {Numbers.Percent((double)scored.Events / all)}"))}. "
                    + $"The figures of this page are of these scores, as production gave them, and not of {Window.InForce ?? "a model in force"} alone.";
        }
    }

    private void Attention(Markdown report)
    {
        var ids = Reading.Ids(ReadingNames.Of(turn.Strategy.Target, Window));
        var attention = Window.Checks.Where(check => check.Outcome != Outcome.Ok).ToList();
        var fine = Window.Checks.Where(check => check.Outcome == Outcome.Ok).ToList();
        report.Heading(2, "What needs a person");
        if (attention.Count == 0)
        {
            report.Paragraph("Nothing.");
        }
        else
        {
            report.Table(
                ["id", "check", "role", "verdict", "why"],
                attention.Select(check =>
                    new[] { $"`{ids[check.Check]}`", check.Check, check.Alert ? "alert" : "observe", Said(check.Outcome), check.Why }
                )
            );
        }

        if (fine.Count > 0)
        {
            report.Paragraph($"Fine: {string.Join("; ", fine.Select(check => $"{check.Check} `{ids[check.Check]}`"))}.");
        }

        if (IsProfiled)
        {
            return;
        }

        report.Paragraph(
            $"`./flywheel explain {turn.Strategy.Model} ID` takes a number apart: its SQL, and the rows that moved it most. Without an id it lists the ids of all numbers of this page."
        );
    }

    private void Performance(Markdown report, MonitoringPictures pictures)
    {
        report.Heading(2, "Performance, cycle by cycle");
        report.Picture(pictures.Performance.Name, pictures.Performance.Shows);
        report.Table(
            [
                "to",
                "in force",
                "#labelled",
                .. OfClasses("#positive"),
                $"#{ledger[^1].Metric}",
                "candidate",
                "#promised",
                "#realised",
                "decision",
            ],
            ledger
                .Zip(ledger.Skip(1).Select(next => next.Realised).Append(null))
                .TakeLast(8)
                .Reverse()
                .Select(pair =>
                {
                    var (row, realised) = pair;
                    return (string[])
                        [
                            Ledger.Day(row.AsOf),
                            row.InForce.Length == 0 ? "–" : row.InForce,
                            Numbers.Count(row.Labelled),
                            .. OfClasses(Numbers.Percent(row.LabelShare)),
                            Numbers.WithInterval(Measured(row.Value, row.Low, row.High)),
                            row.Candidate.Length == 0 ? "–" : row.Candidate,
                            Numbers.Difference(Measured(row.Difference, row.DifferenceLow, row.DifferenceHigh)),
                            realised is { } shown ? Numbers.Signed(shown, 3) : "–",
                            row.Decision,
                        ];
                })
        );
        report.Paragraph(
            $"{ledger[^1].Metric} is of the scores that production gave. Promised is the candidate less the model then in force on the hold-out, realised the same on the cycle after it, promoted or not."
        );
    }

    private string[] OfClasses(string cell) => turn.Strategy.Target.IsProbability ? [cell] : [];

    private void Cohorts(Markdown report)
    {
        var metrics = turn.Strategy.Metrics;
        var groups = Window.Figures.Select(figure => figure.Cohort).Distinct().ToList();
        if (Window.Labelled == 0 || Window.ScoredBy.Count == 0)
        {
            return;
        }

        report.Heading(2, "By cohort");
        report.Table(
            ["cohort", "#labelled", .. metrics.Select(metric => $"#{metric.Name}")],
            groups.Select(group =>
                new[] { group, Numbers.Count(Figure(group, metrics[0]).Rows) }
                    .Concat(metrics.Select(metric => Numbers.WithInterval(Figure(group, metric))))
                    .ToArray()
            )
        );
        report.Bullets(metrics.Select(metric => $"{metric.Name}: {metric.At(ModelShelf.ThresholdInForce(turn)).Definition}"));

        Measurement Figure(string group, Metric metric) =>
            Window.Figures.First(figure => figure.Cohort == group && figure.Metric == metric.Name).Measured;
    }

    private static Measurement Measured(double? value, double? low, double? high) =>
        new()
        {
            Value = value,
            Low = low,
            High = high,
        };

    private static string Said(Outcome outcome) => Yaml.KebabCase.Of(outcome.ToString()).Replace('-', ' ');
}
