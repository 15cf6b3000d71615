using Flywheel.Monitoring.Checks;
using Flywheel.Yaml;

namespace Flywheel.Triggers;

[Doc("A column is further from monitoring's reference than a limit; no check has to watch it.")]
public sealed record DriftAbove : Trigger
{
    [Doc("A feature, a projection, or the score."), Example("score")]
    public required string Of { get; init; }

    [Doc("One of the strategy's distances."), Example("psi")]
    public required string Distance { get; init; }

    [Doc("Trains when the distance is above."), AtLeast(0), Example("0.2")]
    public required double Above { get; init; }

    public override IEnumerable<DeclaredName> Names => [new("of", Of, NameOf.Watched), new("distance", Distance, NameOf.Distance)];

    public override Decision Decide(Signals seen)
    {
        var drift = seen.Window.Drifts.FirstOrDefault(drift => drift.Column == Of && drift.Distance == Distance);
        return drift is null
            ? Decision.Unknown($"{Distance} of {Of} could not be measured: no reference yet, no value, or not a distance of such values")
            : Decision.When(
                drift.Value > Above,
                $"{Distance} of {Of} {Shown(drift.Value)} is {(drift.Value > Above ? "above" : "not above")} {Shown(Above)}"
            );
    }
}
