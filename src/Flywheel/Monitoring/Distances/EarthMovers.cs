namespace Flywheel.Monitoring.Distances;

/// <summary>Earth mover's (Wasserstein-1) distance of two samples, in standard deviations of the reference.</summary>
/// <remarks>
/// W = ∫ |F(x) - G(x)| dx over the exact samples, divided by the reference's population standard deviation. A reference of one
/// value has no scale: then the distance stays in the column's own unit.
/// </remarks>
public sealed class EarthMovers : Distance
{
    public override string Name => "earth-movers";

    public override string Definition => "area between the distribution functions, in standard deviations of the reference";

    public override bool TakesCategories => false;

    public override string Convention(bool numeric) => "earth-movers/exact/reference-deviation";

    public override DistanceSql? Sql =>
        new(
            BinsOf.Values,
            "abs(p - q) * (next - value) / (SELECT coalesce(nullif(stddev_pop(value), 0), 1) FROM held WHERE NOT now)",
            DistanceSql.Sum
        );

    public override double Between(Distribution reference, Distribution current)
    {
        var scale = reference.StandardDeviation();
        return Unscaled(reference, current) / (scale > 0 ? scale : 1);
    }

    /// <summary>The distance in the column's own unit.</summary>
    public static double Unscaled(Distribution reference, Distribution current)
    {
        var area = 0.0;
        var (numbers, currentNumbers) = (reference.Numbers, current.Numbers);
        var (i, j, below, currentBelow) = (0, 0, 0L, 0L);
        var previous = Math.Min(numbers[0], currentNumbers[0]);
        while (i < numbers.Length && j < currentNumbers.Length)
        {
            // Which side comes next is a coin toss that no processor foresees: both step, by one or by none.
            var (one, other) = (numbers[i], currentNumbers[j]);
            var (step, currentStep) = (one <= other ? 1 : 0, other <= one ? 1 : 0);
            var next = Math.Min(one, other);
            area += Math.Abs(((double)below / reference.Total) - ((double)currentBelow / current.Total)) * (next - previous);
            below += step * reference.Counts[i];
            currentBelow += currentStep * current.Counts[j];
            i += step;
            j += currentStep;
            previous = next;
        }

        return area + Rest(reference, i, below, previous) + Rest(current, j, currentBelow, previous);

        // Beyond the other side's last number.
        static double Rest(Distribution of, int from, long below, double previous)
        {
            var area = 0.0;
            for (var i = from; i < of.Numbers.Length; i++)
            {
                area += (1 - ((double)below / of.Total)) * (of.Numbers[i] - previous);
                below += of.Counts[i];
                previous = of.Numbers[i];
            }

            return area;
        }
    }
}
