namespace Flywheel.Training;

/// <summary>Rows as a model of their errors sees them.</summary>
/// <param name="Scores">Shape [rows].</param>
/// <param name="Values">Features and, in the last column, the score: shape [rows, features + 1], row-major.</param>
/// <param name="Names">Of the columns.</param>
/// <param name="Categorical">Which columns hold codes of categories.</param>
public sealed record LossRows(double[] Scores, float[] Values, IReadOnlyList<string> Names, IReadOnlyList<bool> Categorical)
{
    /// <param name="features">Shape [rows, features], row-major; a row whose score is no finite number is left out.</param>
    /// <param name="areClasses">Whether a score is the number of a class.</param>
    public static LossRows Of(Encoder encoder, float[] features, double[] scores, bool areClasses)
    {
        var columns = encoder.Width;
        var rows = Enumerable.Range(0, scores.Length).Where(i => double.IsFinite(scores[i])).ToArray();
        var values = new float[rows.Length * (columns + 1)];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = values.AsSpan(i * (columns + 1), columns + 1);
            features.AsSpan(rows[i] * columns, columns).CopyTo(row);
            row[columns] = (float)scores[rows[i]];
        }

        return new(Array.ConvertAll(rows, i => scores[i]), values, [.. encoder.Names, "(score)"], [.. encoder.Categorical, areClasses]);
    }
}
