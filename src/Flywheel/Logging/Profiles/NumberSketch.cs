using System.Globalization;
using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>What a column of numbers or times held, in bounded room: a function of the numbers alone, not of their order.</summary>
/// <param name="isTime">Whether the numbers are times: microseconds since 1970, in buckets of an hour.</param>
public sealed class NumberSketch(bool isTime)
{
    private readonly DistinctCount distinct = new();
    private readonly ExactSum sum = new();
    private readonly ExactSum squares = new();
    private Buckets buckets = new();

    /// <summary>Numbers that are neither infinite nor NaN; mean, deviation, quantiles and range are theirs.</summary>
    public long Finite { get; private set; }

    public long NaN { get; private set; }

    public long PositiveInfinities { get; private set; }

    public long NegativeInfinities { get; private set; }

    /// <summary>Of the finite ones those that are 0; they have no bucket.</summary>
    public long Zeros { get; private set; }

    /// <summary>The smallest finite number; null without one.</summary>
    public double? Minimum => Finite > 0 ? minimum : null;

    /// <summary>The largest finite number; null without one.</summary>
    public double? Maximum => Finite > 0 ? maximum : null;

    private double minimum = double.PositiveInfinity;
    private double maximum = double.NegativeInfinity;

    /// <summary>Correctly rounded; null without a finite number.</summary>
    public double? Mean => Finite > 0 ? sum.Over(Finite) : null;

    /// <summary>Of the population; exactly 0 for a constant, null without a finite number.</summary>
    public double? StandardDeviation => Finite > 0 ? ExactSum.Deviation(sum, squares, Finite) : null;

    /// <summary>Distinct numbers, infinities and NaN among them, with a standard error of 1.6 %.</summary>
    public long Distinct => distinct.Estimate();

    /// <summary>Finite numbers by what stands for them, ascending: each is within 1/128 of its number (a time within half an hour).</summary>
    public IEnumerable<(double Value, long Count)> Values => Ordered().Select(bucket => (Standing(bucket), bucket.Count));

    /// <summary>Of a column of numbers the finite ones by the least and the most that they can be, ascending.</summary>
    public IEnumerable<(double Least, double Most, long Count)> Spans =>
        Ordered()
            .Select(bucket =>
            {
                // A bucket's middle is within 1/128 of each of its numbers, relative to the number, so these are within 1/127 of the middle.
                var value = Standing(bucket);
                var off = bucket.Edge ? 0 : Math.Abs(value) / 127;
                return (Math.Max(value - off, minimum), Math.Min(value + off, maximum), bucket.Count);
            });

    /// <summary>Buckets that hold something, ascending, without the zeros.</summary>
    public IEnumerable<Bucket> Buckets => buckets.All;

    /// <summary>The number at rank ⌈share × finite numbers⌉, counted from the smallest: within 1/128 of it, relative (a time within half an hour).</summary>
    /// <param name="share">In [0, 1]: 0 is the minimum and 1 the maximum, both exact.</param>
    /// <returns>Null without a finite number.</returns>
    public double? Quantile(double share)
    {
        var rank = Math.Max((long)Math.Ceiling(share * Finite), 1);
        if (Finite == 0 || rank == 1 || rank == Finite)
        {
            return rank == 1 ? Minimum : Maximum;
        }

        long passed = 0;
        foreach (var bucket in Ordered())
        {
            passed += bucket.Count;
            if (rank <= passed)
            {
                return Math.Clamp(Standing(bucket), minimum, maximum);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(share), share, "A share is between 0 and 1.");
    }

    /// <summary>Counts a number.</summary>
    /// <returns>Its hash.</returns>
    public ulong Add(double number)
    {
        // -0 becomes 0, and there are many NaN.
        number = double.IsNaN(number) ? double.NaN : number + 0.0;
        var hash = Hash64.Of(number);
        distinct.Add(hash);
        if (!double.IsFinite(number))
        {
            AddOther(number);
            return hash;
        }

        Finite++;
        minimum = Math.Min(minimum, number);
        maximum = Math.Max(maximum, number);
        if (number == 0)
        {
            Zeros++;
            return hash;
        }

        sum.Add(number);
        squares.AddSquare(number);
        if (isTime)
        {
            buckets.Add(HourBucket.Index(number), HourBucket.IsEdge(number));
        }
        else
        {
            buckets.Add(LogBucket.Index(number), LogBucket.IsEdge(number));
        }

        return hash;
    }

    /// <summary>Adds what another one has counted.</summary>
    public void Add(NumberSketch other)
    {
        Finite = checked(Finite + other.Finite);
        NaN = checked(NaN + other.NaN);
        PositiveInfinities = checked(PositiveInfinities + other.PositiveInfinities);
        NegativeInfinities = checked(NegativeInfinities + other.NegativeInfinities);
        Zeros = checked(Zeros + other.Zeros);
        minimum = Math.Min(minimum, other.minimum);
        maximum = Math.Max(maximum, other.maximum);
        sum.Add(other.sum);
        squares.Add(other.squares);
        buckets.Add(other.buckets);
        distinct.Add(other.distinct);
    }

    internal void Write(StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"nan {NaN}\ninfinite {PositiveInfinities} {NegativeInfinities}\nzero {Zeros}\n");
        if (Finite > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"range {minimum:R} {maximum:R}\nsum {sum}\nsquares {squares}\n");
        }

