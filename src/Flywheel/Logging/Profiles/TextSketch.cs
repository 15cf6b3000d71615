using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Flywheel.Logging.Profiles;

/// <summary>What a column of texts held: exact counts of up to 1,024 distinct texts, and what can be said in bounded room beyond that.</summary>
/// <remarks>
/// Every part is a function of the texts alone, not of their order or of how they were split:
/// the 1,024 texts with the smallest hashes keep exact counts, for a text among them in the whole is among them in each piece that has
/// it (bottom-k: E. Cohen, H. Kaplan, PODC 2007); all texts are counted by <see cref="CountMin"/> once there are more;
/// and of the 512 rows with the smallest hashes of all their values the text is drawn, so that a frequent one is known by name. A text
/// that at least 1 % of the rows hold is among them with a chance of 99.4 %, at least 2 % with 99.997 %. Rows that are equal in every
/// column are one row to the draw.
/// Texts with one hash count as one, under the name that is first in byte order.
/// </remarks>
public sealed class TextSketch
{
    /// <summary>Distinct texts up to which everything is exact.</summary>
    public const int Most = 1024;

    /// <summary>Rows that are drawn.</summary>
    public const int Draws = 512;

    private const string Word = "value";
    private const string DrawnWord = "drawn";
    private const string RegistersWord = "registers";

    private readonly Dictionary<ulong, Kept> kept = [];
    private readonly SortedList<ulong, (ulong Hash, byte[] Name)> drawn = [];
    private readonly DistinctCount distinct = new();
    private CountMin? counts;

    /// <summary>Largest hash whose count may still be exact.</summary>
    private ulong limit = ulong.MaxValue;

    /// <summary>A text with its exact count.</summary>
    private sealed record Kept(byte[] Name)
    {
        public byte[] Name { get; set; } = Name;

        public long Count { get; set; }
    }

    /// <summary>Whether every distinct text is known with its count.</summary>
    public bool IsExact => counts is null;

    /// <summary>Distinct texts: exact up to <see cref="Most"/>, else with a standard error of 1.6 %.</summary>
    public long Distinct => IsExact ? kept.Count : Math.Max(distinct.Estimate(), Most + 1);

    /// <summary>Rows by counter of the first row of <see cref="CountMin"/>, where not every text is known; shape [<see cref="CountMin.Width"/>].</summary>
    public ReadOnlySpan<long> Cells => counts is null ? [] : counts.First;

    /// <summary>Texts with exact counts: all of them, or those with the smallest hashes; in the order of their hashes.</summary>
    public IEnumerable<(string Text, ulong Hash, long Count)> Known
    {
        get
        {
            Settle();
            return kept.OrderBy(one => one.Key).Select(one => (Encoding.UTF8.GetString(one.Value.Name), one.Key, one.Value.Count));
        }
    }

    /// <summary>The most frequent texts that are known by name, the most frequent first and equal ones in order of their characters.</summary>
    /// <returns>Each with the most rows that can hold it, and whether that is their exact number.</returns>
    public IReadOnlyList<(string Text, long Count, bool Exact)> MostFrequent(int number)
    {
        Settle();
        var drawnBeside = drawn
            .Values.Where(one => !kept.ContainsKey(one.Hash))
            .DistinctBy(one => one.Hash)
            .Select(one => (Encoding.UTF8.GetString(one.Name), Estimate(one.Hash), false));
        return
        [
            .. Known
                .Select(one => (one.Text, one.Count, true))
                .Concat(drawnBeside)
                .OrderByDescending(one => one.Item2)
                .ThenBy(one => one.Item1, StringComparer.Ordinal)
                .Take(number),
        ];
    }

    /// <summary>Rows that hold a text: exact where it is kept, else at least as many as there are.</summary>
    public long Estimate(ulong hash) => kept.TryGetValue(hash, out var one) ? one.Count : counts?.Estimate(hash) ?? 0;

