using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

[Doc("The score that the strategy says.")]
public sealed record FixedThreshold : DecisionThreshold
{
    [Doc("Score from which the model says 1."), Range(0, 1), Inline, Example("0.3")]
    public required double Score { get; init; }

    public override bool IsLearned => false;

    public override string Said(CostsSection? costs) => string.Create(CultureInfo.InvariantCulture, $"fixed at {Score}");

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) => Score;
}
