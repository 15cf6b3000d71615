using Flywheel.Curation;
using Flywheel.Monitoring;
using Flywheel.Turns;

namespace Flywheel.Reports;

/// <summary>The part of the monitoring report that tells what the audited events say.</summary>
public sealed class AuditSection(Turn turn)
{
    private MonitoringRecord Window => turn.Of<MonitoringRecord>();

    /// <summary>Nothing where the strategy has no audit.</summary>
    public void Add(Markdown report)
    {
        if (Window.Audit is not { } audit)
        {
            return;
        }

        var curation = turn.Of<CurationRecord>();
        var bought = curation.ByRule.GetValueOrDefault(AuditStream.Name);
        var over = Yaml.Duration.Text(audit.Over);
        report.Heading(2, "Audit");
        report.Paragraph(
            $"{Numbers.Count(audit.Audited)} of the {Numbers.Count(audit.Events)} events of the last {over} were drawn for the audit from all alike, and {Numbers.Count(audit.Labelled)} of these have a label by now. "
                + (
                    turn.Strategy.Curation.Labels is LabelsFromLog
                        ? $"This turn adds {Numbers.Count(bought)} labels for {Numbers.Fixed(bought * curation.LabelPrice, 2)}, of its own budget."
                        : $"This turn asks for {Numbers.Count(bought)} labels, of its own budget."
                )
        );
        if (audit.Labelled == 0)
        {
            return;
        }

        var metrics = turn.Strategy.Metrics;
        report.Table(
            ["cohort", .. metrics.Select(metric => $"#{metric.Name}")],
            audit
                .Figures.GroupBy(figure => figure.Cohort)
                .Where(cohort => cohort.Key == Figure.All || cohort.Any(figure => figure.Measured.Value is not null))
                .Select(cohort => cohort.Select(figure => Numbers.WithInterval(figure.Measured)).Prepend(cohort.Key).ToArray())
        );
        if (
            Window.Figures.FirstOrDefault(figure => figure.Cohort == Figure.All && figure.Metric == metrics[0].Name)?.Measured is
            { Value: not null } all
        )
        {
            report.Paragraph(
                $"All labels of the window say {metrics[0].Name} {Numbers.WithInterval(all)}: what rules picked besides is weighed by its chance there, and is not in the table."
            );
        }
    }
}
