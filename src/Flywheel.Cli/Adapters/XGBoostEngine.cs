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
        return new Model(Booster.Train(settings, rounds, matrix, progress: round => rounded(round.Number)), threads);
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) => new Model(Booster.Load(bytes, threads), threads);

    private sealed class Model(Booster booster, int threads) : IFittedModel
    {
        public byte[] Bytes => booster.Save();

        public IReadOnlyDictionary<string, double> Importance => booster.Importance(ImportanceKind.TotalGain);

        public float[] Score(ReadOnlySpan<float> matrix, int rows)
        {
            var scores = new float[rows];
            booster.PredictInPlace(matrix, scores);
            return scores;
        }

        public int Rounds => booster.BoostedRounds;

        public float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds)
        {
            using var data = new DMatrix(matrix, booster.Features, threads: threads);
            var margins = booster.PredictMargin(data, rounds);

            // multi:softmax predicts a class; what it thinks of the others is in the margins.
            return margins.Length > rows ? Softmax(margins, margins.Length / rows) : booster.Predict(data, rounds);
        }

        /// <summary>Chances of each row's classes, in place of their margins.</summary>
        private static float[] Softmax(float[] margins, int classes)
        {
            for (var row = margins.AsSpan(); row.Length > 0; row = row[classes..])
            {
                var (most, sum) = (float.NegativeInfinity, 0f);
                foreach (var margin in row[..classes])
                {
                    most = Math.Max(most, margin);
                }

                foreach (ref var margin in row[..classes])
                {
                    sum += margin = MathF.Exp(margin - most);
                }

                foreach (ref var chance in row[..classes])
                {
                    chance /= sum;
                }
            }

            return margins;
        }

        public void Dispose() => booster.Dispose();
    }
}
