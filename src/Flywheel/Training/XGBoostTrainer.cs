using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("Gradient boosted trees.")]
public sealed record XGBoostTrainer : Trainer
{
    [Doc("Trees; with 'stop-after' the most."), Range(1, 10000)]
    public int Rounds { get; init; } = 100;

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

    [Doc("Trees without a gain on the validation rows after which no more are added; the best number of them is kept.")]
    [AtLeast(1), Example("10")]
    public int? StopAfter { get; init; }

    [Doc("Trees that a continuation adds, where the dataset's points continue; a tenth of 'rounds' unless said.")]
    [Range(1, 10000), Example("10")]
    public int? ContinueRounds { get; init; }

    [Doc("Step size of the trees that a continuation adds; a third of 'eta' unless said."), Range(0, 1, MinOpen = true), Example("0.1")]
    public double? ContinueEta { get; init; }

    [Doc("How the rows of each tree but the first are chosen, where it is not to be fitted to all of them.")]
    public BatchSelection? BatchSelection { get; init; }

    public override int Passes => Rounds;

    public override BatchSelection? Selects => BatchSelection;

    public override int? Continuing => ContinueRounds ?? Math.Max(1, Rounds / 10);

    public override double? ContinuingStep => ContinueEta ?? Math.Round(Eta / 3, 4);

    public override int? Patience => StopAfter;

    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) =>
        new OrderedDictionary<string, string>(XGBoostObjective.Of(target))
        {
            ["max_depth"] = XGBoostObjective.Shown(Depth),
            ["eta"] = XGBoostObjective.Shown(Eta),
            ["min_child_weight"] = XGBoostObjective.Shown(MinChildWeight),
            ["subsample"] = XGBoostObjective.Shown(RowShare),
            ["colsample_bytree"] = XGBoostObjective.Shown(FeatureShare),
            ["lambda"] = XGBoostObjective.Shown(Lambda),
            ["gamma"] = XGBoostObjective.Shown(Gamma),
            ["seed"] = XGBoostObjective.Shown(seed),
        };
}
