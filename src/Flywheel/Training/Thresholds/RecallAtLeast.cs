using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

[Doc("The highest one that finds a share of the rows that are 1.")]
public sealed record RecallAtLeast : DecisionThreshold
{
    [Doc("Share of the rows that are 1 which is to be called 1."), Range(0, 1, MinOpen = true), Inline, Example("0.9")]
    public required double AtLeast { get; init; }

    public override string Said(CostsSection? costs) => string.Create(CultureInfo.InvariantCulture, $"recall at least {AtLeast}");

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) => cuts.First(cut => cut.Recall >= AtLeast).Threshold;
}
