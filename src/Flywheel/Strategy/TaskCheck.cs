using Flywheel.Metrics;
using Flywheel.Training;
using Flywheel.Training.Calibrations;
using Flywheel.Training.Thresholds;
using Flywheel.Yaml;

namespace Flywheel.Strategy;

/// <summary>Checks that nothing is asked for that the model's task does not have.</summary>
internal sealed class TaskCheck(BoundFiles bound, Faults faults) : NameCheck(bound, faults)
{
    public void Run(StrategyFile main)
    {
        var word = KebabCase.Of(main.Task.ToString());
        if (main.Costs is not null && main.Task != ModelTask.Binary)
        {
            Add(
                ReferenceFaults.WrongTask,
                Bound.Main!.KeyPlaceOf("costs"),
                $"A model whose task is {word} has costs.",
                "They are of errors at a threshold, of which only the probability of 1 has one.",
                $"Take 'costs' out, and judge by {MetricKinds.Of(main.Task).First(metric => metric.Direction != 0).Name}, say."
            );
        }

        var training = $"training.{main.Training.Name}";
        if (main.Training.Calibration != CalibrationKind.None && main.Task != ModelTask.Binary)
        {
            Add(
                ReferenceFaults.WrongTask,
                At($"{training}.calibration"),
                $"A model whose task is {word} is to be calibrated.",
                "Only the probability of 1 can be.",
                "Take 'calibration' out."
            );
        }

        if (main.Training.Threshold is { } threshold)
        {
            CheckThreshold(main, threshold, $"{training}.threshold");
        }

        foreach (var (name, _) in main.Features.Where(feature => main.Training.AddsUp && feature.Value.IsCoded))
        {
            Add(
                ReferenceFaults.WrongType,
                Bound.Main!.PlaceOf($"features.{name}"),
                $"The feature '{name}' is a code, and a linear model multiplies its inputs by a number.",
                "The code of a category has no size.",
                $"Write '{name}: {{ one-hot: … }}', or 'target' where it has very many values."
            );
        }

        if (
            main.Training is AutoTrainer { Try: { } tried }
            && main.Features.FirstOrDefault(feature => feature.Value.IsCoded).Key is { } code
        )
        {
            foreach (var i in tried.Index().Where(one => one.Item == SearchedTrainer.Linear).Select(one => one.Index))
            {
                Add(
                    ReferenceFaults.WrongType,
                    At($"{training}.try[{i}]"),
                    $"A linear model is to be tried, and the feature '{code}' is a code.",
                    "It multiplies its inputs by a number, and the code of a category has no size.",
                    $"Take 'linear' out, or write '{code}: {{ one-hot: … }}'."
                );
            }
        }

        if (main.Task == ModelTask.Multiclass && (main.Log.Label.Classes?.Count ?? 0) < 2)
        {
            Add(
                ReferenceFaults.WrongTask,
                At("log.label"),
                "The classes of the label are not named.",
                "A model whose task is multiclass tells two classes or more apart.",
                "Write them as production does, e.g. 'classes: [ cat, dog, bird ]'."
            );
        }

        if (main.Task != ModelTask.Multiclass && main.Log.Label.Classes is not null)
        {
            Add(
                ReferenceFaults.WrongTask,
                At("log.label.classes"),
                $"A label has classes, and the task is {word}.",
                "Nothing would read them.",
                "Write 'task: multiclass', or take the classes out."
            );
        }
    }

    private void CheckThreshold(StrategyFile main, DecisionThreshold threshold, string key)
    {
        if (main.Task != ModelTask.Binary)
        {
            Add(
                ReferenceFaults.WrongTask,
                At(key),
                $"A model whose task is {KebabCase.Of(main.Task.ToString())} has a threshold.",
                "Only the probability of 1 has one.",
                "Take 'threshold' out."
            );
        }
        else if (threshold.NeedsCosts && main.Costs is null)
        {
            Add(
                ReferenceFaults.LacksCosts,
                At(key),
                "The threshold is to be where errors cost least, and the strategy does not say what they cost.",
                "A false alarm and a missed case seldom cost the same.",
                "Write 'costs: { false-positive: 1, false-negative: 3 }', say."
            );
        }
        else if (main.Costs?.Threshold is not null)
        {
            Add(
                ReferenceFaults.SaidTwice,
                At("costs.threshold"),
                "The score from which a row is acted on is said twice: under costs, and by the model's own threshold.",
                "They would differ from one candidate to the next.",
                $"Take it out here, or under training.{main.Training.Name}."
            );
        }
    }
}
