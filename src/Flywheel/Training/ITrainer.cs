namespace Flywheel.Training;

/// <summary>The engine that fits and loads models; adapters stand outside the domain.</summary>
public interface ITrainer
{
    /// <summary>Fits a model.</summary>
    /// <param name="trainer">Name of the trainer in the strategy.</param>
    /// <param name="rounded">Told after each round.</param>
    IFittedModel Fit(string trainer, TrainingMatrix data, int rounds, IReadOnlyDictionary<string, string> parameters, Action<int> rounded);

    /// <summary>Loads a model from the bytes that <see cref="IFittedModel.Bytes"/> gave.</summary>
    IFittedModel Load(string trainer, ReadOnlySpan<byte> bytes);
}

/// <summary>A model that can score.</summary>
public interface IFittedModel : IDisposable
{
    /// <summary>The model's bytes: equal data, parameters and environment give equal bytes.</summary>
    byte[] Bytes { get; }

    /// <summary>Probabilities of the positive class, shape [rows].</summary>
    /// <param name="matrix">Shape [rows, columns], row-major, NaN where a value is missing.</param>
    float[] Score(ReadOnlySpan<float> matrix, int rows);

    /// <summary>Rounds that it was boosted.</summary>
    int Rounds { get; }

    /// <summary>What the model says of each row after its first rounds: the probability of each class, shape [rows, classes]; of two classes that of 1, of a number the number, shape [rows].</summary>
    /// <param name="matrix">Shape [rows, columns], row-major, NaN where a value is missing.</param>
    /// <param name="rounds">How many of the rounds; 0 for all.</param>
    float[] Outputs(ReadOnlySpan<float> matrix, int rows, int rounds);

    /// <summary>Total gain of each feature, by name; 0 where it was never split on.</summary>
    IReadOnlyDictionary<string, double> Importance { get; }
}

/// <summary>What a model is fitted to.</summary>
/// <param name="Values">Shape [rows, columns], row-major, NaN where a value is missing.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Names">Names of the columns.</param>
/// <param name="Categorical">Which columns hold codes of categories, shape [columns].</param>
/// <param name="Labels">1 or 0, shape [rows].</param>
public sealed record TrainingMatrix(float[] Values, int Rows, IReadOnlyList<string> Names, IReadOnlyList<bool> Categorical, float[] Labels);
