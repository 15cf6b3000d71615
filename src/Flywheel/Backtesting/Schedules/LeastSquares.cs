using MathNet.Numerics.LinearAlgebra;

namespace Flywheel.Backtesting.Schedules;

/// <summary>Least squares of losses on ages, each tested cycle with a level of its own: loss = level of the cycle + effect of the age.</summary>
/// <remarks>
/// A cycle's level is taken out by subtracting the cycle's mean from losses and from age indicators, so the normal equations
/// N β = b are a sum over cycles. Models of one cycle are compared with each other only: a hard cycle moves no effect.
/// </remarks>
internal static class LeastSquares
{
    /// <summary>Effects by age less that of age 1.</summary>
    /// <param name="losses">One a pair of trained and tested cycle, of ages up to <paramref name="oldest"/>.</param>
    /// <returns>Shape [ages], the first 0; null where the losses cannot tell all of them.</returns>
    public static double[]? Fit(IEnumerable<AgedLoss> losses, int oldest)
    {
        var (normal, right) = Equations(losses, oldest);
        return Solve(normal, right) is { } effects ? [0, .. effects] : null;
    }

    /// <summary>How far the effects move when each loss in turn is left out, from the fit to all: e N⁻¹x / (1 - h), h its leverage.</summary>
    /// <returns>Shape [losses][ages]; null where the losses cannot tell the effects.</returns>
    public static List<double[]>? Moves(IReadOnlyList<AgedLoss> losses, double[] effects)
    {
        var (normal, _) = Equations(losses, effects.Length);
        var inverse = new List<double[]>();
        for (var i = 0; i < effects.Length - 1; i++)
        {
            var unit = new double[effects.Length - 1];
            unit[i] = 1;
            if (Solve(normal, unit) is not { } column)
            {
                return null;
            }

            inverse.Add(column);
        }

        var moves = new List<double[]>();
        foreach (var cycle in losses.GroupBy(loss => loss.Tested))
        {
            var all = cycle.ToList();
            var (level, effect) = (all.Average(loss => loss.Loss), all.Average(loss => effects[loss.Age - 1]));
            foreach (var loss in all)
            {
                var x = new double[effects.Length - 1];
                foreach (var other in all.Where(other => other.Age > 1))
                {
                    x[other.Age - 2] -= 1.0 / all.Count;
                }

                if (loss.Age > 1)
                {
                    x[loss.Age - 2] += 1;
                }

                // The inverse is symmetric: a column serves as a row.
                double[] direction = [.. inverse.Select(row => Product(row, x))];
                var leverage = (1.0 / all.Count) + Product(x, direction);
                var residual = loss.Loss - level - (effects[loss.Age - 1] - effect);

                // The only loss of its cycle says nothing of ages.
                var by = leverage > 1 - 1e-9 ? 0 : residual / (1 - leverage);
                moves.Add([0, .. direction.Select(one => by * one)]);
            }
        }

        return moves;
    }

    private static double Product(double[] one, double[] other)
    {
        var sum = 0.0;
        for (var i = 0; i < one.Length; i++)
        {
            sum += one[i] * other[i];
        }

        return sum;
    }

    private static (double[,] Normal, double[] Right) Equations(IEnumerable<AgedLoss> losses, int oldest)
    {
        var (normal, right) = (new double[oldest - 1, oldest - 1], new double[oldest - 1]);
        foreach (var cycle in losses.GroupBy(loss => loss.Tested))
        {
            var (all, level) = (cycle.ToArray(), cycle.Average(loss => loss.Loss));
            foreach (var loss in all)
            {
                if (loss.Age == 1)
                {
                    continue;
                }

                normal[loss.Age - 2, loss.Age - 2] += 1;
                right[loss.Age - 2] += loss.Loss - level;
                foreach (var other in all)
                {
                    if (other.Age > 1)
                    {
                        normal[loss.Age - 2, other.Age - 2] -= 1.0 / all.Length;
                    }
                }
            }
        }

        return (normal, right);
    }

    /// <returns>Null where the equations have no single solution.</returns>
    private static double[]? Solve(double[,] equations, double[] right)
    {
        var parts = Matrix<double>.Build.DenseOfArray(equations).LU();
        return parts.U.Diagonal().AbsoluteMinimum() < 1e-9 ? null : parts.Solve(Vector<double>.Build.Dense(right)).ToArray();
    }
}
