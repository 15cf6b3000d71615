using Flywheel.Monitoring.Joint;
using MathNet.Numerics.LinearAlgebra;

namespace Flywheel.Monitoring.Projections;

/// <summary>Principal components of the numeric columns, each in deviations of the reference.</summary>
/// <param name="Columns">Shape [columns].</param>
/// <param name="Scales">Of the columns.</param>
/// <param name="Variances">Of the components, descending, shape [columns].</param>
/// <param name="Directions">Unit vectors, shape [columns of a component][columns].</param>
public sealed record Principal(IReadOnlyList<DriftColumn> Columns, IReadOnlyList<Scale> Scales, double[] Variances, double[][] Directions)
{
    /// <summary>Of the rows' correlation matrix, summed in their order; a missing number is the mean.</summary>
    public static Principal Of(DrawnRows rows)
    {
        var columns = rows.Columns.Where(column => column.IsNumeric).ToList();
        var scales = columns.Select(column => Scale.Of(rows.Numbers[column.Name])).ToList();
        var axes = columns
            .Select((column, j) => Array.ConvertAll(rows.Numbers[column.Name], number => double.IsNaN(number) ? 0 : scales[j].Of(number)))
            .ToList();
        var together = Matrix<double>.Build.Dense(columns.Count, columns.Count, (j, k) => Product(axes[j], axes[k]) / rows.Count);
        if (columns.Count == 0)
        {
            return new(columns, scales, [], []);
        }

        var found = together.Evd(Symmetricity.Symmetric);
        var order = Enumerable.Range(0, columns.Count).Reverse().ToList();
        return new(
            columns,
            scales,
            [.. order.Select(k => Math.Max(0, found.EigenValues[k].Real))],
            [.. order.Select(k => found.EigenVectors.Column(k).ToArray())]
        );
    }

    private static double Product(double[] x, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }
}
