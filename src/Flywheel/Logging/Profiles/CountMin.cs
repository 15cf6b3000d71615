using System.Globalization;
using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>How often a value came, from four rows of 2,048 counters, of which each value has one a row: Count-Min.</summary>
/// <remarks>
/// Never below the true count, and above it by more than e/2048 (0.13 %) of all values with a chance of e⁻⁴ (1.8 %).
/// G. Cormode, S. Muthukrishnan, Journal of Algorithms 55(1), 2005, pp. 58–75.
/// </remarks>
public sealed class CountMin
{
    /// <summary>Counters a row; the first row alone is a histogram of all values by hash.</summary>
    public const int Width = 1 << Bits;

    private const int Bits = 11;
    private const int Depth = 4;
    private const string Word = "counts";
    private readonly long[] counts = new long[Depth * Width];

    public void Add(ulong hash, long rows)
    {
        for (var row = 0; row < Depth; row++)
        {
            counts[(row * Width) + Cell(hash, row)] += rows;
        }
    }

    public void Add(CountMin other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = checked(counts[i] + other.counts[i]);
        }
    }

    /// <summary>At least as often as this value came.</summary>
    public long Estimate(ulong hash)
    {
        var least = long.MaxValue;
        for (var row = 0; row < Depth; row++)
        {
            least = Math.Min(least, counts[(row * Width) + Cell(hash, row)]);
        }

        return least;
    }

    /// <summary>Counters of the first row, shape [<see cref="Width"/>].</summary>
    public ReadOnlySpan<long> First => counts.AsSpan(0, Width);

    /// <summary>The counter of the first row that a value is counted by.</summary>
    public static int Cell(ulong hash) => Cell(hash, row: 0);

    internal void Write(StringBuilder text)
    {
        for (var row = 0; row < Depth; row++)
        {
            text.Append(Word);
            foreach (var count in counts.AsSpan(row * Width, Width))
            {
                text.Append(' ').Append(count.ToString(CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }
    }

    /// <param name="values">Rows with a value: what each row of counters sums up to.</param>
    internal static CountMin? Read(ProfileLines lines, long values)
    {
        if (!lines.Has(Word))
        {
            return null;
        }

        var read = new CountMin();
        for (var row = 0; row < Depth; row++)
        {
            var counts = Array.ConvertAll(lines.After(Word).Split(' '), ProfileLines.Count);
            ProfileLines.Require(counts.Length == Width && counts.Sum() == values, "counters do not sum up to the values");
            counts.CopyTo(read.counts, row * Width);
        }

        return read;
    }

    // Bits of their own for each row. The upper ones order the values, and those that are kept have zeros there.
    private static int Cell(ulong hash, int row) => (int)(hash >> (Bits * row)) & (Width - 1);
}
