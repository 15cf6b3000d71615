using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.OfflineTesting.Gates;
using Flywheel.Reports.Charts;
using Flywheel.SignOff;
using Flywheel.State;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The candidate against the model in force, for the person who signs: verdict and reason first, then the evidence.</summary>
public sealed class ComparisonReport(Turn turn)
{
    public const string Name = "comparison.verified.md";
    private const string ScorePicture = "candidate-score.svg";

    private Comparison Seen => turn.Of<Comparison>();

    private string Metric => turn.Strategy.Metrics[0].Name;

    /// <summary>Names and texts of the report and its pictures.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        if (Seen.Candidate is null)
        {
            yield return (Name, WithoutCandidate());
            yield return (ComparisonJson.Name, ComparisonJson.Text(turn));
            yield break;
        }

        var report = new Markdown().Heading(
            1,
            Seen.Current is null
                ? $"{turn.Strategy.Model}: first model, candidate {Seen.Candidate}"
                : $"{turn.Strategy.Model}: candidate {Seen.Candidate} against {Seen.Current}"
        );
        Verdict(report);
        new BeforeMerging(turn).Add(report);
        Gates(report);
        Overall(report);
        new NoiseSection(turn).Add(report);
        new MoneySection(turn).Add(report);
        var cohorts = Cohorts(report);
        EvaluationSets(report);
        new GrownSetsSection(turn).Add(report);
        new BesideSection(turn).Add(report);
        var score = Scores(report);
        new ExpectationsSection(turn).Add(report);
        new DisagreementsSection(turn).Add(report);
        new OtherMetricsSection(turn).Add(report);
        new ForgettingSection(turn).Add(report);
        new SearchSection(turn).Add(report);
        new TrainedOnSection(turn).Add(report);
        new DataChangeSection(turn).Add(report);
        yield return (Name, report.ToString());
        yield return (ComparisonJson.Name, ComparisonJson.Text(turn));
        yield return (CohortPicture.Name, cohorts);
        yield return (ScorePicture, score);
    }

    /// <summary>A turn without a candidate says so here, so that the comparison of an earlier one is not taken for its own.</summary>
    private string WithoutCandidate()
    {
        var report = new Markdown()
            .Heading(1, $"{turn.Strategy.Model}: no candidate on {turn.Version}")
            .Paragraph(Proposal.Verdict(turn))
            .Bullets([Proposal.IfMerged(turn), $"How production did: [{MonitoringReport.Name}]({MonitoringReport.Name})."]);
        if (turn.Base.Ledger.LastOrDefault(row => row.Candidate.Length > 0) is { } last)
        {
            report.Paragraph(
                $"The last comparison was that of {Ledger.Day(last.AsOf)} ({last.Decision}), and `{CohortPicture.Name}` and `{ScorePicture}` beside this page are its pictures. "
                    + $"Its text is in git: `git log -p -- reports/{turn.Strategy.Model}/{Name}`."
            );
        }

        new GrownSetsSection(turn).Add(report);
        return report.ToString();
    }

    private double Error => turn.Strategy.Main.OfflineTest.Error;

    private string IntervalSaid => $"{Numbers.Fixed(100 * (1 - (2 * Error)), 0)} %";

    private void Verdict(Markdown report)
    {
        report.Paragraph(Proposal.Verdict(turn));
        var difference = Seen.Of(Figure.All, Metric)?.Difference;
        List<string> said =
        [
            Seen.Current is null
                ? $"There is no model in force to compare with: {Metric} of the candidate is {Numbers.WithInterval(Seen.Of(Figure.All, Metric)!.CandidateMeasured)}."
                : $"Candidate minus current in {Metric}: {Numbers.Difference(difference)} on {Numbers.Count(Seen.Rows)} labelled rows held out from {Ledger.Day(Seen.HoldOutFrom)} to {turn.Version}, in {Numbers.Fixed(difference?.Clusters ?? 0, 1)} clusters (rows that share `{Cluster}`){NextCycleSaid}.",
            $"Trained because {turn.Of<TriggerRecord>().Reason}.",
            Proposal.IfMerged(turn),
        ];
        report.Bullets(BeforeMerging.Shown(turn) is { } shown ? [.. said.Take(1), shown, .. said.Skip(1)] : said);
    }

    private string Cluster => turn.Strategy.Log.Cluster.Text.ReplaceLineEndings(" ");

    private string NextCycleSaid =>
        Seen.NextCycle is { } next
            ? $"; in the next cycle {Numbers.Difference(next.Difference)}, as far off as the {next.Turns} turns before were"
            : "";

    private void Gates(Markdown report)
    {
        report.Heading(2, "Gates");
        report.Table(
            ["gate", "asks for", "answer", "why"],
            Seen.Gates.Select(gate => new[] { gate.Gate, gate.Said, ReportedGate.Words(gate.Outcome), gate.Why })
        );
        var stakeholders = turn.Strategy.Main.OfflineTest.SignOff;
        if (stakeholders.Count > 0 && Seen.Current is not null)
        {
            string[] owners = stakeholders.Values.Any(asked => asked.Owners.Count > 0) ? ["accepted by"] : [];
            report.Table(
                ["stakeholder", "relies on", "has it", .. owners],
                stakeholders.Select(stakeholder =>
                    (string[])
                        [
                            stakeholder.Key,
                            string.Join(", ", stakeholder.Value.ReliesOn),
                            Seen.AreOpen(stakeholder.Value.ReliesOn) ? "yes" : "no",
                            .. owners.Select(_ => stakeholder.Value.Owners is [_, ..] named ? string.Join(", ", named) : "–"),
                        ]
                )
            );
        }
    }

    private void Overall(Markdown report)
    {
        report.Heading(2, "Overall");
        report.Table(
            ["metric", "#current", "#candidate", "#difference", "better is"],
            turn.Strategy.Metrics.Select(metric =>
            {
                var contrast = Seen.Of(Figure.All, metric.Name)!;
                return new[]
                {
                    metric.Name,
                    contrast.CurrentMeasured is null ? "–" : Numbers.WithInterval(contrast.CurrentMeasured),
                    Numbers.WithInterval(contrast.CandidateMeasured),
                    Numbers.Difference(contrast.Difference),
                    metric.Direction > 0 ? "more"
                    : metric.Direction < 0 ? "less"
                    : "nearer to 0",
                };
            })
        );
        report.Paragraph(
            Seen.NextCycle is { } next
                ? $"Next cycle, predictive: {Metric} {Numbers.Difference(next.Difference)}. A hold-out's difference was off by {Numbers.Fixed(next.Difference.StandardError ?? 0, 4)} (root mean square) in the {next.Turns} turns before, which no interval on these rows can know."
                : $"Next cycle: not predicted before the ledger holds {NextCycle.FewestTurns} turns with what their candidates showed afterwards."
        );
        report.Paragraph(
            $"{IntervalSaid} intervals on these rows, pointwise: each end errs with {Numbers.Percent(Error)}. Rows of one cluster (`{Cluster}`) are not independent, "
                + "so clusters are what is counted, by Student's t. "
                + $"{Numbers.Count(Seen.Unlabelled)} events of the hold-out have no label yet; {Numbers.Count(Seen.Seen)} were left out because a model had seen them; "
                + $"the effective size is {Numbers.Count((long)Math.Round(Seen.EffectiveSize))}."
        );
    }

    private string Cohorts(Markdown report)
    {
        var groups = Seen.Contrasts.Where(contrast => contrast.Metric == Metric && contrast.Kind != GroupKind.EvaluationSet).ToList();
        var margin = turn.Strategy.Main.OfflineTest.Gates.OfType<NoHarm>().FirstOrDefault(gate => gate.Metric == Metric);
        report.Heading(2, "By cohort");
        var verdict = new CohortVerdict(turn.Strategy.Metrics[0], margin, Error);
        var chart = CohortPicture.Of(groups, turn.Strategy.Metrics[0], margin, verdict, IntervalSaid);
        report.Picture(CohortPicture.Name, chart.Shows);
        Table(report, "cohort", groups, margin);
        if (margin is not null && Seen.Current is not null)
        {
            report.Paragraph(
                $"Verdict, pointwise, by no-harm's margin of {margin.By}: ok where the loss that is excluded is smaller, bad where a loss beyond it is certain (error {Numbers.Percent(Error)}). "
                    + (
                        margin.Error is { } own && own != Error
                            ? $"The loss excluded is the lower bound with the gate's own error of {Numbers.Percent(own)}; the interval's ends err with {Numbers.Percent(Error)}, so it reaches further. "
                            : ""
                    )
                    + (
                        margin.In.Count == 0
                            ? "no-harm asks every cohort. "
                            : $"no-harm asks the cohorts of {string.Join(", ", margin.In)}; the others are shown for people. "
                    )
                    + "The cohorts' intervals share what they know of clusters (moderated variance)."
            );
        }

        if (Seen.Pooled.Count > 0)
        {
            report.Paragraph(
                $"Pooled, each with fewer than {turn.Strategy.CohortsFile.MinimumRows} labelled rows: {string.Join(", ", Seen.Pooled)}."
            );
        }

        if (Seen.Missing.Count > 0)
        {
            report.Paragraph($"Without a labelled row: {string.Join(", ", Seen.Missing)}.");
        }

        return chart.Svg;
    }

    private void Table(Markdown report, string head, IReadOnlyList<Contrast> groups, NoHarm? margin)
    {
        var verdict = new CohortVerdict(turn.Strategy.Metrics[0], margin, Error);
        report.Table(
            [
                head,
                "#rows",
                "#current",
                "#candidate",
                $"#difference, {IntervalSaid}",
                $"#loss excluded, error {Numbers.Percent(margin?.Error ?? Error)}",
                "verdict",
            ],
            groups.Select(contrast =>
                new[]
                {
                    contrast.Group,
                    Numbers.Count(contrast.CandidateMeasured.Rows),
                    contrast.CurrentMeasured is null ? "–" : Numbers.Value(contrast.CurrentMeasured),
                    Numbers.Value(contrast.CandidateMeasured),
                    Numbers.Difference(contrast.Difference),
                    verdict.Excluded(contrast) is { } excluded ? Numbers.Fixed(Math.Max(0, -excluded), 3) : "–",
                    verdict.Of(contrast) switch
                    {
                        Evidence.Bad => "bad",
                        Evidence.Ok => "ok",
                        _ => contrast.Difference is null ? "–" : "not enough evidence",
                    },
                }
            )
        );
    }

    private void EvaluationSets(Markdown report)
    {
        var sets = Seen.Contrasts.Where(contrast => contrast.Metric == Metric && contrast.Kind == GroupKind.EvaluationSet).ToList();
        if (sets.Count > 0)
        {
            report.Heading(2, "Evaluation sets");
            Table(report, "set", sets, turn.Strategy.Main.OfflineTest.Gates.OfType<NoHarm>().FirstOrDefault());
        }
    }

    private string Scores(Markdown report)
    {
        var span = Seen.Span ?? ScoreSpan.Probability;
        var chart = new HistogramPair
        {
            Title = Seen.Current is null ? "Scores on the hold-out" : "Scores on the hold-out: current and candidate",
            XLabel = span.Said(turn.Strategy.Target),
            Edges = span.Edges(),
            First = new("current", Seen.ScoreCurrent.Count == 0 ? new double[span.Bins] : Seen.ScoreCurrent),
            Second = new("candidate", Seen.ScoreCandidate.Count == 0 ? new double[span.Bins] : Seen.ScoreCandidate),
        };
        report.Picture(ScorePicture, chart.Describe());
        return chart.ToSvg();
    }
}
