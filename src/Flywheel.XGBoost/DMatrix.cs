namespace Flywheel.XGBoost;

/// <summary>Rows to train on or to score, copied into XGBoost's own form.</summary>
/// <remarks>Must not be disposed while a booster trains on it. Reading it from several threads is safe.</remarks>
public sealed class DMatrix : IDisposable
{
    // XGBoost keeps categories in a bit set that is indexed by a float: whole numbers are exact up to here.
    private const float CategoryLimit = 1 << 24;

    private readonly Feature[] _features;

    /// <summary>Copies dense rows.</summary>
    /// <param name="values">Row-major, shape [rows, columns]; NaN is missing. Categorical columns hold codes 0, 1, 2 …, below 2^24.</param>
    /// <param name="features">One for each column.</param>
    /// <param name="labels">Shape [rows], or empty for rows to score. Classes are 0, 1, 2 …</param>
    /// <param name="weights">Shape [rows], each at least 0, or empty for 1 each. A weight of 2 counts as the row written twice.</param>
    /// <param name="baseMargin">Margin to start from, shape [rows] or [rows, classes], or empty for the model's base score.</param>
    /// <param name="threads">Threads that copy; 0 takes <see cref="XGBoostLibrary.Threads"/>.</param>
    /// <exception cref="ArgumentException">Shapes do not fit, names repeat, or a category is no code.</exception>
    /// <exception cref="XGBoostException">XGBoost refused the values, e.g. an infinite label.</exception>
    public DMatrix(
        ReadOnlySpan<float> values,
        IReadOnlyList<Feature> features,
        ReadOnlySpan<float> labels = default,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<float> baseMargin = default,
        int threads = 0
    )
    {
        _features = [.. features];
        Rows = RowsOf(values, _features);
        CheckNames(_features);
        CheckCategories(values, _features);
        CheckLength(labels, nameof(labels));
        CheckLength(weights, nameof(weights));
        if (Rows == 0 ? !baseMargin.IsEmpty : baseMargin.Length % Rows != 0)
        {
            throw new ArgumentException($"{baseMargin.Length} base margins do not fit {Rows} rows.", nameof(baseMargin));
        }

        Handle = Copy(values, Rows, Columns, XGBoostLibrary.ThreadsOr(threads));
        try
        {
            var columns = (ulong)Columns;
            Set("label", labels);
            Set("weight", weights);
            Set("base_margin", baseMargin);
            string[] names = [.. _features.Select(f => f.Name)];
            string[] types = [.. _features.Select(f => f.TypeName)];
            NativeMethods.Check(NativeMethods.XGDMatrixSetStrFeatureInfo(Handle, "feature_name", names, columns), "name columns");
            NativeMethods.Check(NativeMethods.XGDMatrixSetStrFeatureInfo(Handle, "feature_type", types, columns), "type columns");
        }
        catch
        {
            Handle.Dispose();
            throw;
        }

        HasLabels = !labels.IsEmpty;
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns => _features.Length;

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<Feature> Features => _features;

    /// <summary>Whether labels were given, so that a booster can learn from it or be validated on it.</summary>
    public bool HasLabels { get; }

    internal DMatrixHandle Handle { get; }

    /// <summary>Gives the rows other weights, which the next round of a training heeds.</summary>
    /// <param name="weights">Shape [rows], each at least 0; a row of weight 0 has no part in the round.</param>
    internal void Weigh(ReadOnlySpan<float> weights)
    {
        CheckLength(weights, nameof(weights));
        Set("weight", weights);
    }

    /// <summary>Frees the copy.</summary>
    public void Dispose() => Handle.Dispose();

    private static int RowsOf(ReadOnlySpan<float> values, Feature[] features)
    {
        if (features.Length == 0)
        {
            throw new ArgumentException("A matrix needs at least one column.", nameof(features));
        }

        return values.Length % features.Length == 0
            ? values.Length / features.Length
            : throw new ArgumentException($"{values.Length} values do not fill rows of {features.Length} columns.", nameof(values));
    }

    private static void CheckNames(Feature[] features)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in features)
        {
            if (string.IsNullOrWhiteSpace(feature.Name) || !seen.Add(feature.Name))
            {
                throw new ArgumentException($"Column names must be unique and not blank; got '{feature.Name}'.", nameof(features));
            }
        }
    }

    private static void CheckCategories(ReadOnlySpan<float> values, Feature[] features)
    {
        for (var column = 0; column < features.Length; column++)
        {
            if (features[column].Type != FeatureType.Categorical)
            {
                continue;
            }

            for (var i = column; i < values.Length; i += features.Length)
            {
                var code = values[i];
                if (!float.IsNaN(code) && (code < 0 || code >= CategoryLimit || code != MathF.Truncate(code)))
                {
                    throw new ArgumentException(
                        $"Column '{features[column].Name}' is categorical, but row {i / features.Length} holds {code:R}; "
                            + "codes are whole numbers from 0 to 16777215, and NaN is missing.",
                        nameof(values)
                    );
                }
            }
        }
    }

    private void CheckLength(ReadOnlySpan<float> given, string what)
    {
        if (!given.IsEmpty && given.Length != Rows)
        {
            throw new ArgumentException($"{given.Length} {what} do not fit {Rows} rows.", what);
        }
    }

    private static unsafe DMatrixHandle Copy(ReadOnlySpan<float> values, int rows, int columns, int threads)
    {
        fixed (float* first = values)
        {
            var code = NativeMethods.XGDMatrixCreateFromMat_omp(first, (ulong)rows, (ulong)columns, float.NaN, out var handle, threads);
            NativeMethods.Check(code, "copy a matrix");
            return handle;
        }
    }

    private unsafe void Set(string field, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty)
        {
            return;
        }

        fixed (float* first = values)
        {
            NativeMethods.Check(NativeMethods.XGDMatrixSetFloatInfo(Handle, field, first, (ulong)values.Length), $"take {field}s");
        }
    }
}
