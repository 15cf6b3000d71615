using Flywheel.Training;

namespace Flywheel.Curation;

/// <summary>Where features are points, so that rows have distances: numbers by mean and standard deviation, a category as one of its frequent values.</summary>
/// <remarks>
/// A missing number is the mean. Each of the most frequent values of a category is a column of its own, 1/√2 where the row has it and
/// 0 where not, so two different ones are as far apart as numbers by one standard deviation; the rare ones are one and the same.
/// </remarks>
public sealed class FeatureSpace
{
    /// <summary>Values of a category that are told apart.</summary>
    private const int Frequent = 16;

    /// <summary>Rows lie in whole vectors of 8.</summary>
    private const int Lanes = 8;

    private static readonly float _half = (float)Math.Sqrt(0.5);

    private readonly double[] mean;
    private readonly double[] scale;
    private readonly int[][] codes;
    private readonly int[] first;
    private readonly bool[] isCategory;

    /// <param name="matrix">The rows that give means and frequencies, shape [rows, columns], NaN where a value is missing.</param>
    public FeatureSpace(Encoder encoder, ReadOnlySpan<float> matrix)
    {
        Columns = encoder.Width;
        isCategory = [.. encoder.Categorical];
        (mean, scale, codes, first) = (new double[Columns], new double[Columns], new int[Columns][], new int[Columns]);
        var width = 0;
        for (var column = 0; column < Columns; column++)
        {
            first[column] = width;
            codes[column] = isCategory[column] ? MostFrequent(matrix, column) : [];
            if (!isCategory[column])
            {
                (mean[column], scale[column]) = Moments(matrix, column);
            }

            width += isCategory[column] ? codes[column].Length : 1;
        }

        Stride = Math.Max(Lanes, (width + Lanes - 1) / Lanes * Lanes);
    }

    /// <summary>Columns of a matrix of features.</summary>
    public int Columns { get; }

    /// <summary>Floats of a point, a multiple of 8.</summary>
    public int Stride { get; }

    /// <param name="matrix">Shape [rows, columns].</param>
    /// <returns>Shape [rows, stride].</returns>
    public float[] Of(ReadOnlySpan<float> matrix)
    {
        var rows = matrix.Length / Columns;
        var points = new float[rows * Stride];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                var value = matrix[(row * Columns) + column];
                var at = (row * Stride) + first[column];
                if (!isCategory[column])
                {
                    points[at] = float.IsFinite(value) ? (float)((value - mean[column]) * scale[column]) : 0;
                }
                else if (!float.IsNaN(value) && Array.IndexOf(codes[column], (int)value) is >= 0 and var place)
                {
                    points[at + place] = _half;
                }
            }
        }

        return points;
    }

    /// <summary>Mean, and the inverse of the standard deviation; 0 for a column that does not vary.</summary>
    private (double Mean, double Scale) Moments(ReadOnlySpan<float> matrix, int column)
    {
        var (count, middle, squares) = (0, 0.0, 0.0);
        for (var i = column; i < matrix.Length; i += Columns)
        {
            if (float.IsFinite(matrix[i]))
            {
                var apart = matrix[i] - middle;
                middle += apart / ++count;
                squares += apart * (matrix[i] - middle);
            }
        }

        return (middle, squares > 0 ? Math.Sqrt(count / squares) : 0);
    }

    private int[] MostFrequent(ReadOnlySpan<float> matrix, int column)
    {
        var counts = new Dictionary<int, int>();
        for (var i = column; i < matrix.Length; i += Columns)
        {
            if (!float.IsNaN(matrix[i]))
            {
                counts[(int)matrix[i]] = counts.GetValueOrDefault((int)matrix[i]) + 1;
            }
        }

        return [.. counts.OrderByDescending(code => code.Value).ThenBy(code => code.Key).Take(Frequent).Select(code => code.Key)];
    }
}
