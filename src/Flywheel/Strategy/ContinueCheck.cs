using Flywheel.Datasets;
using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that a training that is to go on from a model can, and that nothing is said about going on where none does.</summary>
internal sealed class ContinueCheck(BoundFiles bound, Faults faults) : NameCheck(bound, faults)
{
    public void Run(StrategyFile main)
    {
        var trainer = main.Training.Name;
        var continues = main.Dataset.Points is Continue;
        if (continues && main.Training.Continuing is null)
        {
            Add(
                ReferenceFaults.CannotContinue,
                At("dataset.points"),
                $"The dataset's points continue, and the trainer '{trainer}' cannot go on from a model.",
                $"It makes each model anew; what can add to one is {Listing.Of(Trainer.ThatContinue)}.",
                "Write 'points: { window: 28d }', or take one of these trainers."
            );
        }

        if (continues && main.Dataset.Refit)
        {
            Add(
                ReferenceFaults.NotWithContinue,
                At("dataset.refit"),
                "The dataset's points continue, and the tested recipe is to be trained once more.",
                "The next candidate goes on from the tested model, which the hold-out's points are new to; a refit would have seen them.",
                "Take 'refit' out, or write 'points: { window: 28d }'."
            );
        }

        if (continues && main.Dataset.Weights.Said is not null)
        {
            Add(
                ReferenceFaults.NotWithContinue,
                At("dataset.weights"),
                "The dataset's points continue, and its rows are to be weighed by their chances.",
                "Trees that stand already were fitted to rows that are not there to be weighed.",
                "Take 'weights' out, or write 'points: { window: 28d }'."
            );
        }

        if (!continues && main.Training is XGBoostTrainer { ContinueRounds: not null } or LinearTrainer { ContinueRounds: not null })
        {
            Add(
                ReferenceFaults.NeverContinues,
                At($"training.{trainer}.continue-rounds"),
                "Rounds of a continuation are given, and the dataset's points do not continue.",
                "Nothing would read them.",
                "Write 'points: { continue: { first: 28d } }' under dataset, or take 'continue-rounds' out."
            );
        }
    }
}
