using Flywheel.Datasets;
using Flywheel.Turns;

namespace Flywheel.Training;

/// <summary>The rows of a formed dataset as an engine is given them, in order of id.</summary>
internal static class DatasetRows
{
    /// <summary>What each row counts for, the mean of the whole dataset 1; null where all count alike.</summary>
    public static Weighing? Weighed(Turn turn, string relation) =>
        turn.Strategy.Main.Dataset.Weights is { Said: not null } weights
            ? weights.Of(turn.Database.Reals($"SELECT {RowWeights.Chance} FROM {relation} ORDER BY {turn.Log.Id}"))
            : null;

    public static TrainingMatrix Matrix(Turn turn, Encoder encoder, string relation, Weighing? weighing, bool inTraining)
    {
        var (label, id) = (turn.Log.Label, turn.Log.Id);
        var (values, labels) = (Array.Empty<float>(), Array.Empty<float>());
        turn.Database.AtOnce(
            beside => values = encoder.Matrix(beside, relation, "TRUE", id, inTraining),
            beside => labels = beside.Matrix($"SELECT CAST({turn.Strategy.Target.Number(label)} AS FLOAT) FROM {relation} ORDER BY {id}")
        );
        var weights = weighing is null
            ? null
            : Array.ConvertAll(
                turn.Database.Reals($"SELECT {RowWeights.Chance} FROM {relation} ORDER BY {id}"),
                chance => (float)weighing.Of(chance)
            );
        return new(values, labels.Length, encoder.Names, encoder.Categorical, labels, weights);
    }
}
