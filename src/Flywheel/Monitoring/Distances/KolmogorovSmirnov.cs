namespace Flywheel.Monitoring.Distances;

/// <summary>Kolmogorov–Smirnov statistic: the largest gap between the two distribution functions, over the exact samples.</summary>
/// <remarks>N. Smirnov, Annals of Mathematical Statistics 19(2), 1948, pp. 279–281. Its p-value is not given: in a large log every difference is significant.</remarks>
public sealed class KolmogorovSmirnov : Distance
{
    public override string Name => "kolmogorov-smirnov";

    public override string Definition => "largest gap between the distribution functions, 0 to 1";

    public override string Caution =>
        "it sees the one largest gap, hardly ever in the tails, and not how far values moved; earth-movers sees both";

    public override bool TakesCategories => false;

    public override string Convention(bool numeric) => "kolmogorov-smirnov/exact";

    public override DistanceSql? Sql => new(BinsOf.Values, "abs(p - q)", DistanceSql.Largest);

    public override double Between(Distribution reference, Distribution current)
    {
        double largest = 0;
        long below = 0;
        long currentBelow = 0;
        for (int i = 0, j = 0; i < reference.Numbers.Length && j < current.Numbers.Length; )
        {
            var next = Math.Min(reference.Numbers[i], current.Numbers[j]);
            below += reference.Numbers[i] == next ? reference.Counts[i++] : 0;
            currentBelow += current.Numbers[j] == next ? current.Counts[j++] : 0;
            largest = Math.Max(largest, Math.Abs(((double)below / reference.Total) - ((double)currentBelow / current.Total)));
        }

        return largest;
    }
}
