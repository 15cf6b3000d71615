using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>A loaded model with its encoder: rows of the log in, probabilities out.</summary>
public sealed class Scorer(Encoder encoder, IFittedModel model) : IDisposable
{
    /// <summary>Loads a model from a file of its bytes.</summary>
    public static Scorer Read(ITrainer engine, string path)
    {
        var file = ModelFile.Read(File.ReadAllBytes(path));
        return new(file.Encoder, engine.Load(file.Trainer, file.Engine));
    }

    public IReadOnlyDictionary<string, double> Importance => model.Importance;

    /// <summary>Scores of a relation's rows in an order.</summary>
    /// <returns>Probabilities of the positive class, shape [rows].</returns>
    public double[] Score(Database database, string relation, string where, string order)
    {
        var rows = database.Value<int>($"SELECT count(*) FROM {relation} WHERE {where}");
        if (rows == 0)
        {
            return [];
        }

        var matrix = database.Matrix(encoder.MatrixQuery(relation, where, order), rows, encoder.Features.Count);
        return Array.ConvertAll(model.Score(matrix, rows), score => (double)score);
    }

    /// <summary>Scores of the as-of log's rows for which a condition is true, in order of id.</summary>
    public double[] Score(Turn turn, string where) => Score(turn.Database, "log", where, turn.Log.Id);

    public void Dispose() => model.Dispose();
}
