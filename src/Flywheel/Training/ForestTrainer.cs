using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

/// <remarks>L. Breiman, Machine Learning 45, 2001, pp. 5–32; XGBoost grows all trees in one round and adds their means.</remarks>
[Doc("A random forest: many deep trees, each of some rows and at each split of some features, averaged.")]
public sealed record ForestTrainer : Trainer
{
    [Doc("Trees."), Range(1, 10000)]
    public int Trees { get; init; } = 200;

    [Doc("Deepest level of a tree."), Range(1, 32)]
    public int Depth { get; init; } = 10;

    [Doc("Share of the rows drawn for each tree."), Range(0, 1, MinOpen = true)]
    public double RowShare { get; init; } = 0.632;

    [Doc("Share of the features drawn for each split."), Range(0, 1, MinOpen = true)]
    public double FeatureShare { get; init; } = 0.5;

    [Doc("Least sum of hessians in a leaf."), AtLeast(0)]
    public double MinChildWeight { get; init; } = 1;

    [Doc("L2 penalty on leaf weights."), AtLeast(0)]
    public double Lambda { get; init; } = 1;

    /// <summary>All trees at once.</summary>
    public override int Passes => 1;

    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) =>
        new OrderedDictionary<string, string>(XGBoostObjective.Of(target))
        {
            ["num_parallel_tree"] = XGBoostObjective.Shown(Trees),
            ["max_depth"] = XGBoostObjective.Shown(Depth),
            ["eta"] = "1",
            ["min_child_weight"] = XGBoostObjective.Shown(MinChildWeight),
            ["subsample"] = XGBoostObjective.Shown(RowShare),
            ["colsample_bynode"] = XGBoostObjective.Shown(FeatureShare),
            ["lambda"] = XGBoostObjective.Shown(Lambda),
            ["seed"] = XGBoostObjective.Shown(seed),
        };
}
