namespace Flywheel.Monitoring.Distances;

/// <summary>What a column held in a window: its distinct values with their counts. Numbers or categories, never both.</summary>
/// <remarks>What several distances ask for is computed when the first of them does.</remarks>
public sealed class Distribution
{
    private readonly Lazy<double> deviation;
    private readonly Lazy<EqualWidths> doane;
    private EqualShares? shares;

    /// <summary>Distinct numbers, ascending, shape [values]; empty for categories.</summary>
    public double[] Numbers { get; }

    /// <summary>Distinct categories in byte order, shape [values]; empty for numbers.</summary>
    public string[] Categories { get; }

    /// <summary>Rows that held each value, shape [values].</summary>
    public long[] Counts { get; }

    /// <summary>Rows with a value.</summary>
    public long Total { get; }

    public bool IsNumeric => Categories.Length == 0;

    private Distribution(double[] numbers, string[] categories, long[] counts)
    {
        (Numbers, Categories, Counts, Total) = (numbers, categories, counts, counts.Sum());
        deviation = new(Deviation);
        doane = new(() => EqualWidths.ByDoane(this));
    }

    /// <param name="numbers">Distinct, ascending.</param>
    /// <param name="counts">Same shape, each ≥ 1.</param>
    public static Distribution OfNumbers(double[] numbers, long[] counts) => new(numbers, [], counts);

    /// <param name="categories">Distinct, in byte order.</param>
    /// <param name="counts">Same shape, each ≥ 1.</param>
    public static Distribution OfCategories(string[] categories, long[] counts) => new([], categories, counts);

    /// <summary>Population standard deviation of the numbers; exactly 0 for a constant.</summary>
    public double StandardDeviation() => deviation.Value;

    /// <summary>Bins of equal width over the range of the numbers, as many as Doane's rule asks for.</summary>
    public EqualWidths Doane => doane.Value;

    /// <summary>Share of the rows in each bin, with all beyond their range in one more.</summary>
    /// <returns>Shape [bins + 1]; not to be written to.</returns>
    public double[] In(EqualWidths bins)
    {
        var known = shares;
        if (known?.Bins != bins)
        {
            shares = known = new(bins, bins.Shares(this));
        }

        return known.Shares;
    }

    /// <summary>Mean of (x - about)^power over the rows.</summary>
    public double Moment(double about, int power)
    {
        var sum = 0.0;
        for (var i = 0; i < Numbers.Length; i++)
        {
            var product = Numbers[i] - about;
            for (var factor = 1; factor < power; factor++)
            {
                product *= Numbers[i] - about;
            }

            sum += Counts[i] * product;
        }

        return sum / Total;
    }

    /// <summary>Quantile with linear interpolation between order statistics, type 7 of Hyndman and Fan (1996).</summary>
    /// <param name="share">In [0, 1].</param>
    public double Quantile(double share)
    {
        var position = (Total - 1) * share;
        var below = (long)Math.Floor(position);
        var low = AtRank(below);
        var high = AtRank(Math.Min(below + 1, Total - 1));
        return low + ((position - below) * (high - low));
    }

    private double Deviation()
    {
        // The mean of three times 0.1 is not 0.1 in binary, and a scale of 1e-17 would blow every distance up.
        if (Numbers.Length == 1)
        {
            return 0;
        }

        var mean = Moment(0, 1);
        return Math.Sqrt(Moment(mean, 2));
    }

    private double AtRank(long rank)
    {
        long passed = 0;
        for (var i = 0; i < Counts.Length; i++)
        {
            passed += Counts[i];
            if (rank < passed)
            {
                return Numbers[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank), rank, $"There are {Total} rows.");
    }

    /// <summary>The shares that were asked for last.</summary>
    private sealed record EqualShares(EqualWidths Bins, double[] Shares);
}
