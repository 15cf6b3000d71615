using Flywheel.OfflineTesting;
using Flywheel.Yaml;

namespace Flywheel.Training.Thresholds;

[Doc("Where F1 is highest; of equal ones the highest.")]
public sealed record BestF1 : DecisionThreshold
{
    public override string Said(CostsSection? costs) => "best f1";

    public override double Of(IReadOnlyList<Cut> cuts, CostsSection? costs) => cuts.MaxBy(cut => cut.F1).Threshold;
}
