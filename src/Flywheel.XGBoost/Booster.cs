namespace Flywheel.XGBoost;

/// <summary>A trained model. Immutable: continued training gives a new one.</summary>
/// <remarks>
/// <see cref="PredictInPlace"/> may be called from several threads at once; the other members keep caches inside XGBoost, so one thread at a time.
/// </remarks>
public sealed class Booster : IDisposable
{
    private readonly BoosterHandle _handle;
    private readonly Feature[] _features;

    internal Booster(BoosterHandle handle, Feature[] features)
    {
        _handle = handle;
        _features = features;
        NativeMethods.Check(NativeMethods.XGBoosterBoostedRounds(handle, out var rounds), "count rounds");
        BoostedRounds = rounds;
    }

    /// <summary>Columns of the rows that it scores.</summary>
    public int Columns => _features.Length;

    /// <summary>The columns, in order, as they were named in training.</summary>
    public IReadOnlyList<Feature> Features => _features;

    /// <summary>Rounds in the model: after early stopping, up to the best one.</summary>
    public int BoostedRounds { get; }

    /// <summary>Trains a model.</summary>
    /// <param name="parameters">How. tree_method is hist unless given.</param>
    /// <param name="rounds">Rounds, at least 1.</param>
    /// <param name="train">Labelled rows.</param>
    /// <param name="validation">Rows to watch, and when to stop early; null trains all rounds.</param>
    /// <param name="progress">Called after each round, on the caller's thread.</param>
    /// <param name="weigh">Weights of each round but the first; the training rows are left with those of the last.</param>
    /// <param name="cancellation">Heeded between rounds.</param>
    /// <returns>A model whose bytes depend on the rows and parameters, and not on threads.</returns>
    /// <exception cref="ArgumentException">Matrices do not fit.</exception>
    /// <exception cref="XGBoostException">XGBoost refused, e.g. labels that the objective does not take.</exception>
    /// <exception cref="OperationCanceledException">Training was cancelled.</exception>
    public static Booster Train(
        XGBoostParameters parameters,
        int rounds,
        DMatrix train,
        Validation? validation = null,
        Action<Round>? progress = null,
        RoundWeights? weigh = null,
        CancellationToken cancellation = default
    ) => new Training(parameters, train, validation, weigh).Run(null, rounds, progress, cancellation);

    /// <summary>Trains more rounds on top of this model, which stays as it is.</summary>
    /// <remarks>
    /// 60 rounds and 40 more on the same rows give the bytes of 100 rounds, unless rows or columns are drawn (subsample, colsample_*): XGBoost
    /// keeps the state of its draws in the training, so the new rounds draw others, the same in every run. Parameters are not part of a model
    /// and are given again. With early stopping the best of the new rounds is kept.
    /// </remarks>
    /// <inheritdoc cref="Train"/>
    public Booster Continue(
        XGBoostParameters parameters,
        int rounds,
        DMatrix train,
        Validation? validation = null,
        Action<Round>? progress = null,
        RoundWeights? weigh = null,
        CancellationToken cancellation = default
    )
    {
        CheckColumns(train);
        return new Training(parameters, train, validation, weigh).Run(this, rounds, progress, cancellation);
    }

    /// <summary>Predictions on the scale of the label: probabilities for binary:logistic and multi:softprob.</summary>
    /// <param name="rounds">How many of the first rounds predict; 0 for all.</param>
    /// <returns>Row-major, shape [rows], or [rows, classes] for multi:softprob.</returns>
    /// <exception cref="ArgumentException">The columns are not the model's.</exception>
    public float[] Predict(DMatrix matrix, int rounds = 0) =>
        Prediction.FromMatrix(_handle, Checked(matrix), Prediction.Kind.Value, rounds);