    /// <summary>Counts a text.</summary>
    /// <param name="utf8">UTF-8.</param>
    /// <param name="hash">Its hash.</param>
    public void Add(ReadOnlySpan<byte> utf8, ulong hash)
    {
        distinct.Add(hash);
        counts?.Add(hash, 1);
        if (hash > limit)
        {
            return;
        }

        ref var one = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, hash, out var known);
        one ??= new(TextName.Of(utf8, hash));
        one.Count++;
        if (!known)
        {
            Keep();
        }
        else if (!TextName.IsOf(one.Name, utf8))
        {
            one.Name = First(one.Name, TextName.Of(utf8, hash));
        }
    }

    /// <summary>Draws the text of a row, if the row is among those with the smallest hashes.</summary>
    /// <param name="row">Hash of all the row's values.</param>
    public void Draw(ulong row, ReadOnlySpan<byte> utf8)
    {
        if (drawn.Count < Draws || row <= drawn.GetKeyAtIndex(drawn.Count - 1))
        {
            var hash = Hash64.Of(utf8);
            Draw(row, hash, TextName.Of(utf8, hash));
        }
    }

    /// <summary>Adds what another one has counted.</summary>
    public void Add(TextSketch other)
    {
        Settle();
        other.Settle();
        distinct.Add(other.distinct);
        if (counts is not null || other.counts is not null)
        {
            counts ??= CountAll();
            counts.Add(other.counts ?? other.CountAll());
        }

        foreach (var (hash, one) in other.kept)
        {
            ref var mine = ref CollectionsMarshal.GetValueRefOrAddDefault(kept, hash, out _);
            mine ??= new(one.Name);
            mine.Name = First(mine.Name, one.Name);
            mine.Count = checked(mine.Count + one.Count);
        }

        // Beyond the other's limit it has forgotten, so a count that is only mine is not exact any more.
        Lower(other.limit);
        Keep();
        Settle();
        foreach (var (row, (hash, name)) in other.drawn)
        {
            Draw(row, hash, name);
        }
    }

    internal void Write(StringBuilder text)
    {
        Settle();
        text.Append(CultureInfo.InvariantCulture, $"{RegistersWord} {distinct}\n");
        counts?.Write(text);
        foreach (var (hash, one) in kept.OrderBy(one => one.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"{Word} {hash:x16} {one.Count} {Quoted.Write(one.Name)}\n");
        }

        foreach (var (row, (hash, name)) in drawn)
        {
            text.Append(CultureInfo.InvariantCulture, $"{DrawnWord} {row:x16} {hash:x16} {Quoted.Write(name)}\n");
        }
    }

    internal static TextSketch Read(ProfileLines lines, long values)
    {
        var sketch = new TextSketch();
        sketch.distinct.Add(DistinctCount.Parse(lines.After(RegistersWord)));
        sketch.counts = CountMin.Read(lines, values);
        while (lines.Has(Word))
        {
            var words = lines.After(Word).Split(' ', 3);
            var (hash, name) = (ProfileLines.Hash(words[0]), Quoted.Read(words[2]));
            ProfileLines.Require(TextName.Fits(name, hash), "a text has not its hash");
            sketch.kept.Add(hash, new(name) { Count = ProfileLines.Count(words[1]) });
        }

        while (lines.Has(DrawnWord))
        {
            var words = lines.After(DrawnWord).Split(' ', 3);
            var (hash, name) = (ProfileLines.Hash(words[1]), Quoted.Read(words[2]));
            ProfileLines.Require(TextName.Fits(name, hash), "a text has not its hash");
            sketch.drawn.Add(ProfileLines.Hash(words[0]), (hash, name));
        }

        var known = sketch.kept.Values.Sum(one => one.Count);
        ProfileLines.Require(sketch.kept.Count <= Most && sketch.drawn.Count <= Draws, "there are too many texts");
        ProfileLines.Require(
            sketch.IsExact ? known == values : known < values && sketch.kept.Count == Most,
            "the texts' counts do not sum up to the values"
        );
        sketch.limit = sketch.IsExact ? ulong.MaxValue : sketch.kept.Keys.Max();
        return sketch;
    }

    /// <summary>A text more is kept: the first one too many makes everything be counted, and twice too many are cut down at once.</summary>
    private void Keep()
    {
        if (kept.Count > Most)
        {
            counts ??= CountAll();
        }

        if (kept.Count > 2 * Most)
        {
            Settle();
        }
    }

    /// <summary>Leaves the texts with the smallest hashes.</summary>
    private void Settle()
    {
        if (kept.Count > Most)
        {
            var hashes = kept.Keys.ToArray();
            Array.Sort(hashes);
            Lower(hashes[Most - 1]);
        }
    }

    private void Lower(ulong to)
    {
        limit = Math.Min(limit, to);
        foreach (var hash in kept.Keys.Where(hash => hash > limit).ToList())
        {
            kept.Remove(hash);
        }
    }

    /// <summary>While all texts are kept, their counts are those of all values.</summary>
    private CountMin CountAll()
    {
        var all = new CountMin();
        foreach (var (hash, one) in kept)
        {
            all.Add(hash, one.Count);
        }

        return all;
    }

    private void Draw(ulong row, ulong hash, byte[] name)
    {
        if (drawn.TryGetValue(row, out var other))
        {
            // Two texts for one hash of a row: one of them, whichever came first.
            drawn[row] = First(other.Name, name) == name ? (hash, name) : other;
        }
        else if (drawn.Count < Draws || row < drawn.GetKeyAtIndex(drawn.Count - 1))
        {
            drawn.Add(row, (hash, name));
            if (drawn.Count > Draws)
            {
                drawn.RemoveAt(Draws);
            }
        }
    }

    private static byte[] First(byte[] one, byte[] other) => one.AsSpan().SequenceCompareTo(other) <= 0 ? one : other;
}
