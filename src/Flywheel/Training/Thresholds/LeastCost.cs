using System.Globalization;
using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

/// <remarks>Of calibrated scores it is near false-positive / (false-positive + false-negative): C. Elkan, The Foundations of Cost-Sensitive Learning, IJCAI 2001.</remarks>
[Doc("Where errors cost least, by the strategy's costs; of equal ones the highest.")]
public sealed record LeastCost : DecisionThreshold
{
    public override bool NeedsCosts => true;

    public override string Said(CostsSection? costs) =>
        string.Create(CultureInfo.InvariantCulture, $"least cost, {costs!.FalsePositive} to {costs.FalseNegative}");

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) =>
        cuts.MinBy(cut => (costs!.FalsePositive * cut.FalsePositives) + (costs.FalseNegative * cut.FalseNegatives)).Threshold;
}
