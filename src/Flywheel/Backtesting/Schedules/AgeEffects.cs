using Flywheel.Metrics;

namespace Flywheel.Backtesting.Schedules;

/// <summary>What a model loses by its age, against one that is trained anew every cycle, in the same cycles; with what the history leaves open.</summary>
/// <remarks>
/// The effects are those of <see cref="LeastSquares"/>. Losses of one tested cycle depend on each other, and so do losses of one model in
/// the cycles after its training. Each of both is left out in turn (the jackknife of clusters; B. Efron, C. Stein, Annals of Statistics
/// 9(3), 1981, pp. 586–596: its variance is too large on average rather than too small), and the variances are added less that of single
/// losses, which both have (C. Cameron, J. Gelbach, D. Miller, Journal of Business and Economic Statistics 29(2), 2011, pp. 238–249); never less
/// than either. Student's t has as many degrees of freedom as there are cycles with the oldest age asked for, less one.
/// </remarks>
public sealed class AgeEffects
{
    /// <summary>An age that fewer tested cycles tell of is not judged.</summary>
    public const int FewestCycles = 6;

    private readonly double[] effects;
    private readonly double[,] byTested;
    private readonly double[,] byTrained;
    private readonly double[,] byOne;

    private AgeEffects(
        double[] effects,
        IReadOnlyList<int> cycles,
        (double Cycle, double Age) shares,
        double[,] byTested,
        double[,] byTrained,
        double[,] byOne
    )
    {
        (this.effects, Cycles, Shares) = (effects, cycles, shares);
        (this.byTested, this.byTrained, this.byOne) = (byTested, byTrained, byOne);
    }

    /// <summary>The oldest age, in cycles.</summary>
    public int Oldest => effects.Length;

    /// <summary>Tested cycles that tell of each age, shape [ages].</summary>
    public IReadOnlyList<int> Cycles { get; }

    /// <summary>Parts of the variance of the losses, in [0, 1]: the tested cycle, and the age beyond it.</summary>
    public (double Cycle, double Age) Shares { get; }

    /// <summary>The oldest age of which enough cycles can tell.</summary>
    /// <param name="cycles">Of each age, from 1 on.</param>
    public static int OldestOf(IReadOnlyList<int> cycles) => cycles.TakeWhile(count => count >= FewestCycles).Count();

    /// <returns>Null where no age beyond the first can be told.</returns>
    public static AgeEffects? Of(IReadOnlyList<AgedLoss> losses)
    {
        var most = losses.Count == 0 ? 0 : losses.Max(loss => loss.Age);
        int[] cycles = [.. Enumerable.Range(1, most).Select(age => losses.Count(loss => loss.Age == age))];
        var oldest = OldestOf(cycles);
        if (oldest < 2)
        {
            return null;
        }

        var told = losses.Where(loss => loss.Age <= oldest).ToList();
        return
            LeastSquares.Fit(told, oldest) is { } effects
            && Without(told, effects, loss => loss.Tested) is { } withoutTested
            && Without(told, effects, loss => loss.Trained) is { } withoutTrained
            && LeastSquares.Moves(told, effects) is { } withoutOne
            ? new(
                effects,
                cycles[..oldest],
                SharesOf(told, effects),
                Jackknife(withoutTested, oldest),
                Jackknife(withoutTrained, oldest),
                Jackknife(withoutOne, oldest)
            )
            : null;
    }

    /// <summary>Effect of one age.</summary>
    /// <param name="age">From 1 on.</param>
    /// <param name="error">Chance that one end of the interval errs.</param>
    public Measurement At(int age, double error) => Sum([.. Enumerable.Range(1, Oldest).Select(one => one == age ? 1.0 : 0)], error);

    /// <summary>A weighted sum of effects.</summary>
    /// <param name="weights">Shape [ages].</param>
    /// <param name="error">Chance that one end of the interval errs.</param>
    public Measurement Sum(double[] weights, double error)
    {
        var value = Times(effects, weights);

        // Age 1 has no effect, so its weight asks for nothing.
        var asked = Array.FindLastIndex(weights, weight => weight != 0);
        var cycles = Cycles[Math.Max(asked, 0)];
        var (tested, trained, one) = (Spread(byTested, weights), Spread(byTrained, weights), Spread(byOne, weights));
        var spread = Math.Sqrt(Math.Max(tested + trained - one, Math.Max(tested, trained)));
        var reach = spread == 0 ? 0 : ClusteredInterval.Quantile(cycles - 1, 1 - error) * spread;
        return new()
        {
            Rows = cycles,
            Clusters = cycles,
            Value = value,
            StandardError = spread,
            Degrees = cycles - 1,
            Low = value - reach,
            High = value + reach,
        };
    }

    /// <summary>How far the effects move when each of the groups is left out; null where the others could not tell.</summary>
    private static List<double[]>? Without(List<AgedLoss> losses, double[] effects, Func<AgedLoss, int> group)
    {
        var moves = new List<double[]>();
        foreach (var left in losses.Select(group).Distinct().Order())
        {
            if (LeastSquares.Fit(losses.Where(loss => group(loss) != left), effects.Length) is not { } others)
            {
                return null;
            }

            moves.Add([.. effects.Zip(others, (all, without) => all - without)]);
        }

        return moves;
    }

    /// <summary>Covariance of the effects by the jackknife: (n - 1) / n · the sum of the moves' products.</summary>
    /// <returns>Shape [ages, ages].</returns>
    private static double[,] Jackknife(IReadOnlyList<double[]> moves, int ages)
    {
        var covariance = new double[ages, ages];
        foreach (var move in moves)
        {
            for (var i = 0; i < ages; i++)
            {
                for (var j = 0; j < ages; j++)
                {
                    covariance[i, j] += move[i] * move[j] * (moves.Count - 1) / moves.Count;
                }
            }
        }

        return covariance;
    }

    /// <summary>Variance of a weighted sum; rounding may leave one just below zero.</summary>
    private static double Spread(double[,] covariance, double[] weights)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                sum += weights[i] * weights[j] * covariance[i, j];
            }
        }

        return Math.Max(0, sum);
    }

    private static double Times(double[] effects, double[] weights) => effects.Zip(weights, (effect, weight) => effect * weight).Sum();

    private static (double Cycle, double Age) SharesOf(List<AgedLoss> losses, double[] effects)
    {
        var mean = losses.Average(loss => loss.Loss);
        var total = losses.Sum(loss => (loss.Loss - mean) * (loss.Loss - mean));
        var (between, ages) = (0.0, 0.0);
        foreach (var cycle in losses.GroupBy(loss => loss.Tested))
        {
            var (level, effect) = (cycle.Average(loss => loss.Loss), cycle.Average(loss => effects[loss.Age - 1]));
            between += cycle.Count() * (level - mean) * (level - mean);
            ages += cycle.Sum(loss => (effects[loss.Age - 1] - effect) * (effects[loss.Age - 1] - effect));
        }

        return total == 0 ? (0, 0) : (between / total, ages / total);
    }
}
