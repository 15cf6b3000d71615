using Flywheel.Curation;
using Flywheel.Curation.Labelling;
using Flywheel.Logging;
using Flywheel.Monitoring;
using Flywheel.OfflineTesting;
using Flywheel.Rollout;
using Flywheel.State;
using Flywheel.Storage;
using Flywheel.Triggers;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>Stage "report": what was seen and decided, for people; and the ledger's row, last of all.</summary>
public static class WriteReports
{
    public static ReportRecord Run(Turn turn)
    {
        var folder = $"reports/{turn.Strategy.Model}";
        var comparison = turn.Of<Comparison>();
        var ledger = turn.Base.Ledger.Append(Row(turn)).ToList();
        var drift = turn.Base.Drift.Concat(Drifts(turn)).ToList();
        var files = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        var written = new (string Name, string Text)[2][];
        Parallel.Invoke(
            () => written[0] = [.. new MonitoringReport(turn, ledger, drift).Files()],
            () => written[1] = [.. new ComparisonReport(turn).Files()]
        );
        foreach (var (name, text) in written.SelectMany(report => report))
        {
            files[$"{folder}/{name}"] = text;
        }

        files[DriftHistory.Path(turn.Strategy.Model)] = DriftHistory.Write(drift);
        if (Estimates(turn) is { Count: > 0 } estimates)
        {
            files[EstimateHistory.Path(turn.Strategy.Model)] = EstimateHistory.Write(estimates);
        }

        if (turn.Base.Regret.Concat(turn.Of<TriggerRecord>().Regrets ?? []).ToList() is { Count: > 0 } regrets)
        {
            files[RegretHistory.Path(turn.Strategy.Model)] = RegretHistory.Write(regrets);
        }

        files[ModelCard.Path(turn.Strategy.Model, turn.Version)] = new ModelCard(turn).Text();
        files[Ledger.Path(turn.Strategy.Model)] = Ledger.Write(ledger);
        return new()
        {
            Summary = Summary(turn),
            ReadFirst = $"{folder}/{(comparison.Candidate is null ? MonitoringReport.Name : ComparisonReport.Name)}",
            Proposals = files,
        };
    }

    private static string Summary(Turn turn)
    {
        var comparison = turn.Of<Comparison>();
        return comparison.Decision switch
        {
            Decisions.Promote => $"Candidate {comparison.Candidate} is proposed for production. {comparison.Why}",
            Decisions.Hold => $"Candidate {comparison.Candidate} is held back. {comparison.Why}",
            Decisions.Refuse => $"Candidate {comparison.Candidate} is refused. {comparison.Why}",
            Decisions.NotEnoughEvidence => $"Candidate {comparison.Candidate} is not promoted: not enough evidence. {comparison.Why}",
            _ => $"No candidate: {turn.Of<TriggerRecord>().Reason}.",
        };
    }

    private static IEnumerable<DriftRow> Drifts(Turn turn) =>
        turn.Of<MonitoringRecord>().Drifts.Select(drift => new DriftRow(turn.AsOf, drift.Column, drift.Distance, drift.Value));

    private static List<EstimateRow> Estimates(Turn turn)
    {
        var window = turn.Of<MonitoringRecord>();
        return
        [
            .. window.PastEstimates ?? turn.Base.Estimates,
            .. (window.Estimates ?? [])
                .Where(estimate => estimate.Value is not null)
                .Select(estimate => new EstimateRow(turn.AsOf, estimate.Cohort, estimate.Metric, estimate.Value!.Value)),
        ];
    }

    private static LedgerRow Row(Turn turn)
    {
        var window = turn.Of<MonitoringRecord>();
        var comparison = turn.Of<Comparison>();
        var trigger = turn.Of<TriggerRecord>();
        var curation = turn.Of<CurationRecord>();
        var metric = turn.Strategy.Metrics[0].Name;
        var measured = window.Figures.FirstOrDefault(figure => figure.Cohort == Figure.All && figure.Metric == metric)?.Measured;
        var difference = comparison.Of(Figure.All, metric)?.Difference;
        return new()
        {
            AsOf = turn.AsOf,
            InForce = window.InForce ?? "",
            Events = turn.Of<LogRecord>().Events,
            Labelled = window.Labelled,
            LabelShare = turn.Strategy.Target.IsProbability ? window.LabelMean : null,
            Metric = metric,
            Value = measured?.Value,
            Low = measured?.Low,
            High = measured?.High,
            Alarms = window.Alarms,
            Trigger = KebabCase(trigger.Answer),
            Reason = trigger.Reason,
            Candidate = comparison.Candidate ?? "",
            Difference = difference?.Value,
            DifferenceLow = difference?.Low,
            DifferenceHigh = difference?.High,
            Realised = window.Realised?.Shown.Value,
            Decision = comparison.Decision,
            Next = turn.Of<RolloutRecord>().Next ?? "",
            Curated = curation.Batch.Rows,
            LabelCost = curation.Cost + turn.Of<LabelRecord>().Cost,
            Cost = TurnCost.Of(turn).Total,
            Strategy = turn.Strategy.Digest[..Digest.Shown],
        };
    }

    private static string KebabCase(Answer answer) => Yaml.KebabCase.Of(answer.ToString());
}
