using Flywheel.Metrics;
using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A metric of the scores that production gave, held against limits: bad only when its whole interval is outside.")]
public sealed record MetricCheck : LimitedMetric
{
    public override Verdict Judge(Observation seen) => Limits.Judge(Name, Measured(seen), AtLeast, AtMost, "no labelled row");

    private Measurement? Measured(Observation seen) =>
        seen.Figures.FirstOrDefault(figure => figure.Cohort == In && figure.Metric == Name)?.Measured;

    public override double? Number(Observation seen) => Measured(seen)?.Value;

    public override Drill? Drill(Observation seen) => MetricDrill.Of(seen.Strategy, seen.Strategy.Metric(Name), seen.Within(In).Where);
}
