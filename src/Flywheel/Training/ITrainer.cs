namespace Flywheel.Training;

/// <summary>The engine that fits and loads models; adapters stand outside the domain.</summary>
public interface ITrainer
{
    /// <summary>Fits a model.</summary>
    /// <param name="trainer">Name of the trainer in the strategy.</param>
    /// <param name="rounded">Told after each round.</param>
    /// <param name="stop">When to stop before the last round; null for never.</param>
    /// <param name="start">Bytes of the model to go on from, fitted to the same columns; null to begin anew.</param>
    /// <param name="weigh">Weights of the rows in each round but the first, by its number and what the model so far says of them before its link function; null for those that they have.</param>
    IFittedModel Fit(
        string trainer,
        TrainingMatrix data,
        int rounds,
        IReadOnlyDictionary<string, string> parameters,
        Action<int> rounded,
        EarlyStop? stop = null,
        byte[]? start = null,
        Func<int, float[], float[]>? weigh = null
    );

    /// <summary>Loads a model from the bytes that <see cref="IFittedModel.Bytes"/> gave.</summary>
    IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes);
}

/// <summary>A model that can score.</summary>
public interface IFittedModel : IDisposable
{
    /// <summary>The model's bytes: equal data, parameters and environment give equal bytes.</summary>
    byte[] Bytes { get; }

    /// <summary>Rounds in the model: fewer than were asked for where it stopped early.</summary>
    int Rounds { get; }

    /// <summary>Probabilities of the positive class, shape [rows].</summary>
    /// <param name="matrix">Shape [rows, columns], row-major, NaN where a value is missing.</param>
    float[] Score(ReadOnlySpan<float> matrix, int rows);

    /// <summary>What the model says of each row after its first rounds: the probability of each class, shape [rows, classes]; of two classes that of 1, of a number the number, shape [rows].</summary>
    /// <param name="matrix">Shape [rows, columns], row-major, NaN where a value is missing.</param>
    /// <param name="rounds">How many of the rounds; 0 for all.</param>
    float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds);

    /// <summary>What each column adds to the margin of each row: SHAP values, shape [rows, columns + 1], of classes [rows, classes, columns + 1]; the last of each is what the model says before it sees a row. Null where the engine cannot tell.</summary>
    /// <param name="matrix">Shape [rows, columns], row-major, NaN where a value is missing.</param>
    float[]? Contributions(ReadOnlySpan<float> matrix, int rows) => null;

    /// <summary>How much each column matters, by name: of trees the total gain of its splits, of a linear model the size of its coefficients; 0 where it never does, empty where the engine cannot tell.</summary>
    IReadOnlyDictionary<string, double> Importance { get; }
}

/// <summary>What a model is fitted to.</summary>
/// <param name="Values">Shape [rows, columns], row-major, NaN where a value is missing.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Categorical">Which columns hold codes of categories, shape [columns].</param>
/// <param name="Labels">1 or 0, shape [rows].</param>
/// <param name="Weights">Not negative, shape [rows]; null for 1 each.</param>
public sealed record TrainingMatrix(
    float[] Values,
    int Rows,
    IReadOnlyList<string> Names,
    IReadOnlyList<bool> Categorical,
    float[] Labels,
    float[]? Weights = null
)
{
    /// <summary>The same rows, each counting so many times what it counted.</summary>
    /// <param name="times">Not negative, shape [rows].</param>
    public TrainingMatrix Times(float[] times) =>
        this with
        {
            Weights = Weights is null ? times : [.. Weights.Zip(times, (weight, count) => weight * count)],
        };

    /// <summary>Some of the rows, in their order.</summary>
    /// <param name="keep">Shape [rows].</param>
    public TrainingMatrix Where(bool[] keep)
    {
        var columns = Names.Count;
        var rows = Array.FindAll([.. Enumerable.Range(0, Rows)], row => keep[row]);
        var values = GC.AllocateUninitializedArray<float>(rows.Length * columns);
        for (var i = 0; i < rows.Length; i++)
        {
            Values.AsSpan(rows[i] * columns, columns).CopyTo(values.AsSpan(i * columns));
        }

        return this with
        {
            Values = values,
            Rows = rows.Length,
            Labels = Array.ConvertAll(rows, row => Labels[row]),
            Weights = Weights is null ? null : Array.ConvertAll(rows, row => Weights[row]),
        };
    }
}

/// <summary>When a training stops before its last round.</summary>
/// <param name="Rows">Rows that the model is not fitted to.</param>
/// <param name="After">Rounds without a gain on them, at least 1.</param>
public sealed record EarlyStop(TrainingMatrix Rows, int After);
