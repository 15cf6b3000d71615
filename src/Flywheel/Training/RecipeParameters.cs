using Flywheel.Datasets;
using Flywheel.Storage;
using Flywheel.Training.Calibrations;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>What a model follows from beside its rows and features, by name: as its manifest has it, and as a training is remembered by.</summary>
public static class RecipeParameters
{
    /// <summary>The engine's parameters, and what the trainer asks for beside them: a model follows from no others.</summary>
    /// <exception cref="RefusedException">A file that the trainer follows from is not there.</exception>
    public static IReadOnlyDictionary<string, string> Of(Turn turn, Trainer trainer)
    {
        var parameters = new OrderedDictionary<string, string>(trainer.Parameters(turn.Strategy.Target, turn.Strategy.Main.Seed));
        if (trainer.Validation is { } validation)
        {
            parameters.Add("validation", Yaml.Duration.Text(validation));
        }

        if (trainer.Patience is { } patience)
        {
            parameters.Add("stop_after", patience.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        if (trainer.Selects is { } selects)
        {
            parameters.Add("batch_selection", selects.Said);
        }

        if (trainer.Calibration != CalibrationKind.None)
        {
            parameters.Add("calibration", Yaml.KebabCase.Of(trainer.Calibration.ToString()));
        }

        if (turn.Strategy.Main.Dataset.Points is Continue && trainer.ContinuingStep is { } step)
        {
            parameters.Add("continue_eta", XGBoostObjective.Shown(step));
        }

        if (trainer.Threshold is { } threshold)
        {
            parameters.Add("threshold", threshold.Said(turn.Strategy.Main.Costs));
        }

        if (turn.Strategy.Main.Dataset.Weights.Said is { } weights)
        {
            parameters.Add("weights", weights);
        }

        foreach (var (i, file) in trainer.Files.Index())
        {
            if (turn.Workplace.Files.Read(file.Path) is { } text)
            {
                parameters.Add($"file{i}", $"{file.Path} {Digest.Of([text])}");
            }
            else if (file.IsNeeded)
            {
                throw new RefusedException(
                    ExitCode.Mistake,
                    $"{file.Path} is missing, and the trainer reads it. Add the file, or take it out of 'reads' under training.{trainer.Name}."
                );
            }
        }

        return parameters;
    }
}
