using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

/// <remarks>Precision is not monotone along the scores, so all thresholds are looked at.</remarks>
[Doc("The one that finds most while a share of the rows called 1 are; no row is called where that is out of reach.")]
public sealed record PrecisionAtLeast : DecisionThreshold
{
    [Doc("Share of the rows called 1 which is to be 1."), Range(0, 1, MinOpen = true), Inline, Example("0.8")]
    public required double AtLeast { get; init; }

    public override string Said(CostsSection? costs) => string.Create(CultureInfo.InvariantCulture, $"precision at least {AtLeast}");

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) =>
        cuts.Where(cut => cut.Precision >= AtLeast).MaxBy(cut => cut.TruePositives).Threshold;
}
