using System.Globalization;
using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>Numbers counted by bucket, in pages of 64 counters that come into being with their first number.</summary>
/// <remarks>Each bucket also knows whether all that it counts is its edge: then the edge stands for it, and is exact.</remarks>
public sealed class Buckets
{
    private const string Word = "bucket";
    private const string Edge = "=";

    /// <summary>Pages from <see cref="first"/> on; the range grows to what was counted.</summary>
    private Page?[] pages = [];
    private int first;

    /// <summary>64 counters, and a bit for each bucket that holds more than its edge.</summary>
    private sealed class Page
    {
        public long[] Counts { get; } = new long[64];

        public ulong Inside { get; set; }
    }

    public void Add(int index, bool edge)
    {
        var page = At(index >> 6);
        page.Counts[index & 63]++;
        page.Inside |= edge ? 0 : 1UL << (index & 63);
    }

    public void Add(Buckets other)
    {
        for (var i = 0; i < other.pages.Length; i++)
        {
            if (other.pages[i] is { } more)
            {
                var page = At(other.first + i);
                page.Inside |= more.Inside;
                for (var bucket = 0; bucket < 64; bucket++)
                {
                    page.Counts[bucket] = checked(page.Counts[bucket] + more.Counts[bucket]);
                }
            }
        }
    }

    /// <summary>Buckets that hold something, ascending.</summary>
    public IEnumerable<Bucket> All
    {
        get
        {
            for (var i = 0; i < pages.Length; i++)
            {
                for (var bucket = 0; pages[i] is { } page && bucket < 64; bucket++)
                {
                    if (page.Counts[bucket] > 0)
                    {
                        yield return new(((first + i) << 6) + bucket, page.Counts[bucket], ((page.Inside >> bucket) & 1) == 0);
                    }
                }
            }
        }
    }

    internal void Write(StringBuilder text)
    {
        foreach (var (index, count, edge) in All)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Word} {index} {count}{(edge ? " " + Edge : "")}\n");
        }
    }

    /// <param name="pages">Pages of the buckets' scale, one half below zero.</param>
    internal static Buckets Read(ProfileLines lines, int pages)
    {
        var buckets = new Buckets();
        while (lines.Has(Word))
        {
            var words = lines.After(Word).Split(' ');
            var index = int.Parse(words[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            ProfileLines.Require(index >> 6 >= -pages / 2 && index >> 6 < pages / 2, $"there is no bucket {index}");
            var page = buckets.At(index >> 6);
            page.Counts[index & 63] = ProfileLines.Count(words[1]);
            page.Inside |= words.Length > 2 ? 0 : 1UL << (index & 63);
        }

        return buckets;
    }

    private Page At(int number)
    {
        var at = number - first;
        if ((uint)at >= (uint)pages.Length)
        {
            Reach(number);
            at = number - first;
        }

        return pages[at] ??= new();
    }

    /// <summary>Makes room for a page, and for as many again on its side.</summary>
    private void Reach(int number)
    {
        var (low, end) =
            pages.Length == 0 ? (number, number + 1)
            : number < first ? (number - pages.Length, first + pages.Length)
            : (first, number + 1 + pages.Length);
        var wider = new Page?[end - low];
        pages.CopyTo(wider, pages.Length == 0 ? 0 : first - low);
        (pages, first) = (wider, low);
    }
}

/// <summary>A bucket that holds something.</summary>
/// <param name="Count">Numbers in it, at least 1.</param>
/// <param name="Edge">Whether all of them are its edge.</param>
public readonly record struct Bucket(int Index, long Count, bool Edge);
