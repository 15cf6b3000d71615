using Flywheel.Logging.Targets;
using Flywheel.Yaml;

namespace Flywheel.Training;

/// <remarks>
/// Successive halving: K. Jamieson, A. Talwalkar, Non-stochastic best arm identification and hyperparameter optimization, AISTATS 2016. Trials are
/// drawn at random within documented bounds: J. Bergstra, Y. Bengio, Journal of Machine Learning Research 13, 2012, pp. 281–305.
/// </remarks>
[Doc(
    "A search over trainers and parameters within a budget: trials are judged on the newest rows, and the defaults of xgboost are left only for what is better there for sure."
)]
public sealed record AutoTrainer : Trainer
{
    [Doc("Budget: how many trials are tried, the defaults of xgboost being the first. Either this or 'seconds'.")]
    [Range(1, 10000), Example("16")]
    public int? Trials { get; init; }

    [Doc("Budget: how long trials are trained, about; what was completed is recorded, and made again whatever the clock says then.")]
    [Range(1, 1000000), Example("600")]
    public int? Seconds { get; init; }

    [Doc("Trainers to try beside the defaults of xgboost; all of them unless said, linear only where no feature is a code.")]
    [NotEmpty, Distinct, Example("[ xgboost, forest ]")]
    public IReadOnlyList<SearchedTrainer>? Try { get; init; }

    [
        Doc("Chance that the defaults are left for something that is no better, all trials together."),
        Range(0, 0.5, MinOpen = true, MaxOpen = true)
    ]
    public double Error { get; init; } = 0.05;

    /// <summary>Of the first trial, which a search leaves only on evidence.</summary>
    public override int Passes => First.Passes;

    /// <summary>The first trial: the defaults.</summary>
    public static Trainer First { get; } = new XGBoostTrainer();

    /// <param name="coded">Whether a feature is a code, which no linear model can multiply.</param>
    public IReadOnlyList<SearchedTrainer> Among(bool coded) =>
        Try ?? (coded ? [SearchedTrainer.Xgboost, SearchedTrainer.Forest] : Enum.GetValues<SearchedTrainer>());

    /// <summary>A trial's trainer as the winner is fitted: to all rows, or where it is calibrated or has a threshold to all but those that teach it.</summary>
    public Trainer AsWinner(Trainer trial) =>
        trial with
        {
            Validation = Calibration == Calibrations.CalibrationKind.None && Threshold is not { IsLearned: true } ? null : Validation,
            Calibration = Calibration,
            Threshold = Threshold,
        };

    /// <inheritdoc cref="Passes"/>
    public override IReadOnlyDictionary<string, string> Parameters(Target target, int seed) => First.Parameters(target, seed);

    public override IEnumerable<Contradiction> Contradictions()
    {
        if (Trials is null == Seconds is null)
        {
            yield return new(
                Trials is null ? "auto" : "seconds",
                Trials is null ? "The search has no budget." : "The search has two budgets, trials and seconds.",
                "One of them says when it ends.",
                Trials is null ? "Write 'trials: 16', say." : "Take one of them out."
            );
        }

        if (Validation is null)
        {
            yield return new(
                "validation",
                "The search has no rows to judge its trials on.",
                "On the rows that it is fitted to the largest model is the best.",
                "Write 'validation: 7d' beside it, say."
            );
        }
    }
}

public enum SearchedTrainer
{
    [Doc("Gradient boosted trees.")]
    Xgboost,

    [Doc("A random forest.")]
    Forest,

    [Doc("A linear model.")]
    Linear,
}
