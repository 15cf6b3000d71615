using Flywheel.Curation;
using Flywheel.Logging;
using Flywheel.Metrics;
using Flywheel.Monitoring;
using Flywheel.Monitoring.Budgets;
using Flywheel.Monitoring.Drills;
using Flywheel.Monitoring.Estimates;
using Flywheel.OfflineTesting;
using Flywheel.State;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>"Is this bad or okay?": the verdict first, then what needs a person, then the tables; what is fine takes one line.</summary>
public sealed class MonitoringReport(Turn turn, IReadOnlyList<LedgerRow> ledger, IReadOnlyList<DriftRow> drift)
{
    public const string Name = "monitoring.verified.md";

    /// <summary>Columns that the table of drift has room for.</summary>
    private const int MostColumns = 20;

    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    /// <summary>Names and texts of the report and its pictures.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        var pictures = new MonitoringPictures(turn, ledger, drift);
        var report = new Markdown().Heading(1, $"{turn.Strategy.Model}: is this bad or okay? The {Span} to {turn.Version}");
        Verdict(report);
        Attention(report);
        Budget(report);
        Performance(report, pictures);
        Windows(report);
        Estimated(report);
        Cohorts(report);
        Drift(report, pictures);
        Columns(report);
        Production(report);
        yield return (Name, report.ToString());
        foreach (var picture in pictures.Files)
        {
            yield return picture;
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
        var metric = turn.Strategy.Metrics[0];
        var measured = Window.Figures.FirstOrDefault(figure => figure.Cohort == Figure.All && figure.Metric == metric.Name)?.Measured;
        report.Table(
            ["", "#this window"],
            [
                ["model in force", Window.InForce ?? "none yet"],
                .. Events,
                ["of these labelled by now", Numbers.Count(Window.Labelled)],
                ["share of positive labels", Numbers.Percent(Window.LabelShare)],
                ["complaints a thousand events", Window.ComplaintRate is { } rate ? Numbers.Fixed(rate, 1) : "–"],
                [metric.Name, Numbers.WithInterval(measured)],
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

        if (ScoredBy is { } others)
        {
            report.Paragraph(others);
        }

        report.Paragraph($"Intervals here are {IntervalSaid}.");
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
        var ids = Reading.Ids(ReadingNames.Of(Window));
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

        report.Paragraph(
            $"`./flywheel explain {turn.Strategy.Model} ID` takes a number apart: its SQL, and the rows that moved it most. Without an id it lists the ids of all numbers of this page."
        );
    }

    /// <summary>Only where the strategy asks.</summary>
    private void Budget(Markdown report)
    {
        if (Window.Budget is not { } budget)
        {
            return;
        }

        report.Heading(2, "Alarms by chance");
        if (budget.Why is { } why)
        {
            report.Paragraph($"Not known: {why}.");
            return;
        }

        var weeks = turn.Strategy.Main.Cycle / TimeSpan.FromDays(7);
        var all = budget.Expected * AlarmBudget.Turns;
        report.Paragraph(
            $"{(budget.Expected > weeks ? "**More than one a week.** " : "")}Were the window like the days before it, the alerts would raise {Numbers.Fixed(budget.Expected, 2)} alarms a turn, and no more than {budget.Upper} in 95 of 100 turns; in {AlarmBudget.Turns} turns {Numbers.Fixed(all, 1)}, and no more than {budget.UpperOfTurns} in 95 of 100 times. "
                + $"So say {Numbers.Count(budget.Resamples)} windows drawn from {Numbers.Count(budget.Periods)} periods."
        );
        report.Bullets(
            budget
                .Checks.Where(check => check.Share > 0)
                .Select(check => $"{check.Check}: in {Numbers.Percent(check.Share)} of the drawn windows.")
        );
        if (budget.NotAsked.Count > 0)
        {
            report.Paragraph($"Not counted, as the window's rows alone do not decide them: {string.Join("; ", budget.NotAsked)}.");
        }
    }

    private void Performance(Markdown report, MonitoringPictures pictures)
    {
        report.Heading(2, "Performance, cycle by cycle");
        report.Picture(pictures.Performance.Name, pictures.Performance.Shows);
        report.Table(
            ["to", "in force", "#labelled", "#positive", $"#{ledger[^1].Metric}", "candidate", "#promised", "#realised", "decision"],
            ledger
                .Zip(ledger.Skip(1).Select(next => next.Realised).Append(null))
                .TakeLast(8)
                .Reverse()
                .Select(pair =>
                {
                    var (row, realised) = pair;
                    return new[]
                    {
                        Ledger.Day(row.AsOf),
                        row.InForce.Length == 0 ? "–" : row.InForce,
                        Numbers.Count(row.Labelled),
                        Numbers.Percent(row.LabelShare),
                        Numbers.WithInterval(Measured(row.Value, row.Low, row.High)),
                        row.Candidate.Length == 0 ? "–" : row.Candidate,
                        Numbers.Difference(Measured(row.Difference, row.DifferenceLow, row.DifferenceHigh)),
                        realised is { } shown ? Numbers.Signed(shown, 3) : "–",
                        row.Decision,
                    };
                })
        );
        report.Paragraph(
            $"{ledger[^1].Metric} is of the scores that production gave. Promised is the candidate less the model then in force on the hold-out, realised the same on the cycle after it, promoted or not."
        );
    }

    /// <summary>Only where the strategy names other sizes.</summary>
    private void Windows(Markdown report)
    {
        if (Window.Windows is not { } others)
        {
            return;
        }

        var metrics = turn.Strategy.Metrics;
        var own = new OtherWindow(
            turn.Strategy.Main.Monitoring.Window,
            Window.Events + (Window.NotKept ?? 0),
            Window.Labelled,
            [.. Window.Figures.Where(figure => figure.Cohort == Figure.All)]
        );
        report.Heading(2, "Window sizes side by side");
        report.Table(
            ["the last", "#events", "#labelled", .. metrics.Select(metric => $"#{metric.Name}")],
            others
                .Append(own)
                .DistinctBy(other => other.Size)
                .OrderBy(other => other.Size)
                .Select(other =>
                    metrics
                        .Select(metric =>
                            Numbers.WithInterval(other.Figures.FirstOrDefault(figure => figure.Metric == metric.Name)?.Measured)
                        )
                        .Prepend(Numbers.Count(other.Labelled))
                        .Prepend(Numbers.Count(other.Events))
                        .Prepend(Yaml.Duration.Text(other.Size))
                        .ToArray()
                )
        );
        report.Paragraph("The windows share their newest events, so these figures are not independent of each other.");
    }

    /// <summary>Only where the strategy asks for estimates.</summary>
    private void Estimated(Markdown report)
    {
        if (Window.Estimates is not { } estimates)
        {
            return;
        }

        report.Heading(2, "Estimated before the labels");
        if (estimates.Count == 0)
        {
            report.Paragraph("Nothing could be estimated: there is no reference with labels yet.");
            return;
        }

        var metrics = estimates.Select(one => one.Metric).Distinct().ToList();
        report.Table(
            ["cohort", "#scored", .. metrics.Select(metric => $"#{metric}, so far")],
            estimates
                .GroupBy(one => one.Cohort)
                .Select(cohort =>
                    metrics
                        .Select(metric => Cell(cohort.First(one => one.Metric == metric)))
                        .Prepend(Numbers.Count(cohort.First().Rows))
                        .Prepend(cohort.Key)
                        .ToArray()
                )
        );
        report.Paragraph(
            "The estimate takes the scores, calibrated on the reference, for the chances of the labels: it sees other rows, and not that the same rows now end otherwise. In brackets stands the band that its past errors make of it, and before there are ten of them ± the metric's own sampling error; behind it what the labels so far say."
        );
        report.Bullets(
            estimates
                .Where(one => one is { Cohort: Figure.All, PastError: not null })
                .Select(one => $"{one.Metric}: off by {Shown(one.PastError)} in the mean of {one.Past} past windows.")
        );
        report.Bullets(
            estimates
                .Where(one => one.Contest is not null)
                .Select(one =>
                    $"{one.Metric} of {one.Cohort}: over {one.Contest!.Windows} windows its bands scored {Numbers.Fixed(one.Contest.OfEstimate, 3)}, and bands around the last known value {Numbers.Fixed(one.Contest.OfLastValue, 3)} (Winkler, less is better): "
                    + (
                        one.Contest.EstimateWins
                            ? "the estimate tells more than the last value."
                            : "**the estimate adds nothing** to the last value."
                    )
                )
        );

        string Cell(Estimate one)
        {
            var band =
                one.Band is { } past ? $" [{Shown(past.Low)}, {Shown(past.High)}]"
                : one.SamplingError is { } error ? $" ± {Numbers.Fixed(error, 3)}"
                : "";
            var labelled = Window
                .Figures.FirstOrDefault(figure => figure.Cohort == one.Cohort && figure.Metric == one.Metric)
                ?.Measured.Value;
            return $"{Shown(one.Value)}{band}, {Shown(labelled)}";
        }

        static string Shown(double? value) => value is { } known ? Numbers.Fixed(known, 3) : "–";
    }

    private void Cohorts(Markdown report)
    {
        var metrics = turn.Strategy.Metrics;
        var groups = Window.Figures.Select(figure => figure.Cohort).Distinct().ToList();
        if (Window.Labelled == 0 || Window.InForce is null)
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
        report.Bullets(metrics.Select(metric => $"{metric.Name}: {metric.Definition}"));

        Measurement Figure(string group, Metric metric) =>
            Window.Figures.First(figure => figure.Cohort == group && figure.Metric == metric.Name).Measured;
    }

    private void Drift(Markdown report, MonitoringPictures pictures)
    {
        report.Heading(2, "Drift");
        if (Window.Drifts.Count == 0)
        {
            report.Paragraph("There is no reference yet: it begins with the first model in force.");
            return;
        }

        report.Paragraph($"The window against {Window.Reference}.");
        var distances = turn.Strategy.Distances;
        var found = Window.Drifts.ToDictionary(drift => (drift.Column, drift.Distance), drift => drift.Value);
        var measured = DriftColumn
            .Ranked(turn.Strategy, Window.Importance)
            .Where(name => distances.Any(one => found.ContainsKey((name, one.Name))))
            .ToList();
        var shown = MonitoringPictures.Most(measured, First, MostColumns);
        report.Table(
            ["column", "#importance", .. distances.Select(distance => $"#{distance.Name}")],
            shown.Select(name =>
                distances
                    .Select(distance => found.TryGetValue((name, distance.Name), out var value) ? Numbers.Fixed(value, 3) : "–")
                    .Prepend(Window.Importance?.TryGetValue(name, out var share) == true ? Numbers.Percent(share) : "–")
                    .Prepend(name)
                    .ToArray()
            )
        );
        if (shown.Count < measured.Count)
        {
            report.Paragraph(
                $"The {measured.Count - shown.Count} other columns are at {Numbers.Fixed(measured.Except(shown).Max(First), 3)} of {distances[0].Name} or less: drift.csv."
            );
        }

        if (Window.Named is { } named)
        {
            report.Bullets(named.Select(Said));
        }

        report.Picture(pictures.Drift.Name, pictures.Drift.Shows);
        report.Picture(pictures.Score.Name, pictures.Score.Shows);
        report.Paragraph(
            $"Conventions: {string.Join(", ", Window.Drifts.Select(drift => drift.Convention).Distinct().Order(StringComparer.Ordinal).Select(name => $"`{name}`"))}."
        );
        report.Bullets(
            distances.Where(distance => distance.Caution.Length > 0).Select(distance => $"Beware of {distance.Name}: {distance.Caution}.")
        );

        double First(string column) => found.GetValueOrDefault((column, distances[0].Name));
    }

    /// <summary>Only where there is something to say.</summary>
    private void Columns(Markdown report)
    {
        if (turn.Of<LogRecord>().SchemaChanges is not { Count: > 0 } changes)
        {
            return;
        }

        report.Heading(2, "Columns that changed");
        report.Table(
            ["files", "column", "change", "was", "is"],
            changes.Select(change =>
                new[]
                {
                    change.Stream,
                    $"`{change.Column}`",
                    Yaml.KebabCase.Of(change.Change.ToString()),
                    Shown(change.Was),
                    Shown(change.Is),
                }
            )
        );
        report.Paragraph(
            "Of all files that landed since the last turn, against those of the cycle before. A value that cannot be read as its column is declared goes to quarantine."
        );

        static string Shown(string type) => type.Length == 0 ? "–" : type;
    }

    private void Production(Markdown report)
    {
        var log = turn.Of<LogRecord>();
        var curation = turn.Of<CurationRecord>();
        report.Heading(2, "What arrived, and what was kept");
        report.Bullets([
            $"{Numbers.Count(log.Events)} events, {Numbers.Count(log.Labels)} labels and {Numbers.Count(log.Feedback)} complaints were received since the last turn; {Numbers.Count(log.EventsSoFar)} events since the beginning.",
            log.Quarantined.Count == 0
                ? "Nothing went to quarantine."
                : $"{Numbers.Count(log.Quarantined.Values.Sum())} rows went to quarantine: {string.Join("; ", log.Quarantined.Select(reason => $"{reason.Key} ({reason.Value})"))}.",
            .. log.NotKept is { } notKept
                ?
                [
                    $"Of these events the sample left out {Numbers.Count(notKept)}; {Numbers.Count(log.LabelsOfNotKept ?? 0)} labels were theirs.",
                ]
                : Array.Empty<string>(),
            $"Labels that wait for their event: {Numbers.Count(log.LabelsWithoutEvent)}.",
            $"Curation put {Numbers.Count(curation.Batch.Rows)} of {Numbers.Count(curation.Candidates)} points into the reservoir ({string.Join(", ", curation.ByRule.Select(rule => $"{rule.Key} {Numbers.Count(rule.Value)}"))}); their labels cost {Numbers.Fixed(curation.Cost, 2)}.",
        ]);
    }

    private static Measurement Measured(double? value, double? low, double? high) =>
        new()
        {
            Value = value,
            Low = low,
            High = high,
        };

    private string Said(NamedDrift drift)
    {
        var since = Ledger.Day(drift.Since);
        return drift.Kind switch
        {
            KindOfDrift.Instantaneous => $"{drift.Check}: **instantaneous**, from one turn to the next at {since}, and it has stayed.",
            KindOfDrift.Gradual => $"{drift.Check}: **gradual**, turn by turn, above its limit since {since}.",
            KindOfDrift.Periodic => $"{drift.Check}: **periodic**, at even distances, the last time from {since}.",
            KindOfDrift.Temporary => $"{drift.Check}: **temporary**, from {since}, and it is over.",
            _ when turn.Strategy.Main.Monitoring.Reference.Moves =>
                $"{drift.Check}: was above its limit from {since}; **undecided** of what kind, as the reference moves along with the window.",
            _ =>
                $"{drift.Check}: was above its limit from {since}; **undecided** of what kind by the {drift.Turns} {(drift.Turns == 1 ? "turn" : "turns")} with this reference.",
        };
    }

    private static string Said(Outcome outcome) => Yaml.KebabCase.Of(outcome.ToString()).Replace('-', ' ');
}
