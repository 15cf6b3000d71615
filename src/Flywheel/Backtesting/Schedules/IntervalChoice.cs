using Flywheel.Metrics;
using MathNet.Numerics.Distributions;

namespace Flywheel.Backtesting.Schedules;

/// <summary>What retraining every so many cycles costs a cycle.</summary>
/// <param name="Cycles">The interval.</param>
/// <param name="Lost">What the ages of the interval lose on average against a model of every cycle: the area between the curves over the interval.</param>
/// <param name="Retraining">Price of a retraining over the interval.</param>
/// <param name="Against">Total less that of the cheapest interval.</param>
/// <param name="IsOpen">Whether it may be the cheapest in truth.</param>
public sealed record IntervalCost(int Cycles, Measurement Lost, double Retraining, Measurement Against, bool IsOpen)
{
    public double Total => Lost.Value!.Value + Retraining;

    public double Low => Lost.Low!.Value + Retraining;

    public double High => Lost.High!.Value + Retraining;
}

/// <summary>Which interval of retraining is the cheapest, and which may be.</summary>
/// <remarks>
/// An interval is excluded where some other one is cheaper by a one-sided test at error / (intervals - 1). The interval that is the cheapest
/// in truth is excluded only if one of its tests against the others errs, so all that stay open hold it with a chance of at least 1 - error,
/// although the data chose which one looks cheapest (after J. Hsu, Annals of Statistics 9(5), 1981, pp. 1026–1034; the division is Bonferroni's).
/// </remarks>
public sealed record IntervalChoice
{
    public required IReadOnlyList<IntervalCost> Costs { get; init; }

    /// <summary>The cheapest as estimated.</summary>
    public required IntervalCost Best { get; init; }

    /// <summary>The strategy's own interval, where it has one of those studied.</summary>
    public IntervalCost? Present { get; init; }

    /// <summary>What the present interval costs more than the cheapest, with an interval.</summary>
    public Measurement? Saved => Present?.Against;

    /// <summary>Intervals that may be the cheapest.</summary>
    public IEnumerable<IntervalCost> Open => Costs.Where(cost => cost.IsOpen);

    /// <summary>Whether the cheapest is told from the present interval, or, where there is none or it is the cheapest, from its neighbours.</summary>
    public bool IsDecided =>
        Present is { } present && present.Cycles != Best.Cycles
            ? !present.IsOpen
            : Open.All(cost => cost.Cycles == Best.Cycles || Math.Abs(cost.Cycles - Best.Cycles) > 1);

    /// <param name="effects">Of ages, in the loss.</param>
    /// <param name="money">Of one unit of the loss for all events of a cycle.</param>
    /// <param name="retraining">Money of one training with its review and roll-out.</param>
    /// <param name="present">The strategy's interval in cycles, or null.</param>
    /// <param name="error">Chance that the cheapest is excluded, and that one end of an interval errs.</param>
    public static IntervalChoice Of(AgeEffects effects, double money, double retraining, int? present, double error)
    {
        var intervals = Enumerable.Range(1, effects.Oldest).ToList();
        var best = intervals.MinBy(Total);
        List<IntervalCost> costs =
        [
            .. intervals.Select(one => new IntervalCost(
                one,
                Scaled(effects.Sum(Weights(one), error), money),
                retraining / one,
                Shifted(Less(one, best), (retraining / one) - (retraining / best)),
                intervals.All(other => other == one || PValue(one, other) >= error / (intervals.Count - 1))
            )),
        ];
        return new()
        {
            Costs = costs,
            Best = costs[best - 1],
            Present = present is { } own && own <= costs.Count ? costs[own - 1] : null,
        };

        double[] Weights(int interval) => [.. intervals.Select(age => age <= interval ? 1.0 / interval : 0)];

        double Total(int interval) => (effects.Sum(Weights(interval), error).Value!.Value * money) + (retraining / interval);

        Measurement Less(int one, int other) =>
            Scaled(effects.Sum([.. Weights(one).Zip(Weights(other), (first, second) => first - second)], error), money);

        // Small where the other one is cheaper for sure.
        double PValue(int one, int other)
        {
            var less = Less(one, other);
            var difference = less.Value!.Value + (retraining / one) - (retraining / other);
            return less.StandardError > 0 ? StudentT.CDF(0, 1, less.Degrees, -difference / less.StandardError.Value)
                : difference > 0 ? 0
                : 1;
        }
    }

    private static Measurement Scaled(Measurement of, double by) =>
        of with
        {
            Value = of.Value * by,
            StandardError = of.StandardError * by,
            Low = of.Low * by,
            High = of.High * by,
        };

    private static Measurement Shifted(Measurement of, double by) =>
        of with
        {
            Value = of.Value + by,
            Low = of.Low + by,
            High = of.High + by,
        };
}
