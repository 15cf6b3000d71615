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
