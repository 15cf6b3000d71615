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

    /// <summary>Gauss's elimination with the largest pivot of each column; null where the equations have no single solution.</summary>
    private static double[]? Solve(double[,] equations, double[] right)
    {
        var (a, b, n) = ((double[,])equations.Clone(), (double[])right.Clone(), right.Length);
        for (var column = 0; column < n; column++)
        {
            var pivot = Enumerable.Range(column, n - column).MaxBy(row => Math.Abs(a[row, column]));
            if (Math.Abs(a[pivot, column]) < 1e-9)
            {
                return null;
            }

            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var k = 0; k < n; k++)
            {
                (a[column, k], a[pivot, k]) = (a[pivot, k], a[column, k]);
            }

            for (var row = column + 1; row < n; row++)
            {
                var factor = a[row, column] / a[column, column];
                b[row] -= factor * b[column];
                for (var k = column; k < n; k++)
                {
                    a[row, k] -= factor * a[column, k];
                }
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                b[row] -= a[row, k] * b[k];
            }

            b[row] /= a[row, row];
        }

        return b;
    }
}
