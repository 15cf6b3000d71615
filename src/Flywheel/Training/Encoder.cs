using System.Text.Json.Serialization;
using Flywheel.Strategy;
using Flywheel.Training.Features;
using Flywheel.Turns;
using Flywheel.Warehouse;

namespace Flywheel.Training;

/// <summary>How a row of the log becomes a row of numbers: fitted on the training data and kept with the model.</summary>
/// <remarks>A category is a code into the vocabulary that training saw; one that it never saw is missing, never a new code.</remarks>
public sealed record Encoder
{
    public required IReadOnlyList<EncodedFeature> Features { get; init; }

    /// <summary>Scale of each column, for a trainer that adds columns up; null where columns stay as they are.</summary>
    public IReadOnlyList<ColumnScale>? Scales { get; init; }

    /// <summary>Columns of the matrix.</summary>
    [JsonIgnore]
    public int Width => Features.Sum(feature => feature.Width);

    /// <summary>Names of the columns, shape [columns].</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Names => [.. Features.SelectMany(feature => feature.ColumnNames)];

    /// <summary>Which columns hold codes of categories, shape [columns].</summary>
    [JsonIgnore]
    public IReadOnlyList<bool> Categorical =>
        [.. Features.SelectMany(feature => Enumerable.Repeat(feature.Vocabulary is not null, feature.Width))];

    /// <summary>Fits each feature on a relation.</summary>
    /// <param name="relation">SQL of the training rows that may stand after FROM.</param>
    public static Encoder Fit(ModelStrategy strategy, Database database, string relation) =>
        Fit(strategy, database, relation, (feature, fit) => feature.Fit(fit));

    /// <summary>Fits each feature on rows without labels, to compare rows with each other.</summary>
    /// <inheritdoc cref="Fit(ModelStrategy, Database, string)"/>
    public static Encoder FitWithoutLabels(ModelStrategy strategy, Database database, string relation) =>
        Fit(strategy, database, relation, (feature, fit) => feature.FitWithoutLabels(fit));

    /// <summary>The same encoder with columns of mean 0 and standard deviation 1 over some rows.</summary>
    /// <param name="matrix">Those rows before scaling; are scaled in place.</param>
    public Encoder Scaled(float[] matrix)
    {
        var scaled = this with { Scales = ColumnScale.Of(matrix, Width) };
        scaled.Scale(matrix);
        return scaled;
    }

    /// <summary>SQL of the matrix of a relation: a FLOAT for each number, and the text of a feature that is one.</summary>
    /// <param name="relation">SQL that may stand after FROM.</param>
    /// <param name="where">SQL condition.</param>
    /// <param name="order">Total key of the relation.</param>
    /// <param name="inTraining">Whether these are the rows that it was fitted on.</param>
    public string MatrixQuery(string relation, string where, string order, bool inTraining = false)
    {
        var columns = Features.SelectMany(feature => feature.Numbers(inTraining)).Select((number, i) => $"{number} AS c{i}");
        return $"SELECT {string.Join(", ", columns)} FROM {relation} WHERE {where} ORDER BY {order}";
    }

    /// <summary>The matrix of a relation's rows.</summary>
    /// <returns>Shape [rows, columns], row-major; NaN where a value is missing.</returns>
    /// <inheritdoc cref="MatrixQuery"/>
    public float[] Matrix(Database database, string relation, string where, string order, bool inTraining = false)
    {
        var matrix = database.Matrix(MatrixQuery(relation, where, order, inTraining), Width, Copy);
        Scale(matrix);
        return matrix;
    }

    /// <summary>The matrix of the as-of log's rows for which a condition is true, in order of id: read once for all models that see rows alike.</summary>
    /// <param name="inTraining">Whether these are the rows that it was fitted on.</param>
    public float[] Matrix(Turn turn, string where, bool inTraining = false)
    {
        var query = MatrixQuery("log", where, turn.Log.Id, inTraining);
        var beside = Storage.Json.Write(new { Scales, Texts = Features.Select(feature => feature.Text) });
        return turn.Log.Matrix($"{query}\n{beside}", () => Matrix(turn.Database, "log", where, turn.Log.Id, inTraining));
    }

    private static Encoder Fit(ModelStrategy strategy, Database database, string relation, Func<Feature, FeatureFit, EncodedFeature> fit) =>
        new()
        {
            Features =
            [
                .. strategy.Main.Features.Select(feature =>
                    fit(feature.Value, new(feature.Key, strategy.Sql(feature.Value.Of), strategy, database, relation))
                ),
            ],
        };

    private void Copy(IColumnChunk chunk, Span<float> rows)
    {
        var (column, offset, width) = (0, 0, Width);
        foreach (var feature in Features)
        {
            if (feature.Text is { } text)
            {
                for (var row = 0; row < chunk.Rows; row++)
                {
                    var counts = rows.Slice((row * width) + offset, text.Buckets);
                    counts.Fill(chunk.IsNull(column, row) ? float.NaN : 0);
                    if (!chunk.IsNull(column, row))
                    {
                        text.Count(chunk.Utf8(column, row), counts);
                    }
                }

                (column, offset) = (column + 1, offset + text.Buckets);
                continue;
            }

            for (var i = 0; i < feature.Width; i++)
            {
                chunk.CopyTo(column++, rows, offset++, width);
            }
        }
    }

    /// <summary>Scales the columns of a matrix in place, where the encoder does.</summary>
    public void Scale(Span<float> matrix)
    {
        if (Scales is { } scales)
        {
            for (var i = 0; i < matrix.Length; i++)
            {
                matrix[i] = scales[i % scales.Count].Of(matrix[i]);
            }
        }
    }
}
