namespace Flywheel.Monitoring.Detectors;

/// <summary>The newest values for as long as their mean is one: an exponential histogram, whose oldest bucket is dropped while some cut of the window has two means.</summary>
/// <param name="delta">Chance of a change that is none, at each look; in (0, 1).</param>
/// <param name="everyBucket">Whether the window is cut behind every bucket; without, not behind the newest of each size, and that one is on neither side.</param>
/// <remarks>
/// Cut into n₀ old and n₁ new values, the means differ where |μ₀ - μ₁| > √(2 m σ² ln(2 ln n / δ)) + ⅔ m ln(2 ln n / δ) with
/// m = 1 / (n₀ - 4) + 1 / (n₁ - 4), at every 32nd value. The last term is for values in [0, 1]; of a wider range it is small
/// against the first in all but short windows. After a change the window is left to be looked at, and the next value begins a new one.
/// A. Bifet, R. Gavaldà, SIAM International Conference on Data Mining 2007, pp. 443–448.
/// </remarks>
public sealed class AdwinWindow(double delta, bool everyBucket = true)
{
    private const int Clock = 32;
    private const int BucketsOfASize = 5;
    private const int FewestValues = 10;
    private const int FewestOnASide = 5;

    /// <summary>Buckets by the power of two of values that each holds; within a size the oldest first.</summary>
    private readonly List<List<(double Sum, double Squares)>> buckets =
    [
        [],
    ];
    private int seen;
    private double sum;
    private double squares;
    private bool changed;

    /// <summary>Values in the window.</summary>
    public long Width { get; private set; }

    /// <summary>Takes the next value, and answers whether a change is found at it.</summary>
    public bool Add(double value)
    {
        if (changed)
        {
            Clear();
        }

        Insert(value);
        seen++;
        if (seen % Clock != 0 || Width <= FewestValues)
        {
            return false;
        }

        while (IsOfTwoMeans())
        {
            DropOldest();
            changed = true;
        }

        return changed;
    }

    private void Clear()
    {
        buckets.Clear();
        buckets.Add([]);
        (seen, sum, squares, Width, changed) = (0, 0, 0, 0, false);
    }

    private void Insert(double value)
    {
        if (Width > 0)
        {
            var off = value - (sum / Width);
            squares += off * off * Width / (Width + 1);
        }

        buckets[0].Add((value, 0));
        sum += value;
        Width++;
        for (var size = 0; buckets[size].Count > BucketsOfASize; size++)
        {
            if (size + 1 == buckets.Count)
            {
                buckets.Add([]);
            }

            var ((one, oneSquares), (two, twoSquares)) = (buckets[size][0], buckets[size][1]);
            var apart = (one - two) / Values(size);
            buckets[size + 1].Add((one + two, oneSquares + twoSquares + (apart * apart * Values(size) / 2)));
            buckets[size].RemoveRange(0, 2);
        }
    }

    private bool IsOfTwoMeans()
    {
        var confidence = Math.Log(2 * Math.Log(Width) / delta);
        var variance = squares / Width;
        var (old, oldSum) = (0L, 0.0);
        for (var size = buckets.Count - 1; size >= 0; size--)
        {
            var cuts = buckets[size].Count - (everyBucket ? 0 : 1);
            for (var i = 0; i < cuts; i++)
            {
                old += Values(size);
                oldSum += buckets[size][i].Sum;
                var young = Width - old;
                if (old < FewestOnASide || young < FewestOnASide)
                {
                    continue;
                }

                var scale = (1.0 / (old - FewestOnASide + 1)) + (1.0 / (young - FewestOnASide + 1));
                var bound = Math.Sqrt(2 * scale * variance * confidence) + (2.0 / 3 * confidence * scale);
                if (Math.Abs((oldSum / old) - ((sum - oldSum) / young)) > bound)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void DropOldest()
    {
        var size = buckets.Count - 1;
        var (oldest, oldestSquares) = buckets[size][0];
        Width -= Values(size);
        sum -= oldest;
        var apart = (oldest / Values(size)) - (sum / Width);
        squares -= oldestSquares + (apart * apart * Values(size) * Width / (Values(size) + Width));
        buckets[size].RemoveAt(0);
        while (buckets.Count > 1 && buckets[^1].Count == 0)
        {
            buckets.RemoveAt(buckets.Count - 1);
        }
    }

    private static long Values(int size) => 1L << size;
}
