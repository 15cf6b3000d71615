using Flywheel.Logging.Profiles;
using Flywheel.Monitoring.Advice;
using Flywheel.Monitoring.Distances;
using Flywheel.Monitoring.Drills;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Checks;

[Doc("A column's distance from the reference, held against a limit: effect size, never a p-value.")]
public sealed record DriftCheck : Check
{
    [Doc("A feature, a projection, or the score."), Example("score")]
    public required string Of { get; init; }

    [Doc("One of the strategy's distances."), Example("psi")]
    public required string Distance { get; init; }

    [Doc("Largest distance that is good."), AtLeast(0), Example("0.2")]
    public required double Above { get; init; }

    public override string Said => $"{Distance} of {Of} ≤ {Shown(Above)}";

    public override IEnumerable<DeclaredName> Names => [new("of", Of, NameOf.Watched), new("distance", Distance, NameOf.Distance)];

    public override bool TakesProfiles => true;

    public override Verdict Judge(Observation seen)
    {
        var drift = seen.Drifts.FirstOrDefault(drift => drift.Column == Of && drift.Distance == Distance);
        return drift is null
            ? Verdict.NotEnoughEvidence(
                $"{Of} has no reference yet, or no finite value in the window{(seen.Profile is null ? "" : $", or more than {TextSketch.Most} texts, which profiles do not count one by one")}"
            )
            : Verdict.When(drift.Value > Above, $"{Of} is at {Shown(drift.Value)} ({drift.Convention}), limit {Shown(Above)}");
    }

    public override double? Number(Observation seen) =>
        seen.Drifts.FirstOrDefault(drift => drift.Column == Of && drift.Distance == Distance)?.Value;

    public override IEnumerable<StrategyChange> Advise(Observation seen) => ValueAdvice.Of(seen, Of);

    public override Drill? Drill(Observation seen) =>
        new DriftDrill(seen, seen.Columns.First(column => column.Name == Of), DistanceKinds.Named(Distance)).Run();
}
