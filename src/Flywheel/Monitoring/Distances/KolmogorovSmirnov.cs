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
        var largest = 0.0;
        var (numbers, currentNumbers) = (reference.Numbers, current.Numbers);
        var (i, j, below, currentBelow) = (0, 0, 0L, 0L);
        while (i < numbers.Length && j < currentNumbers.Length)
        {
            // Which side comes next is a coin toss that no processor foresees: both step, by one or by none.
            var (one, other) = (numbers[i], currentNumbers[j]);
            var (step, currentStep) = (one <= other ? 1 : 0, other <= one ? 1 : 0);
            below += step * reference.Counts[i];
            currentBelow += currentStep * current.Counts[j];
            i += step;
            j += currentStep;
            largest = Math.Max(largest, Math.Abs(((double)below / reference.Total) - ((double)currentBelow / current.Total)));
        }

        return largest;
    }
}