        buckets.Write(text);
        text.Append(CultureInfo.InvariantCulture, $"registers {distinct}\n");
    }

    internal static NumberSketch Read(ProfileLines lines, bool isTime, long values)
    {
        var sketch = new NumberSketch(isTime) { NaN = ProfileLines.Count(lines.After("nan")) };
        var infinite = lines.After("infinite").Split(' ');
        (sketch.PositiveInfinities, sketch.NegativeInfinities) = (ProfileLines.Count(infinite[0]), ProfileLines.Count(infinite[1]));
        sketch.Zeros = ProfileLines.Count(lines.After("zero"));
        sketch.Finite = checked(values - sketch.NaN - sketch.PositiveInfinities - sketch.NegativeInfinities);
        if (lines.Has("range"))
        {
            var range = lines.After("range").Split(' ');
            (sketch.minimum, sketch.maximum) = (ProfileLines.Real(range[0]), ProfileLines.Real(range[1]));
            ProfileLines.Require(sketch.minimum <= sketch.maximum, "the smallest number is larger than the largest");
            sketch.sum.Add(ExactSum.Parse(lines.After("sum")));
            sketch.squares.Add(ExactSum.Parse(lines.After("squares")));
        }

        sketch.buckets = Profiles.Buckets.Read(lines, isTime ? HourBucket.Pages : LogBucket.Pages);
        ProfileLines.Require(
            sketch.Zeros + sketch.buckets.All.Sum(bucket => bucket.Count) == sketch.Finite,
            "the buckets' counts do not sum up to the values"
        );
        sketch.distinct.Add(DistinctCount.Parse(lines.After("registers")));
        return sketch;
    }

    private void AddOther(double number)
    {
        NaN += double.IsNaN(number) ? 1 : 0;
        PositiveInfinities += double.IsPositiveInfinity(number) ? 1 : 0;
        NegativeInfinities += double.IsNegativeInfinity(number) ? 1 : 0;
    }

    /// <summary>What is below zero, the zeros as a bucket of their own, and what is above.</summary>
    private IEnumerable<Bucket> Ordered()
    {
        var zeros = Zeros;
        foreach (var bucket in buckets.All)
        {
            if (bucket.Index >= 0 && zeros > 0)
            {
                yield return new(Zero, zeros, Edge: true);
                zeros = 0;
            }

            yield return bucket;
        }

        if (zeros > 0)
        {
            yield return new(Zero, zeros, Edge: true);
        }
    }

    /// <summary>No bucket's index.</summary>
    private const int Zero = int.MinValue;

    private double Standing(Bucket bucket) =>
        bucket.Index == Zero ? 0
        : isTime ? HourBucket.Value(bucket.Index, bucket.Edge)
        : LogBucket.Value(bucket.Index, bucket.Edge);
}
