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
        double area = 0;
        double below = 0;
        double currentBelow = 0;
        var previous = Math.Min(reference.Numbers[0], current.Numbers[0]);
        for (int i = 0, j = 0; i < reference.Numbers.Length || j < current.Numbers.Length; )
        {
            var next = Math.Min(At(reference.Numbers, i), At(current.Numbers, j));
            area += Math.Abs(below - currentBelow) * (next - previous);
            if (At(reference.Numbers, i) == next)
            {
                below += (double)reference.Counts[i++] / reference.Total;
            }

            if (At(current.Numbers, j) == next)
            {
                currentBelow += (double)current.Counts[j++] / current.Total;
            }

            previous = next;
        }

        return area;

        static double At(double[] numbers, int i) => i < numbers.Length ? numbers[i] : double.PositiveInfinity;
    }
}
