using System.Globalization;
using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("Gradient boosted trees.")]
public sealed record XGBoostTrainer : Trainer
{
    [Doc("Trees."), Range(1, 10000)]
    public override int Rounds { get; init; } = 100;

    [Doc("Deepest level of a tree."), Range(1, 32)]
    public int Depth { get; init; } = 6;

    [Doc("Step size."), Range(0, 1, MinOpen = true)]
    public double Eta { get; init; } = 0.1;

    [Doc("Least sum of hessians in a leaf."), AtLeast(0)]
    public double MinChildWeight { get; init; } = 1;

    [Doc("Share of the rows drawn for each tree."), Range(0, 1, MinOpen = true)]
    public double RowShare { get; init; } = 1;

    [Doc("Share of the features drawn for each tree."), Range(0, 1, MinOpen = true)]
    public double FeatureShare { get; init; } = 1;

    [Doc("L2 penalty on leaf weights."), AtLeast(0)]
    public double Lambda { get; init; } = 1;

    [Doc("Least gain for a split."), AtLeast(0)]
    public double Gamma { get; init; }

    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) =>
        new OrderedDictionary<string, string>(Objective(target))
        {
            ["max_depth"] = Shown(Depth),
            ["eta"] = Shown(Eta),
            ["min_child_weight"] = Shown(MinChildWeight),
            ["subsample"] = Shown(RowShare),
            ["colsample_bytree"] = Shown(FeatureShare),
            ["lambda"] = Shown(Lambda),
            ["gamma"] = Shown(Gamma),
            ["seed"] = Shown(seed),
        };

    private static IEnumerable<KeyValuePair<string, string>> Objective(Target target) =>
        target.IsProbability ? [new("objective", "binary:logistic")]
        : target.Classes.Count > 0 ? [new("objective", "multi:softmax"), new("num_class", Shown(target.Classes.Count))]
        : [new("objective", "reg:squarederror")];

    private static string Shown(double number) => number.ToString(CultureInfo.InvariantCulture);
}
