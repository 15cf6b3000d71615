using Flywheel.Training.Calibrations;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>A loaded model with its encoder: rows of the log in, probabilities out.</summary>
/// <param name="hash">SHA-256 of its bytes.</param>
/// <param name="encoder">How a row becomes numbers.</param>
/// <param name="model">Its engine's.</param>
/// <param name="calibration">What makes a probability of the engine's score, or null.</param>
/// <param name="threshold">Score from which it says 1; null where it says probabilities alone.</param>
public sealed class Scorer(string hash, Encoder encoder, IFittedModel model, Calibration? calibration, double? threshold) : IDisposable
{
    /// <summary>Loads a model from a file of its bytes.</summary>
    /// <param name="hash">SHA-256 of the file.</param>
    public static Scorer Read(ITrainer engine, string path, string hash)
    {
        var file = ModelFile.Read(File.ReadAllBytes(path));
        return new(hash, file.Encoder, engine.Load(file.Trainer, file.Engine), file.Calibration, file.Threshold);
    }

    public IReadOnlyDictionary<string, double> Importance => model.Importance;

    /// <summary>The features that it reads, in the order of its columns.</summary>
    public IReadOnlyList<EncodedFeature> Features => encoder.Features;

    /// <summary>How much each feature matters: the sum of its columns.</summary>
    public IReadOnlyDictionary<string, double> FeatureImportance
    {
        get
        {
            var columns = Importance;
            return encoder.Features.ToDictionary(
                feature => feature.Name,
                feature => feature.ColumnNames.Sum(column => columns.GetValueOrDefault(column)),
                StringComparer.Ordinal
            );
        }
    }

    /// <summary>Score from which it says 1; null where it says probabilities alone.</summary>
    public double? Threshold => threshold;

    /// <summary>Scores of a relation's rows in an order.</summary>
    /// <returns>Probabilities of the positive class, shape [rows].</returns>
    public double[] Score(Database database, string relation, string where, string order) =>
        Score(encoder.Matrix(database, relation, where, order));

    /// <summary>Rounds that the model was boosted.</summary>
    public int Rounds => model.Rounds;

    /// <summary>A relation's rows as the model sees them.</summary>
    /// <returns>Shape [rows, columns], row-major.</returns>
    public float[] Matrix(Database database, string relation, string order) => encoder.Matrix(database, relation, "TRUE", order);

    /// <summary>The as-of log's rows for which a condition is true as the model sees them, in order of id.</summary>
    /// <returns>Shape [rows, columns], row-major.</returns>
    public float[] Matrix(Turn turn, string where) => encoder.Matrix(turn, where);

    /// <summary>What each column adds to the margin of each row, as <see cref="IFittedModel.Contributions"/>; null where the engine cannot tell.</summary>
    /// <param name="matrix">Of <see cref="Matrix(Database, string, string)"/>.</param>
    public float[]? Contributions(float[] matrix) => model.Contributions(matrix, matrix.Length / encoder.Width);

    /// <summary>What the model says of rows after its first rounds, as <see cref="IFittedModel.Outputs"/>, calibrated where its scores are.</summary>
    /// <param name="matrix">Of <see cref="Matrix(Database, string, string)"/>.</param>
    /// <param name="rounds">How many of the rounds; 0 for all.</param>
    public float[] Outputs(float[] matrix, int rounds)
    {
        var outputs = matrix.Length == 0 ? [] : model.Outputs(matrix, matrix.Length / encoder.Width, rounds);
        return calibration is null ? outputs : Array.ConvertAll(outputs, score => (float)calibration.Of(score));
    }

    /// <summary>Scores of the as-of log's rows for which a condition is true, in order of id.</summary>
    public double[] Score(Turn turn, string where)
    {
        var matrix = encoder.Matrix(turn, where);
        return turn.Scores.Of(hash, matrix, () => Score(matrix));
    }

    public void Dispose() => model.Dispose();

    /// <summary>Scores of rows as the model sees them.</summary>
    /// <param name="matrix">Of <see cref="Matrix(Database, string, string)"/>.</param>
    public double[] Score(float[] matrix)
    {
        var rows = matrix.Length / encoder.Width;
        return rows == 0 ? [] : Array.ConvertAll(model.Score(matrix, rows), score => calibration is null ? score : calibration.Of(score));
    }
}
