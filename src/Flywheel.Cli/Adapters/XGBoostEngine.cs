using Flywheel.Training;
using Flywheel.XGBoost;

namespace Flywheel.Cli.Adapters;

/// <summary>Fits and loads models by XGBoost.</summary>
/// <param name="threads">Threads to train and score with; models are the same bytes for any number.</param>
public sealed class XGBoostEngine(int threads) : ITrainer
{
    public IFittedModel Fit(
        string trainer,
        TrainingMatrix data,
        int rounds,
        IReadOnlyDictionary<string, string> parameters,
        Action<int> rounded
    )
    {
        var features = data.Names.Zip(
            data.Categorical,
            (name, categorical) => new Feature(name, categorical ? FeatureType.Categorical : FeatureType.Numeric)
        );
        using var matrix = new DMatrix(data.Values, [.. features], data.Labels, threads: threads);
        var settings = new XGBoostParameters(parameters) { Threads = threads };
        return new Model(Booster.Train(settings, rounds, matrix, progress: round => rounded(round.Number)));
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) => new Model(Booster.Load(bytes, threads));

    private sealed class Model(Booster booster) : IFittedModel
    {
        public byte[] Bytes => booster.Save();

        public IReadOnlyDictionary<string, double> Importance => booster.Importance(ImportanceKind.TotalGain);

        public float[] Score(ReadOnlySpan<float> matrix, int rows)
        {
            var scores = new float[rows];
            booster.PredictInPlace(matrix, scores);
            return scores;
        }

        public void Dispose() => booster.Dispose();
    }
}
