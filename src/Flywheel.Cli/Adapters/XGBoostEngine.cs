using Flywheel.Training;
using Flywheel.XGBoost;

namespace Flywheel.Cli.Adapters;

/// <summary>Fits and loads models by XGBoost.</summary>
/// <param name="threads">Threads to train and score with; models are the same bytes for any number.</param>
public sealed class XGBoostEngine(int threads) : ITrainer
{
    private const string Linear = "gblinear";

    public IFittedModel Fit(
        string trainer,
        TrainingMatrix data,
        int rounds,
        IReadOnlyDictionary<string, string> parameters,
        Action<int> rounded,
        EarlyStop? stop = null,
        byte[]? start = null,
        Func<int, float[], float[]>? weigh = null
    )
    {
        var features = data
            .Names.Zip(
                data.Categorical,
                (name, categorical) => new Feature(name, categorical ? FeatureType.Categorical : FeatureType.Numeric)
            )
            .ToArray();
        using var matrix = Matrix(data);
        using var watched = stop is null ? null : Matrix(stop.Rows);
        var isLinear = parameters.GetValueOrDefault("booster") == Linear;

        // Coordinate descent sums up by thread: one gives the same bytes on every machine, and is the fastest besides.
        var settings = new XGBoostParameters(WithMetric(parameters, stop)) { Threads = isLinear ? 1 : threads };
        var validation = watched is null ? null : new Validation(watched, "validation", stop!.After);
        using var before = start is null ? null : Booster.Load(start, threads);
        var had = before?.BoostedRounds ?? 0;
        Action<Round> told = round => rounded(round.Number - had);
        RoundWeights? weights = weigh is null ? null : (round, margins) => weigh(round, margins);
        var booster =
            before?.Continue(settings, rounds, matrix, validation, told, weigh: weights)
            ?? Booster.Train(settings, rounds, matrix, validation, told, weigh: weights);
        return new Model(booster, isLinear, threads);

        DMatrix Matrix(TrainingMatrix rows) => new(rows.Values, features, rows.Labels, rows.Weights ?? [], threads: threads);
    }

    public IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes) =>
        new Model(Booster.Load(bytes, threads), Trainer.Kinds.WordOf(typeof(LinearTrainer)) == trainer, threads);

    /// <summary>Of classes XGBoost would watch the share of errors, which moves in steps; how sure it is of the right one tells more.</summary>
    private static IEnumerable<KeyValuePair<string, string>> WithMetric(IReadOnlyDictionary<string, string> parameters, EarlyStop? stop) =>
        stop is not null && parameters.ContainsKey("num_class") ? parameters.Append(new("eval_metric", "mlogloss")) : parameters;

    private sealed class Model(Booster booster, bool isLinear, int threads) : IFittedModel
    {
        public byte[] Bytes => booster.Save();

        public int Rounds => booster.BoostedRounds;

        public IReadOnlyDictionary<string, double> Importance =>
            !isLinear
                ? booster.Importance(ImportanceKind.TotalGain)
                : booster
                    .Importance(ImportanceKind.Weight)
                    .ToDictionary(column => column.Key, column => Math.Abs(column.Value), StringComparer.Ordinal);

        public float[] Score(ReadOnlySpan<float> matrix, int rows)
        {
            if (isLinear)
            {
                using var copy = new DMatrix(matrix, booster.Features, threads: threads);
                return booster.Predict(copy);
            }

            var scores = new float[rows];
            booster.PredictInPlace(matrix, scores);
            return scores;
        }

        public float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds)
        {
            using var first = new DMatrix(matrix[..booster.Columns], booster.Features, threads: threads);
            using var all = new DMatrix(matrix, booster.Features, threads: threads);

            // multi:softmax predicts a class; what it thinks of the others is in the margins, of which every row has as many as the first.
            var classes = booster.PredictMargin(first).Length;
            return classes > 1 ? Softmax(booster.PredictMargin(all, ToRound(rounds)), classes) : booster.Predict(all, ToRound(rounds));
        }

        public float[] Contributions(ReadOnlySpan<float> matrix, int rows)
        {
            using var all = new DMatrix(matrix, booster.Features, threads: threads);
            return booster.Contributions(all);
        }

        /// <summary>Coefficients are changed by every round: what an earlier one said is lost.</summary>
        private int ToRound(int rounds) => isLinear ? 0 : rounds;

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
