using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Estimates;

[Doc(
    "What metrics will be once the labels are there, estimated from calibrated scores (where scores are no probabilities, by a model of each row's error), with a ledger of how far the estimates were off."
)]
public sealed record EstimateSection : Section
{
    [Doc("Metrics of metrics.yaml to estimate."), NotEmpty, Distinct, Example("[ auc, log-loss ]")]
    public required IReadOnlyList<string> Metrics
    {
        get => Read(field);
        init;
    }

    [Doc("Chance that one end of a band errs."), Range(0, 0.5, MinOpen = true, MaxOpen = true)]
    public double Error
    {
        get => Read(field);
        init;
    } = 0.05;
}
