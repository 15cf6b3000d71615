namespace Flywheel.Training;

/// <summary>Where a column's values lie: a scaled one has mean 0 and standard deviation 1, and is 0 where a value is missing.</summary>
/// <param name="Mean">Of the training rows that have a value.</param>
/// <param name="Deviation">Their standard deviation; 1 for a column that does not vary.</param>
public sealed record ColumnScale(float Mean, float Deviation)
{
    public float Of(float value) => float.IsFinite(value) ? (value - Mean) / Deviation : 0;

    /// <summary>Scale of each column.</summary>
    /// <param name="matrix">Shape [rows, columns], row-major.</param>
    public static IReadOnlyList<ColumnScale> Of(ReadOnlySpan<float> matrix, int columns)
    {
        var (counts, means, squares) = (new long[columns], new double[columns], new double[columns]);
        for (var i = 0; i < matrix.Length; i++)
        {
            var value = matrix[i];
            if (float.IsFinite(value))
            {
                // Welford's update: the order of the rows is fixed, so the last bits are too.
                var column = i % columns;
                var away = value - means[column];
                means[column] += away / ++counts[column];
                squares[column] += away * (value - means[column]);
            }
        }

        var scales = new ColumnScale[columns];
        for (var column = 0; column < columns; column++)
        {
            var deviation = counts[column] > 0 ? Math.Sqrt(squares[column] / counts[column]) : 0;
            scales[column] = new((float)means[column], deviation > 0 ? (float)deviation : 1);
        }

        return scales;
    }
}
