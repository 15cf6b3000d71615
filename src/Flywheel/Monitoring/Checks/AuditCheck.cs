using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A metric of the audited events alone, held against limits: bad only when its whole interval is outside.")]
public sealed record AuditCheck : Check
{
    [Doc("One of the strategy's metrics."), Example("auc")]
    public required string Name { get; init; }

    [Doc("Lowest good value.")]
    public double? AtLeast { get; init; }

    [Doc("Highest good value.")]
    public double? AtMost { get; init; }

    [Doc("Cohort to measure; all audited rows without it.")]
    public string In { get; init; } = Figure.All;

    public override string Said => $"audited {Name}{(In == Figure.All ? "" : $" of {In}")}{Limits.Said(AtLeast, AtMost)}";

    public override string Cohort => In;

    public override bool IsOfRows => false;

    public override IEnumerable<DeclaredName> Names => [new("name", Name, NameOf.Metric)];

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
