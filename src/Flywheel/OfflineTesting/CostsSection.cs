using Flywheel.Strategy;
using Flywheel.Yaml;

namespace Flywheel.OfflineTesting;

[Doc("What errors and turns cost, in the team's money. The price of a label stands in curation.yaml.")]
public sealed record CostsSection : Section
{
    [Doc("Name of the money, as reports print it.")]
    public string Currency
    {
        get => Read(field);
        init;
    } = "EUR";

    [Doc("Cost of acting on a row whose label turns out to be 0."), AtLeast(0), Example("1")]
    public required double FalsePositive
    {
        get => Read(field);
        init;
    }

    [Doc("Cost of not acting on a row whose label turns out to be 1."), AtLeast(0), Example("3")]
    public required double FalseNegative
    {
        get => Read(field);
        init;
    }

    [Doc(
        "Score from which a row is acted on; false-positive / (false-positive + false-negative) without it, which is best for a calibrated model."
    )]
    [Range(0, 1)]
    public double? Threshold
    {
        get => Read(field);
        init;
    }

    [Doc("Cost of training a candidate."), AtLeast(0)]
    public double Training
    {
        get => Read(field);
        init;
    }

    [Doc("Cost of a person's look at a candidate's report."), AtLeast(0)]
    public double Review
    {
        get => Read(field);
        init;
    }

    [Doc("Cost of putting a model in force."), AtLeast(0)]
    public double RollOut
    {
        get => Read(field);
        init;
    }

    /// <summary>The score from which a row is acted on.</summary>
    public double OperatingThreshold =>
        Threshold ?? (FalsePositive + FalseNegative == 0 ? 0.5 : FalsePositive / (FalsePositive + FalseNegative));
}
