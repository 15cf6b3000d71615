using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A metric of the audited events alone, held against limits: bad only when its whole interval is outside.")]
public sealed record AuditCheck : LimitedMetric
{
    public override string Said => $"audited {base.Said}";

    public override bool IsOfRows => false;

    public override Verdict Judge(Observation seen) =>
        seen.Audit is null
            ? Verdict.NotEnoughEvidence("nothing is audited: declare e.g. 'audit: { labels: 300 }' in curation.yaml")
            : Limits.Judge(
                Name,
                seen.Audit.Figures.FirstOrDefault(figure => figure.Cohort == In && figure.Metric == Name)?.Measured,
                AtLeast,
                AtMost,
                "no audited event has a label yet"
            );
}
