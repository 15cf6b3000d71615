namespace Flywheel.Monitoring.Distances;

/// <summary>What a column held in a window: its distinct values with their counts. Numbers or categories, never both.</summary>
/// <remarks>What several distances ask for is computed when the first of them does.</remarks>
public sealed class Distribution
{
    /// <summary>Rows are summed once for so many values, so that a rank or a range of values is found in few steps.</summary>
    private const int Stride = 4096;

    private readonly Lazy<double> mean;
    private readonly Lazy<double> deviation;
    private readonly Lazy<long[]> passed;
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
        mean = new(() => Moment(0, 1));
        deviation = new(Deviation);
        passed = new(Passed);
        doane = new(() => EqualWidths.ByDoane(this));
    }

    /// <param name="numbers">Distinct, ascending.</param>
    /// <param name="counts">Same shape, each ≥ 1.</param>
    public static Distribution OfNumbers(double[] numbers, long[] counts) => new(numbers, [], counts);

    /// <param name="categories">Distinct, in byte order.</param>
    /// <param name="counts">Same shape, each ≥ 1.</param>
    public static Distribution OfCategories(string[] categories, long[] counts) => new([], categories, counts);

    /// <summary>Mean of the numbers.</summary>
    public double Mean => mean.Value;

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

        return Math.Sqrt(Moment(Mean, 2));
    }

    /// <summary>Rows that held one of the values before an index.</summary>
    public long Before(int index) => passed.Value[index / Stride] + Sum(index / Stride * Stride, index);

    /// <summary>Index of the first number that is far enough, or how many numbers there are.</summary>
    /// <param name="isFar">True for every number above one for which it is true.</param>
    public int First(Func<double, bool> isFar)
    {
        var (low, high) = (0, Numbers.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = isFar(Numbers[middle]) ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    private double AtRank(long rank)
    {
        var block = Array.FindLastIndex(passed.Value, rows => rows <= rank);
        var rest = rank - passed.Value[block];
        for (var i = block * Stride; i < Counts.Length; i++)
        {
            rest -= Counts[i];
            if (rest < 0)
            {
                return Numbers[i];
            }
        }

        throw new ArgumentOutOfRangeException(nameof(rank), rank, $"There are {Total} rows.");
    }

    /// <summary>Rows before each block of values, shape [blocks + 1].</summary>
    private long[] Passed()
    {
        var blocks = new long[(Counts.Length / Stride) + 1];
        for (var block = 1; block < blocks.Length; block++)
        {
            blocks[block] = blocks[block - 1] + Sum((block - 1) * Stride, block * Stride);
        }

        return blocks;
    }

    private long Sum(int from, int to)
    {
        var sum = 0L;
        foreach (var count in Counts.AsSpan(from, to - from))
        {
            sum += count;
        }

        return sum;
    }

    /// <summary>The shares that were asked for last.</summary>
    private sealed record EqualShares(EqualWidths Bins, double[] Shares);
}
