using Flywheel.Logging.Targets;
using Flywheel.Training.Calibrations;
using Flywheel.Training.Thresholds;
using Flywheel.Yaml;

namespace Flywheel.Training;

[Doc("What is trained.")]
public abstract record Trainer : IConsistent
{
    /// <summary>The kinds; adding one is a file and a line here.</summary>
    public static KindTable<Trainer> Kinds { get; } =
        new()
        {
            ["xgboost"] = typeof(XGBoostTrainer),
            ["forest"] = typeof(ForestTrainer),
            ["linear"] = typeof(LinearTrainer),
            ["auto"] = typeof(AutoTrainer),
            ["command"] = typeof(CommandTrainer),
        };

    /// <summary>Words of the kinds that can go on from a model.</summary>
    public static IEnumerable<string> ThatContinue =>
        Kinds.Where(kind => kind.Value.GetProperty(nameof(Continuing))!.DeclaringType != typeof(Trainer)).Select(kind => kind.Key);

    /// <summary>Its name in YAML and in manifests.</summary>
    public string Name => Kinds.WordOf(GetType());

    [Doc("The newest part of the dataset, kept from fitting: it says when to stop, and what scores are worth."), DurationRange("1h")]
    [Example("7d")]
    public TimeSpan? Validation { get; init; }

    [Doc("What makes probabilities of the model's scores, learned from the validation rows and kept with the model.")]
    public CalibrationKind Calibration { get; init; }

    [Doc(
        "The score from which the model says 1, kept with the model; one half, and where costs are said what they make of it, without it."
    )]
    [Example("least-cost")]
    public DecisionThreshold? Threshold { get; init; }

    /// <summary>Passes over the data.</summary>
    public abstract int Passes { get; }

    /// <summary>Passes that a continuation adds to the model that it goes on from; null where the trainer cannot continue.</summary>
    public virtual int? Continuing => null;

    /// <summary>Step size of the passes that a continuation adds; null where it is that of the others.</summary>
    public virtual double? ContinuingStep => null;

    /// <summary>How the rows of each round are chosen; null where each round has all of them.</summary>
    public virtual BatchSelection? Selects => null;

    /// <summary>Passes without a gain on the validation rows after which it stops; null where it never does.</summary>
    public virtual int? Patience => null;

    /// <summary>Whether it is given columns of mean 0 and standard deviation 1, and no codes of categories: it adds its inputs up.</summary>
    public virtual bool AddsUp => false;

    /// <summary>Files of the repository that the model follows from, beside the strategy: those that must be there, and words that may be one.</summary>
    public virtual IReadOnlyList<(string Path, bool IsNeeded)> Files => [];

    /// <summary>The engine's own parameters by the engine's own names, in a fixed order.</summary>
    public abstract IReadOnlyDictionary<string, string> Parameters(Target target, int seed);

    /// <summary>The same of the passes that a continuation adds.</summary>
    public IReadOnlyDictionary<string, string> ParametersToContinue(Target target, int seed) =>
        ContinuingStep is { } step
            ? new OrderedDictionary<string, string>(Parameters(target, seed)) { ["eta"] = XGBoostObjective.Shown(step) }
            : Parameters(target, seed);

    public virtual IEnumerable<Contradiction> Contradictions()
    {
        if (Validation is null && Calibration != CalibrationKind.None)
        {
            yield return new(
                "calibration",
                "The scores are to be calibrated, and there are no rows to learn it from.",
                "Scores of rows that a model was fitted to are too sure, so others are needed.",
                "Write 'validation: 7d' beside it, say."
            );
        }

        if (Validation is null && Threshold is { IsLearned: true })
        {
            yield return new(
                "threshold",
                "The score from which the model says 1 is to be learned, and there are no rows to learn it from.",
                "Scores of rows that a model was fitted to are too sure, so others are needed.",
                "Write 'validation: 7d' beside it, say, or a number such as 'threshold: 0.3'."
            );
        }

        if (Validation is null && Patience is not null)
        {
            yield return new(
                "stop-after",
                "The training is to stop when it gains nothing more, and there are no rows to tell.",
                "On the rows that it is fitted to every round gains something.",
                "Write 'validation: 7d' beside it, say."
            );
        }
    }
}
