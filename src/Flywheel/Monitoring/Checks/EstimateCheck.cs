using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Estimates;
using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A metric as it is estimated before its labels, held against limits: bad only when the whole band of past errors is outside.")]
public sealed record EstimateCheck : LimitedMetric
{
    /// <summary>Labels a turn that are proposed where a bad estimate is all that there is.</summary>
    private const int Audited = 300;

    public override string Said => $"estimated {base.Said}";

    public override bool IsOfRows => false;

    public override IEnumerable<DeclaredName> Names => [new("name", Name, NameOf.EstimatedMetric)];

    public override IEnumerable<StrategyChange> Advise(Observation seen) =>
        seen.Strategy.Curation is { Labels.MustBeBought: true, Audit: null }
            ?
            [
                new(
                    StrategyLoader.CurationName,
                    [],
                    $"audit: {{ labels: {Audited} }}",
                    $"{Audited} labels a turn, bought of events drawn from all alike, tell whether the estimate is right."
                ),
            ]
            : [];

    public override Verdict Judge(Observation seen)
    {
        var estimate = seen.Estimates.FirstOrDefault(one => one.Cohort == In && one.Metric == Name);
        if (estimate is not { Value: { } value, Band: { } band })
        {
            return Verdict.NotEnoughEvidence(
                estimate is null ? "nothing was estimated: there is no reference with labels, or the cohort is small"
                : estimate.Value is null ? "the window has no score to estimate from"
                : $"{estimate.Past} past errors are known, {ErrorBand.FewestErrors} are needed for a band"
            );
        }

        var said = $"{Name} is estimated at {Shown(value)}, and by its past errors at [{Shown(band.Low)}, {Shown(band.High)}]";
        return band.High < AtLeast || band.Low > AtMost ? Verdict.Bad(said)
            : band.Low < AtLeast || band.High > AtMost ? Verdict.NotEnoughEvidence($"{said}, which holds good and bad values")
            : Verdict.Ok(said);
    }
}