    /// <summary>Predictions before the link function, e.g. log-odds.</summary>
    /// <param name="rounds">How many of the first rounds predict; 0 for all.</param>
    /// <returns>Row-major, shape [rows], or [rows, classes] for the multi objectives.</returns>
    /// <exception cref="ArgumentException">The columns are not the model's.</exception>
    public float[] PredictMargin(DMatrix matrix, int rounds = 0) =>
        Prediction.FromMatrix(_handle, Checked(matrix), Prediction.Kind.Margin, rounds);

    /// <summary>What each column adds to the margin of each row: exact SHAP values of trees.</summary>
    /// <remarks>
    /// S. M. Lundberg et al., Nature Machine Intelligence 2, 2020, pp. 56-67. The last entry of a row is the expected margin; a row sums to its margin.
    /// Slow: about 0.2 ms a row for 100 trees of depth 6, so sample rows for a report.
    /// </remarks>
    /// <returns>Row-major, shape [rows, columns + 1], or [rows, classes, columns + 1] for the multi objectives.</returns>
    /// <exception cref="ArgumentException">The columns are not the model's.</exception>
    public float[] Contributions(DMatrix matrix) => Prediction.FromMatrix(_handle, Checked(matrix), Prediction.Kind.Contributions);

    /// <summary>Predictions for rows as they lie in memory, without a matrix: for serving. Safe from several threads at once.</summary>
    /// <param name="values">Row-major, shape [rows, columns]; NaN is missing. Categorical codes are not checked.</param>
    /// <param name="predictions">Is filled; shape as in <see cref="Predict"/>.</param>
    /// <exception cref="ArgumentException">The shapes do not fit the model.</exception>
    /// <exception cref="XGBoostException">XGBoost refused: a linear model cannot do it.</exception>
    public void PredictInPlace(ReadOnlySpan<float> values, Span<float> predictions)
    {
        if (values.Length % Columns != 0)
        {
            throw new ArgumentException($"{values.Length} values do not fill rows of {Columns} columns.", nameof(values));
        }

        Prediction.InPlace(_handle, values, Columns, predictions);
    }

    /// <summary>How much each column mattered in training, by name; 0 for columns never split on.</summary>
    /// <exception cref="XGBoostException">The model is linear: it has no splits.</exception>
    public IReadOnlyDictionary<string, double> Importance(ImportanceKind kind) => FeatureScores.Read(_handle, _features, kind);

    /// <summary>The model as Universal Binary JSON, which later versions of XGBoost read too.</summary>
    /// <returns>The same bytes for the same model, whatever the number of threads.</returns>
    public byte[] Save() => ModelBytes.Save(_handle);

    /// <summary>Reads a model that <see cref="Save"/> wrote.</summary>
    /// <remarks>Only from a source that you trust: XGBoost believes the numbers in a whole model, so check its hash first.</remarks>
    /// <param name="bytes">The model, as ubj.</param>
    /// <param name="threads">Threads that predict, 0 for all cores; 1 is best for single rows.</param>
    /// <exception cref="XGBoostException">The bytes are no whole model.</exception>
    public static Booster Load(ReadOnlySpan<byte> bytes, int threads = 0)
    {
        var handle = ModelBytes.Load(bytes);
        try
        {
            handle.SetThreads(threads);
            return new Booster(handle, ModelFeatures.Read(handle));
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Frees the model.</summary>
    public void Dispose() => _handle.Dispose();

    // XGBoost takes a narrower matrix in silence and treats what lacks as missing.
    private void CheckColumns(DMatrix matrix)
    {
        if (matrix.Columns != Columns)
        {
            throw new ArgumentException($"The matrix has {matrix.Columns} columns, the model {Columns}.", nameof(matrix));
        }

        for (var i = 0; i < Columns; i++)
        {
            if (matrix.Features[i] != _features[i])
            {
                throw new ArgumentException($"Column {i} is {matrix.Features[i]}, but the model learned {_features[i]}.", nameof(matrix));
            }
        }
    }

    private DMatrixHandle Checked(DMatrix matrix)
    {
        CheckColumns(matrix);
        return matrix.Handle;
    }
}
