using Flywheel.Training;
using Flywheel.Yaml;

namespace Flywheel.Monitoring.Joint;

[Doc("Squared maximum mean discrepancy: how far apart both sides are in the space of a Gaussian kernel; about 0 where they are alike.")]
public sealed record MaximumMeanDiscrepancy : JointDistance
{
    /// <summary>Rows of the reference whose pairs tell the width of the kernel.</summary>
    private const int RowsForWidth = 1000;

    public override string Convention => "mmd²/unbiased/gaussian/median distance of the reference";

    public override string WhyAbsent => "each side needs two rows";

    public override JointValue? Between(JointSample sample, ITrainer engine, int seed)
    {
        var (reference, window) = (sample.ReferencePoints, sample.WindowPoints);
        return reference.Count < 2 || window.Count < 2 ? null : new(Unbiased(reference, window, Width(reference)));
    }

    /// <summary>The unbiased estimate, which may be a little below 0; at least two rows a side.</summary>
    /// <param name="sigma">Width of the kernel exp(-d² / 2σ²).</param>
    /// <remarks>A. Gretton, K. Borgwardt, M. Rasch, B. Schölkopf, A. Smola, Journal of Machine Learning Research 13, 2012, lemma 6.</remarks>
    public static double Unbiased(PointSet x, PointSet y, double sigma) =>
        (Within(x, sigma) / ((double)x.Count * (x.Count - 1)))
        + (Within(y, sigma) / ((double)y.Count * (y.Count - 1)))
        - (2 * Across(x, y, sigma) / ((double)x.Count * y.Count));

    /// <summary>The biased estimate, a squared distance of two samples: never below 0.</summary>
    public static double Biased(PointSet x, PointSet y, double sigma) =>
        ((Within(x, sigma) + x.Count) / ((double)x.Count * x.Count))
        + ((Within(y, sigma) + y.Count) / ((double)y.Count * y.Count))
        - (2 * Across(x, y, sigma) / ((double)x.Count * y.Count));

    /// <summary>Sum over the ordered pairs of two different rows.</summary>
    private static double Within(PointSet points, double sigma) =>
        2
        * PointSet.SumOver(
            points.Count,
            i =>
            {
                var sum = 0.0;
                for (var j = 0; j < i; j++)
                {
                    sum += Kernel(points.SquaredDistance(i, points, j), sigma);
                }

                return sum;
            }
        );

    private static double Across(PointSet x, PointSet y, double sigma) =>
        PointSet.SumOver(
            x.Count,
            i =>
            {
                var sum = 0.0;
                for (var j = 0; j < y.Count; j++)
                {
                    sum += Kernel(x.SquaredDistance(i, y, j), sigma);
                }

                return sum;
            }
        );

    private static double Kernel(double squared, double sigma) => Math.Exp(-squared / (2 * sigma * sigma));

    /// <summary>Median distance of two rows; 1 where most rows are the same.</summary>
    private static double Width(PointSet points)
    {
        var rows = Math.Min(points.Count, RowsForWidth);
        var squares = new double[rows * (rows - 1) / 2];
        for (var i = 1; i < rows; i++)
        {
            for (var j = 0; j < i; j++)
            {
                squares[(i * (i - 1) / 2) + j] = points.SquaredDistance(i, points, j);
            }
        }

        Array.Sort(squares);
        var median = Math.Sqrt(squares[squares.Length / 2]);
        return median > 0 ? median : 1;
    }
}
