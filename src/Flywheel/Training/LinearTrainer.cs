using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

/// <remarks>Coordinate descent, one column after the other: J. Friedman, T. Hastie, R. Tibshirani, Journal of Statistical Software 33(1), 2010.</remarks>
[Doc(
    "A linear model: logistic, softmax or least squares over inputs of mean 0 and standard deviation 1; what is missing counts as the mean."
)]
public sealed record LinearTrainer : Trainer
{
    [Doc("Passes over all coefficients; with 'stop-after' the most."), Range(1, 10000)]
    public int Rounds { get; init; } = 100;

    [Doc("Step size."), Range(0, 1, MinOpen = true)]
    public double Eta { get; init; } = 0.5;

    [Doc("L2 penalty on coefficients."), AtLeast(0)]
    public double Lambda { get; init; }

    [Doc("L1 penalty on coefficients: larger leaves more of them 0."), AtLeast(0)]
    public double Alpha { get; init; }

    [Doc("Passes without a gain on the validation rows after which it stops; the best number of them is kept.")]
    [AtLeast(1), Example("10")]
    public int? StopAfter { get; init; }

    [Doc("Passes that a continuation adds, where the dataset's points continue; a tenth of 'rounds' unless said.")]
    [Range(1, 10000), Example("10")]
    public int? ContinueRounds { get; init; }

    public override bool AddsUp => true;

    public override int Passes => Rounds;

    public override int? Continuing => ContinueRounds ?? Math.Max(1, Rounds / 10);

    public override int? Patience => StopAfter;

    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) =>
        new OrderedDictionary<string, string>(XGBoostObjective.Of(target))
        {
            ["booster"] = "gblinear",
            ["eta"] = XGBoostObjective.Shown(Eta),
            ["lambda"] = XGBoostObjective.Shown(Lambda),
            ["alpha"] = XGBoostObjective.Shown(Alpha),
            ["seed"] = XGBoostObjective.Shown(seed),
        };
}
