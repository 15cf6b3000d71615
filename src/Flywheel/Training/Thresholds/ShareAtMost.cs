using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

[Doc("The lowest one that calls no more than a share of all rows 1: what a team has hands for.")]
public sealed record ShareAtMost : DecisionThreshold
{
    [Doc("Largest share of all rows that is called 1."), Range(0, 1, MinOpen = true, MaxOpen = true), Inline, Example("0.05")]
    public required double AtMost { get; init; }

    public override string Said(CostsSection? costs) => string.Create(CultureInfo.InvariantCulture, $"at most a share of {AtMost}");

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) => cuts.Last(cut => cut.Called <= AtMost * cut.All).Threshold;
}
